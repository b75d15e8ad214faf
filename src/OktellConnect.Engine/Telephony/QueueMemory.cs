using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>What this client knows of its queue from one reading to the next. Not thread-safe.</summary>
internal sealed class QueueMemory
{
    private readonly WaitingUnit unit = new();
    private Dictionary<string, QueueItem> known = new(StringComparer.Ordinal);
    private Dictionary<string, (long Length, DateTimeOffset Time)> lengths = new(StringComparer.Ordinal);

    /// <summary>Whether the last reading showed somebody of that number, user id or competitor id.</summary>
    public bool Contains(string identity) => known.Values.Any(item =>
        item.Number == identity || (Abonent.Id(identity) is { } id && (item.UserId == id || item.CompetitorId == id)));

    /// <summary>The items of a reading, in the server's order. An item that nothing tells from others is left out.</summary>
    public IReadOnlyList<QueueItem> Take(JsonElement reply, DateTimeOffset now)
    {
        var items = new List<QueueItem>();
        var next = new Dictionary<string, QueueItem>(StringComparer.Ordinal);
        var nextLengths = new Dictionary<string, (long, DateTimeOffset)>(StringComparer.Ordinal);
        foreach (var body in reply.GetItems("queue").Where(body => body.ValueKind == JsonValueKind.Object))
        {
            var party = Abonent.Read(body);
            if (party.Key is { } key)
            {
                var length = body.GetWholeNumber("lenqueue");
                (long, DateTimeOffset)? before = lengths.TryGetValue(key, out var earlier) ? earlier : null;
                var item = new QueueItem
                {
                    Key = key,
                    Number = party.Number,
                    Name = party.Name,
                    UserId = party.UserId,
                    UserLogin = party.Login,
                    ChainId = party.ChainId,
                    IsExternal = party.IsExternal,
                    CompetitorId = party.CompetitorId,
                    Waiting = unit.Read(length, body.GetNonEmptyText("startqueuetime"), before, now),
                    SeenSince = known.TryGetValue(key, out var seen) ? seen.SeenSince : now,
                };
                items.Add(item);
                next[key] = item;
                if (length is { } value)
                {
                    // The oldest reading of a caller is kept: the longer the time between, the surer the unit.
                    nextLengths[key] = before ?? (value, now);
                }
            }
        }

        known = next;
        lengths = nextLengths;
        return items;
    }
}
