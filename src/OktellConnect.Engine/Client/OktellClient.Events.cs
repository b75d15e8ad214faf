using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

public sealed partial class OktellClient
{
    private readonly List<EventSubscription> subscriptions = [];

    /// <summary>
    /// Listens to events. The server is asked for the names; after a reconnect it is asked again, and the stream shows the gap.
    /// </summary>
    /// <param name="names">Names of events or of groups (docs/protocol.md, "Events").</param>
    /// <param name="cancellation">Stops waiting for the server's acknowledgement.</param>
    /// <exception cref="OktellRequestException">The server refused, or the connection ended; then nothing is listened to.</exception>
    public Task<EventSubscription> SubscribeAsync(IReadOnlyList<string> names, CancellationToken cancellation) => SubscribeAsync(names, withStates: false, cancellation);

    internal async Task<EventSubscription> SubscribeAsync(IReadOnlyList<string> names, bool withStates, CancellationToken cancellation)
    {
        var subscription = new EventSubscription([.. names], withStates, Options.EventBufferCapacity, Options.Clock, Remove);
        lock (subscriptions)
        {
            // Before asking: events may come before the acknowledgement, and a reconnect in between must ask for these too.
            subscriptions.Add(subscription);
        }

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
        subscription.Rename([.. before, .. names]);
        try
        {
            await RequestAsync("subscribeevent", SubscriptionBody(names), cancellation).ConfigureAwait(false);
        }
        catch
        {
            // Left in, a refused name would have every later reconnect refused too.
            subscription.Rename(before);
            throw;
        }
    }

    private static JsonObject SubscriptionBody(IEnumerable<string> names) =>
        new() { ["eventmethod"] = new JsonArray([.. names.Select(name => (JsonNode?)JsonValue.Create(name))]) };

    private void OnEvent(Frame frame)
    {
        var item = ServerEvent.ForMessage(frame, Options.Clock.GetUtcNow());
        foreach (var subscription in CurrentSubscriptions())
        {
            if (subscription.Wants(frame.Name))
            {
                subscription.Offer(item);
            }
        }
    }

    private EventSubscription[] CurrentSubscriptions()
    {
        lock (subscriptions)
        {
            return [.. subscriptions];
        }
    }

    private void Remove(EventSubscription subscription)
    {
        lock (subscriptions)
        {
            subscriptions.Remove(subscription);
        }
    }

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
