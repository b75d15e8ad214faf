using System.Collections.Concurrent;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>Which subscriptions want which event, found out once per name. Replaced whenever a subscription changes.</summary>
internal sealed class EventRoutes(EventSubscription[] subscriptions)
{
    // Names come from the server: a server that makes them up must not fill the memory.
    private const int MostNames = 1000;

    private readonly ConcurrentDictionary<string, EventSubscription[]> known = new(StringComparer.Ordinal);

    public EventSubscription[] All => subscriptions;

    public EventSubscription[] For(string eventName)
    {
        if (known.TryGetValue(eventName, out var wanting))
        {
            return wanting;
        }

        wanting = [.. subscriptions.Where(subscription => subscription.Names.Any(name => EventGroups.Covers(name, eventName)))];
        if (known.Count < MostNames)
        {
            known[eventName] = wanting;
        }

        return wanting;
    }
}
