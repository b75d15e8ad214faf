using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>
/// The number plan and the users, with live states: read when the connection opens and after every gap, kept up to date by
/// <c>pbxnumberstatechanged</c>. Reading it costs nothing. Thread-safe.
/// </summary>
public sealed class NumberPlan
{
    internal const string ChangeEvent = "pbxnumberstatechanged";

    private readonly object gate = new();
    private readonly OktellClient client;
    private readonly IEventSink events;
    private readonly Dictionary<string, PbxNumber> numbers = new(StringComparer.Ordinal);
    private List<UserReply> users = [];

    internal NumberPlan(OktellClient client, IEventSink events)
    {
        this.client = client;
        this.events = events;
    }

    /// <summary>All numbers, in the server's order.</summary>
    public IReadOnlyList<PbxNumber> Numbers
    {
        get
        {
            lock (gate)
            {
                return [.. numbers.Values];
            }
        }
    }

    /// <summary>All users, in the server's order, with the states of their main numbers.</summary>
    public IReadOnlyList<PbxUser> Users
    {
        get
        {
            lock (gate)
            {
                return [.. users.Select(ToUser)];
            }
        }
    }

    /// <summary>The number's entry, or null where the plan has none.</summary>
    public PbxNumber? Find(string number)
    {
        lock (gate)
        {
            return numbers.TryGetValue(number, out var entry) ? entry : null;
        }
    }

    /// <summary>The user of that id or number, or null where the server lists none.</summary>
    public PbxUser? FindUser(string identity)
    {
        lock (gate)
        {
            var owner = numbers.TryGetValue(identity, out var entry) ? entry.UserId : Abonent.Id(identity);
            var found = users.Find(user => user.Id == owner)
                ?? users.Find(user => user.MainNumber == identity)
                ?? users.Find(user => user.Numbers.Contains(identity));
            return found is null ? null : ToUser(found);
        }
    }

    /// <summary>Reads plan and users again. What cannot be read stays as it was.</summary>
    /// <exception cref="OktellException">The server refused or did not answer.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        var plan = await client.RequestAsync("getpbxnumbers", new JsonObject { ["mode"] = "full" }, cancellation).ConfigureAwait(false);
        var people = await client.RequestAsync("getallusernumbers", new JsonObject { ["fillsubordinates"] = true }, cancellation).ConfigureAwait(false);
        lock (gate)
        {
            var before = numbers.Count > 0 && events.IsWanted(OktellEventType.NumberState) ? new Dictionary<string, PbxNumber>(numbers, StringComparer.Ordinal) : [];
            numbers.Clear();
            foreach (var entry in NumberReply.ReadAll(plan))
            {
                numbers[entry.Number] = new PbxNumber
                {
                    Number = entry.Number,
                    Id = entry.Id,
                    Name = entry.Caption,
                    State = ToState(entry.StateId),
                    StateId = entry.StateId,
                    Department = entry.Department,
                    DepartmentId = entry.DepartmentId,
                    UserId = entry.UserId,
                };
            }

            users = [.. UserReply.ReadAll(people)];
            foreach (var entry in before.Values)
            {
                if (numbers.TryGetValue(entry.Number, out var now) && now.StateId != entry.StateId)
                {
                    Publish(client.Options.Clock.GetUtcNow(), now, entry.State);
                }
            }
        }
    }

    /// <summary>Takes a push; numbers that the plan does not have are of no interest.</summary>
    internal void Apply(ServerEvent change)
    {
        lock (gate)
        {
            foreach (var (number, stateId) in NumberStateChange.ReadAll(change.Body))
            {
                if (numbers.TryGetValue(number, out var entry))
                {
                    var next = entry.StateId == stateId ? entry : entry with { State = ToState(stateId), StateId = stateId };
                    numbers[number] = next;
                    if (events.IsWanted(OktellEventType.NumberState))
                    {
                        Publish(change.Time, next, entry.State);
                    }
                }
            }
        }
    }

    private void Publish(DateTimeOffset time, PbxNumber entry, NumberState previous) =>
        events.Publish(new NumberStateEvent(time, entry.Number, entry.Name, entry.State, entry.StateId, previous) { Department = entry.Department });

    internal static NumberState ToState(int? stateId) => stateId is >= 0 and <= 7 and not 4 ? (NumberState)stateId : NumberState.Unknown;

    private PbxUser ToUser(UserReply user)
    {
        var main = user.MainNumber is not null && numbers.TryGetValue(user.MainNumber, out var entry) ? entry : null;
        return new PbxUser
        {
            Id = user.Id,
            Login = user.Login,
            Name = user.Name,
            MainNumber = user.MainNumber,
            Numbers = user.Numbers,
            State = main?.State ?? NumberState.Unknown,
            Department = main?.Department,
            IsSubordinate = user.IsSubordinate,
        };
    }
}
