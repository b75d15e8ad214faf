using OktellConnect.Events;
using OktellConnect.Telephony;

namespace OktellConnect;

public sealed partial class OktellConnection
{
    private readonly EventHub events;
    private readonly QueueWatch queueWatch;
    private readonly SemaphoreSlim extending = new(1, 1);

    /// <summary>How many streams of events are open.</summary>
    internal int WatcherCount => events.Count;

    /// <summary>Listens to events.</summary>
    /// <param name="types">Kinds of events; none for all but <see cref="OktellEventType.Server"/>. Gaps and losses come whatever is named.</param>
    /// <param name="serverEvents">For <see cref="OktellEventType.Server"/>: the server's names of events or groups; none for every push that is known.</param>
    /// <param name="cancellation">Stops waiting for the server's acknowledgement.</param>
    /// <exception cref="OktellException">The connection has ended for good, or the server refused to send the events; then nothing is listened to.</exception>
    public Task<EventStream> WatchAsync(IReadOnlyList<OktellEventType> types, IReadOnlyList<string> serverEvents, CancellationToken cancellation) =>
        WatchAsync(new EventStreamOptions { Types = types, ServerEvents = serverEvents }, cancellation);

    /// <summary>Listens to events.</summary>
    /// <param name="options">What is wanted.</param>
    /// <param name="cancellation">Stops waiting for the server's acknowledgement.</param>
    /// <exception cref="OktellException">The connection has ended for good, or the server refused to send the events; then nothing is listened to.</exception>
    public async Task<EventStream> WatchAsync(EventStreamOptions options, CancellationToken cancellation)
    {
        // Before asking: what comes before the acknowledgement is not missed.
        var stream = events.Open(options)
            ?? throw new OktellException(OktellErrors.ConnectionClosed, $"The connection to {Server} has ended: {Client.LastReason ?? "it was closed"}.", target: Server);
        try
        {
            await SubscribeForAsync(options, cancellation).ConfigureAwait(false);
            if (events.IsWanted(OktellEventType.Queue))
            {
                queueWatch.Start();
            }

            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private async Task SubscribeForAsync(EventStreamOptions options, CancellationToken cancellation)
    {
        var names = new List<string>();
        if (options.Types.Contains(OktellEventType.Server))
        {
            names.AddRange(options.ServerEvents.Count > 0 ? options.ServerEvents : EventStreamOptions.KnownServerEvents);
        }

        if (options.Types.Count == 0 || options.Types.Contains(OktellEventType.Custom))
        {
            names.Add(CustomEvent.PushName);
        }

        await extending.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var missing = names.Except(pushes!.Names, StringComparer.Ordinal).ToList();
            if (missing.Count > 0)
            {
                await Client.ExtendAsync(pushes, missing, cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            extending.Release();
        }
    }
}
