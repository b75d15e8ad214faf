using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>The numbers that are watched, with their states. Not thread-safe.</summary>
internal sealed class NumberBoard
{
    private readonly WildcardPattern[] numbers;
    private readonly WildcardPattern[] departments;
    private readonly HashSet<NumberState> states;
    private readonly Dictionary<string, PbxNumber> known = new(StringComparer.Ordinal);

    public NumberBoard(string[] numbers, string[] departments, NumberState[] states)
    {
        this.numbers = Wildcards.Patterns(numbers);
        this.departments = Wildcards.Patterns(departments);
        this.states = [.. states];
    }

    /// <summary>How many numbers are watched, whatever their state.</summary>
    public int Count => known.Count;

    /// <summary>The numbers to show, in the order people count: 99, 100, 101.</summary>
    public IReadOnlyList<PbxNumber> Shown =>
        [.. known.Values.Where(IsShown).OrderBy(number => number.Number.Length).ThenBy(number => number.Number, StringComparer.Ordinal)];

    /// <summary>How many of the watched numbers are in each state, most first.</summary>
    public IReadOnlyList<(NumberState State, int Count)> Totals =>
        [.. known.Values.GroupBy(number => number.State).Select(group => (group.Key, group.Count())).OrderByDescending(total => total.Item2).ThenBy(total => total.Key)];

    /// <summary>Takes the plan as it is now.</summary>
    public void Reset(IEnumerable<PbxNumber> plan)
    {
        known.Clear();
        foreach (var number in plan.Where(number => IsWatched(number.Number, number.Department)))
        {
            known[number.Number] = number;
        }
    }

    /// <summary>Takes an event; true when it changed something that is watched.</summary>
    public bool Apply(NumberStateEvent change)
    {
        if (!known.TryGetValue(change.Number, out var number) || number.StateId == change.StateId)
        {
            return false;
        }

        known[change.Number] = number with { State = change.State, StateId = change.StateId };
        return true;
    }

    public bool IsWatched(string number, string? department) =>
        (numbers.Length == 0 || numbers.AnyMatch(number)) && (departments.Length == 0 || departments.AnyMatch(department));

    /// <summary>Whether a change is worth a line: with -State only what enters or leaves one of these.</summary>
    public bool IsTold(NumberStateEvent change) => states.Count == 0 || states.Contains(change.State) || states.Contains(change.Previous);

    private bool IsShown(PbxNumber number) => states.Count == 0 || states.Contains(number.State);
}
