using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>
/// One page of numbers as the lines of a window: a heading, the numbers in columns, filled downwards, and a foot. No I/O.
/// </summary>
internal sealed class NumberPage
{
    private const int Gap = 3;
    private const int StateWidth = 14;
    private const int LeastName = 12;
    private const int MostName = 32;
    private const int Frame = 2;

    private readonly int width;
    private readonly int rows;
    private readonly int columns;
    private readonly int numberWidth;
    private readonly int nameWidth;
    private readonly Func<string, int> cells;

    /// <param name="width">Columns of the window.</param>
    /// <param name="height">Lines of the window.</param>
    /// <param name="longest">Longest of the numbers to show.</param>
    /// <param name="cells">How many columns a text takes: the host knows.</param>
    public NumberPage(int width, int height, int longest, Func<string, int> cells)
    {
        // The last column stays free: what is written there makes some terminals wrap.
        this.width = Math.Max(1, width - 1);
        this.cells = cells;
        rows = Math.Max(1, height - Frame);
        numberWidth = Math.Min(Math.Max(longest, 3), 12);
        var narrowest = numberWidth + 1 + LeastName + 1 + StateWidth;
        columns = Math.Max(1, (this.width + Gap) / (narrowest + Gap));
        nameWidth = Math.Min(MostName, Math.Max(1, ((this.width + Gap) / columns) - Gap - (narrowest - LeastName)));
    }

    /// <summary>How many numbers fit.</summary>
    public int Size => rows * columns;

    /// <summary>How many pages there are; at least one.</summary>
    public int PagesOf(int count) => Math.Max(1, (count + Size - 1) / Size);

    /// <summary>The lines, heading first, no more than the window has.</summary>
    public IReadOnlyList<string> Lines(IReadOnlyList<PbxNumber> numbers, int page, string heading, string foot)
    {
        var first = page * Size;
        var lines = new List<string> { Fitted(heading) };
        for (var row = 0; row < rows; row++)
        {
            var parts = Enumerable.Range(0, columns).Select(column => first + (column * rows) + row).Where(at => at < numbers.Count).Select(at => Cell(numbers[at]));
            lines.Add(string.Join(new string(' ', Gap), parts));
        }

        lines.Add(Fitted(foot));
        return lines;
    }

    /// <summary>A text that stays what it is on a terminal: what the server names must not move the cursor.</summary>
    internal static string Harmless(string? text) =>
        new([.. (text ?? "").Select(letter => char.IsControl(letter) ? ' ' : letter)]);

    private string Cell(PbxNumber number)
    {
        var who = $"{Padded(Harmless(number.Number), numberWidth)} {Padded(Harmless(number.Name), nameWidth)} ";
        var state = StateText.Word(number.State);
        return cells(who) + cells(state) > width
            ? Fitted(who + state)
            : who + StateText.InColour(number.State) + new string(' ', Math.Max(0, Math.Min(StateWidth, width - cells(who)) - cells(state)));
    }

    private string Padded(string text, int wanted)
    {
        var fitted = cells(text) <= wanted ? text : Cut(text, wanted - 1) + "…";
        return fitted + new string(' ', Math.Max(0, wanted - cells(fitted)));
    }

    private string Fitted(string text) => Cut(text, width);

    private string Cut(string text, int wanted)
    {
        while (text.Length > 0 && cells(text) > wanted)
        {
            // Not through the middle of a pair that makes one character.
            var shorter = text.Length > 1 && char.IsLowSurrogate(text[text.Length - 1]) ? 2 : 1;
            text = text.Substring(0, text.Length - shorter);
        }

        return text;
    }
}
