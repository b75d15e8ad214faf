using System.Threading.Channels;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>
/// A stream of the server's events for one reader. Bounded: a slow reader loses the oldest events, and is told how many by an
/// item in the stream. A reconnect appears as a gap item. Dispose it to stop listening.
/// </summary>
public sealed class EventSubscription : IDisposable
{
    private readonly Channel<ServerEvent> buffer;
    private readonly Action<EventSubscription> onDispose;
    private readonly TimeProvider clock;
    private long droppedUnreported;
    private long dropped;

    internal EventSubscription(IReadOnlyList<string> names, bool withStates, int capacity, TimeProvider clock, Action<EventSubscription> onDispose)
    {
        Names = names;
        WithStates = withStates;
        this.clock = clock;
        this.onDispose = onDispose;
        buffer = Channel.CreateBounded<ServerEvent>(new BoundedChannelOptions(capacity) { FullMode = BoundedChannelFullMode.DropOldest }, _ =>
        {
            Interlocked.Increment(ref droppedUnreported);
            Interlocked.Increment(ref dropped);
        });
    }

    /// <summary>Names of events, or of groups of events, that are delivered.</summary>
    public IReadOnlyList<string> Names { get; private set; }

    /// <summary>Whether changes of the connection's state are delivered too, at their place among the events.</summary>
    internal bool WithStates { get; }

    /// <summary>How many events were dropped because the reader was slow.</summary>
    public long DroppedCount => Interlocked.Read(ref dropped);

    /// <summary>Waits for the next item; null when the connection has ended for good and everything has been read.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<ServerEvent?> ReadAsync(CancellationToken cancellation)
    {
        while (await buffer.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
        {
            if (Interlocked.Exchange(ref droppedUnreported, 0) is var missing and > 0)
            {
                return ServerEvent.ForDropped(missing, clock.GetUtcNow());
            }

            if (buffer.Reader.TryRead(out var item))
            {
                return item;
            }
        }

        return null;
    }

    /// <summary>Stops listening; a waiting reader gets null.</summary>
    public void Dispose()
    {
        onDispose(this);
        Complete();
    }

    /// <summary>Delivers other events from now on. The server has to be asked for them.</summary>
    internal void Rename(IReadOnlyList<string> names) => Names = names;

    internal bool Wants(string eventName) => Names.Any(name => EventGroups.Covers(name, eventName));

    internal void Offer(ServerEvent item) => buffer.Writer.TryWrite(item);

    internal void Complete() => buffer.Writer.TryComplete();
}
