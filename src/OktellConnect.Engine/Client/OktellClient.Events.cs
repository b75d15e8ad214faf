using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

public sealed partial class OktellClient
{
    private readonly List<EventSubscription> subscriptions = [];
    private volatile EventRoutes routes = new([]);

    /// <summary>
    /// Listens to events. The server is asked for the names; after a reconnect it is asked again, and the stream shows the gap.
    /// </summary>
    /// <param name="names">Names of events or of groups (docs/protocol.md, "Events").</param>
    /// <param name="cancellation">Stops waiting for the server's acknowledgement.</param>
    /// <exception cref="OktellRequestException">The server refused, or the connection ended; then nothing is listened to.</exception>
    public Task<EventSubscription> SubscribeAsync(IReadOnlyList<string> names, CancellationToken cancellation) => SubscribeAsync(names, withStates: false, cancellation);

    internal async Task<EventSubscription> SubscribeAsync(IReadOnlyList<string> names, bool withStates, CancellationToken cancellation)
    {
        var subscription = new EventSubscription([.. names], withStates, Options.EventBufferCapacity, Options.Clock, NoteLoss, Remove);

        // Before asking: events may come before the acknowledgement, and a reconnect in between must ask for these too.
        ChangeSubscriptions(list => list.Add(subscription));

        try
        {
            await RequestAsync("subscribeevent", SubscriptionBody(names), cancellation).ConfigureAwait(false);
            return subscription;
        }
        catch
        {
            subscription.Dispose();
            throw;
        }
    }

    /// <summary>Has a subscription deliver further events; when the server refuses, it stays as it was. One call at a time.</summary>
    internal async Task ExtendAsync(EventSubscription subscription, IReadOnlyList<string> names, CancellationToken cancellation)
    {
        var before = subscription.Names;
        ChangeSubscriptions(_ => subscription.Rename([.. before, .. names]));
        try
        {
            await RequestAsync("subscribeevent", SubscriptionBody(names), cancellation).ConfigureAwait(false);
        }
        catch
        {
            // Left in, a refused name would have every later reconnect refused too.
            ChangeSubscriptions(_ => subscription.Rename(before));
            throw;
        }
    }

    private static JsonObject SubscriptionBody(IEnumerable<string> names) =>
        new() { ["eventmethod"] = new JsonArray([.. names.Select(name => (JsonNode?)JsonValue.Create(name))]) };

    private void OnEvent(Frame frame)
    {
        var wanting = routes.For(frame.Name);
        if (wanting.Length > 0)
        {
            var item = ServerEvent.ForMessage(frame, Options.Clock.GetUtcNow());
            foreach (var subscription in wanting)
            {
                subscription.Offer(item);
            }
        }
    }

    private EventSubscription[] CurrentSubscriptions() => routes.All;

    private void ChangeSubscriptions(Action<List<EventSubscription>> change)
    {
        lock (subscriptions)
        {
            change(subscriptions);
            routes = new EventRoutes([.. subscriptions]);
        }
    }

    private void Remove(EventSubscription subscription) => ChangeSubscriptions(list => list.Remove(subscription));

    private void NoteLoss(EventSubscription subscription) =>
        Journal.Note(connections, "EventsLost", $"A reader of {string.Join(", ", subscription.Names)} is slower than the events come: the oldest are being dropped.");

    private void OfferState(ClientStateChangedEventArgs change)
    {
        var item = ServerEvent.ForState(change, Options.Clock.GetUtcNow());
        foreach (var subscription in CurrentSubscriptions().Where(subscription => subscription.WithStates))
        {
            subscription.Offer(item);
        }
    }

    private void CompleteSubscriptions()
    {
        foreach (var subscription in CurrentSubscriptions())
        {
            subscription.Complete();
        }
    }
}
