using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>What this client knows of its queue from one reading to the next. Not thread-safe.</summary>
internal sealed class QueueMemory
{
    private Dictionary<string, QueueItem> known = new(StringComparer.Ordinal);

    /// <summary>Whether the last reading showed somebody of that number, user id or competitor id.</summary>
    public bool Contains(string identity) => known.Values.Any(item =>
        item.Number == identity || (Abonent.Id(identity) is { } id && (item.UserId == id || item.CompetitorId == id)));

    /// <summary>The items of a reading, in the server's order. An item that nothing tells from others is left out.</summary>
    public IReadOnlyList<QueueItem> Take(JsonElement reply, DateTimeOffset now)
    {
        var items = new List<QueueItem>();
        var next = new Dictionary<string, QueueItem>(StringComparer.Ordinal);
        foreach (var body in reply.GetItems("queue").Where(body => body.ValueKind == JsonValueKind.Object))
        {
            var party = Abonent.Read(body);
            if (party.Key is { } key)
            {
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
                    SeenSince = known.TryGetValue(key, out var before) ? before.SeenSince : now,
                };
                items.Add(item);
                next[key] = item;
            }
        }

        known = next;
        return items;
    }
}
