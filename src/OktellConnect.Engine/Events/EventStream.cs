using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Events;

/// <summary>
/// A connection's events for one reader, in order. Bounded: when events come faster than they are read, the oldest that wait are
/// dropped, and a <see cref="LossEvent"/> stands where they were, one for all that were dropped between two reads. Gaps are never
/// dropped. Ends when the connection has ended for good. Dispose it to stop listening.
/// </summary>
/// <remarks>
/// Publishers append under a lock; the reader takes everything that waits at once and then goes through it without one. So a
/// reader that falls behind is told of its losses once per round, not once per event.
/// </remarks>
public sealed class EventStream : IDisposable
{
    private readonly object gate = new();
    private readonly int capacity;
    private readonly TimeProvider clock;
    private readonly Action<EventStream> onDispose;
    private readonly int types;
    private readonly HashSet<string>? serverEvents;
    private readonly Func<OktellEvent, bool>? filter;
    private Queue<OktellEvent> waiting = new();
    private Queue<OktellEvent> taken = new();
    private TaskCompletionSource<bool>? wake;
    private GapEvent? droppedGap;
    private DateTimeOffset lostSince;
    private long lostUnannounced;
    private long lost;
    private Exception? failure;
    private bool ended;

    internal EventStream(EventStreamOptions options, int capacity, TimeProvider clock, Action<EventStream> onDispose)
    {
        this.capacity = capacity;
        this.clock = clock;
        this.onDispose = onDispose;
        types = EventHub.Mask(options.Types.Count > 0 ? options.Types : EventHub.AllButServer);
        serverEvents = options.ServerEvents.Count > 0 ? new HashSet<string>(options.ServerEvents, StringComparer.Ordinal) : null;
        filter = options.Filter;
    }

    /// <summary>How many events were dropped since the stream was opened, announced or not.</summary>
    public long LostCount
    {
        get
        {
            lock (gate)
            {
                return lost;
            }
        }
    }

    /// <summary>Why the stream ended, for people; null while it goes on, or where its reader ended it.</summary>
    public string? EndReason { get; private set; }

    internal int Types => types;

    /// <summary>Waits for the next event; null when the stream has ended and everything has been read. One reader at a time.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<OktellEvent?> ReadAsync(CancellationToken cancellation) =>
        taken.Count > 0 || await TakeAsync(cancellation).ConfigureAwait(false) ? taken.Dequeue() : null;

    /// <summary>Waits until there are events and returns them, oldest first; none when the stream has ended and everything has been read. One reader at a time.</summary>
    /// <param name="limit">Most events to return at once.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async Task<IReadOnlyList<OktellEvent>> ReadManyAsync(int limit, CancellationToken cancellation)
    {
        if (taken.Count == 0 && !await TakeAsync(cancellation).ConfigureAwait(false))
        {
            return [];
        }

        var batch = new OktellEvent[Math.Min(limit, taken.Count)];
        for (var index = 0; index < batch.Length; index++)
        {
            batch[index] = taken.Dequeue();
        }

        return batch;
    }

    /// <summary>Stops listening; a waiting reader is told that the stream has ended.</summary>
    public void Dispose()
    {
        onDispose(this);
        lock (gate)
        {
            waiting.Clear();
            lostUnannounced = 0;
            droppedGap = null;
        }

        Complete(null);
    }

    internal void Offer(OktellEvent item)
    {
        lock (gate)
        {
            if (ended || !Wants(item))
            {
                return;
            }

            lost += item is LossEvent upstream ? upstream.Count : 0;
            while (waiting.Count >= capacity)
            {
                Drop(waiting.Dequeue());
            }

            waiting.Enqueue(item);
            Wake();
        }
    }

    internal void Complete(string? reason)
    {
        lock (gate)
        {
            if (!ended)
            {
                ended = true;
                EndReason = reason;
                Wake();
            }
        }
    }

    private bool Wants(OktellEvent item)
    {
        if (item.Type is OktellEventType.Gap or OktellEventType.Loss)
        {
            return true;
        }

        if ((types & EventHub.Mask(item.Type)) == 0 || (item is ServerPushEvent push && !IsNamed(push.Name)))
        {
            return false;
        }

        try
        {
            return filter is null || filter(item);
        }
#pragma warning disable CA1031 // The filter is the reader's; its failure is the reader's too and must not reach the publisher.
        catch (Exception problem)
        {
            failure = problem;
            ended = true;
            Wake();
            return false;
        }
#pragma warning restore CA1031
    }

    private bool IsNamed(string name) => serverEvents is null || serverEvents.Contains(name) || serverEvents.Any(group => EventGroups.Covers(group, name));

    // What is dropped always lies right before the oldest event that still waits, and so does what is told about it.
    private void Drop(OktellEvent item)
    {
        if (item is GapEvent gap)
        {
            droppedGap = droppedGap is null ? gap : new GapEvent(droppedGap.From, gap.To);
            return;
        }

        var count = item is LossEvent loss ? loss.Count : 1;
        lostSince = lostUnannounced == 0 ? clock.GetUtcNow() : lostSince;
        lostUnannounced += count;
        lost += item is LossEvent ? 0 : count;
    }

    private void Take()
    {
        if (lostUnannounced == 0 && droppedGap is null)
        {
            (taken, waiting) = (waiting, taken);
            return;
        }

        if (lostUnannounced > 0)
        {
            taken.Enqueue(new LossEvent(lostSince, lostUnannounced));
            lostUnannounced = 0;
        }

        if (droppedGap is not null)
        {
            taken.Enqueue(droppedGap);
            droppedGap = null;
        }

        while (waiting.Count > 0)
        {
            taken.Enqueue(waiting.Dequeue());
        }
    }

    private void Wake()
    {
        wake?.TrySetResult(true);
        wake = null;
    }

    // Takes everything that waits; false when nothing does and nothing will.
    private async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        while (true)
        {
            Task<bool> news;
            cancellation.ThrowIfCancellationRequested();
            lock (gate)
            {
                if (waiting.Count > 0)
                {
                    Take();
                    return true;
                }

                if (ended)
                {
                    return failure is null ? false : throw failure;
                }

                wake ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                news = wake.Task;
            }

            await news.OrCancelledAsync(cancellation).ConfigureAwait(false);
        }
    }
}
