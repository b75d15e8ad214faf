namespace OktellConnect.Client;

/// <summary>
/// A stream of the server's events for one reader. Bounded: a slow reader loses the oldest events, and is told how many by an
/// item in the stream, one for all that were lost since it last took what was waiting. A reconnect appears as a gap item, which is
/// never lost. Dispose it to stop listening.
/// </summary>
public sealed class EventSubscription : IDisposable
{
    private const int MostKept = 16;

    private readonly object gate = new();
    private readonly int capacity;
    private readonly Action<EventSubscription> onDispose;
    private readonly TimeProvider clock;
    private readonly Action<EventSubscription> onLoss;
    private readonly List<ServerEvent> kept = [];
    private Queue<ServerEvent> waiting = new();
    private Queue<ServerEvent> taken = new();
    private TaskCompletionSource<bool>? wake;
    private long unannounced;
    private long dropped;
    private bool ended;

    internal EventSubscription(IReadOnlyList<string> names, bool withStates, int capacity, TimeProvider clock, Action<EventSubscription> onLoss, Action<EventSubscription> onDispose)
    {
        Names = names;
        WithStates = withStates;
        this.capacity = capacity;
        this.clock = clock;
        this.onLoss = onLoss;
        this.onDispose = onDispose;
    }

    /// <summary>Names of events, or of groups of events, that are delivered.</summary>
    public IReadOnlyList<string> Names { get; private set; }

    /// <summary>Whether changes of the connection's state are delivered too, at their place among the events.</summary>
    internal bool WithStates { get; }

    /// <summary>How many events were dropped because the reader was slow.</summary>
    public long DroppedCount => Interlocked.Read(ref dropped);

    /// <summary>Waits for the next item; null when the connection has ended for good and everything has been read. One reader at a time.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public Task<ServerEvent?> ReadAsync(CancellationToken cancellation) =>
        cancellation.IsCancellationRequested ? Task.FromCanceled<ServerEvent?>(cancellation)
        : TryRead() is { } item ? Task.FromResult<ServerEvent?>(item)
        : WaitAsync(cancellation);

    /// <summary>The next item if one is there, else null: the way for a reader that works through many.</summary>
    internal ServerEvent? TryRead()
    {
        // What was taken is the reader's alone: no lock.
        if (taken.Count == 0 && !Take())
        {
            return null;
        }

        return taken.Dequeue();
    }

    /// <summary>Stops listening; a waiting reader gets null.</summary>
    public void Dispose()
    {
        onDispose(this);
        Complete();
    }

    /// <summary>Delivers other events from now on. The server has to be asked for them.</summary>
    internal void Rename(IReadOnlyList<string> names) => Names = names;

    internal void Offer(ServerEvent item)
    {
        TaskCompletionSource<bool>? waker;
        var lossBegins = false;
        lock (gate)
        {
            if (ended)
            {
                return;
            }

            if (waiting.Count >= capacity)
            {
                lossBegins = Drop(waiting.Dequeue());
            }

            waiting.Enqueue(item);
            (waker, wake) = (wake, null);
        }

        waker?.TrySetResult(true);
        if (lossBegins)
        {
            onLoss(this);
        }
    }

    internal void Complete()
    {
        TaskCompletionSource<bool>? waker;
        lock (gate)
        {
            ended = true;
            (waker, wake) = (wake, null);
        }

        waker?.TrySetResult(false);
    }

    private async Task<ServerEvent?> WaitAsync(CancellationToken cancellation)
    {
        while (true)
        {
            TaskCompletionSource<bool> woken;
            lock (gate)
            {
                if (waiting.Count == 0 && ended)
                {
                    return null;
                }

                woken = waiting.Count > 0 ? Awake : wake ??= new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            await woken.Task.OrCancelledAsync(cancellation).ConfigureAwait(false);
            if (TryRead() is { } item)
            {
                return item;
            }
        }
    }

    private static TaskCompletionSource<bool> Awake { get; } = Completed();

    private static TaskCompletionSource<bool> Completed()
    {
        var source = new TaskCompletionSource<bool>();
        source.SetResult(true);
        return source;
    }

    /// <summary>Takes everything that waits, with what was lost before it. Under no lock of the caller.</summary>
    private bool Take()
    {
        lock (gate)
        {
            foreach (var item in kept)
            {
                taken.Enqueue(item);
            }

            kept.Clear();
            if (unannounced > 0)
            {
                taken.Enqueue(ServerEvent.ForDropped(unannounced, clock.GetUtcNow()));
                unannounced = 0;
            }

            if (taken.Count == 0)
            {
                (taken, waiting) = (waiting, taken);
            }
            else
            {
                while (waiting.Count > 0)
                {
                    taken.Enqueue(waiting.Dequeue());
                }
            }

            return taken.Count > 0;
        }
    }

    /// <summary>Under the gate. Whether this loss is the first since the reader last took what was waiting.</summary>
    private bool Drop(ServerEvent oldest)
    {
        if (oldest.Kind == ServerEventKind.Message)
        {
            Interlocked.Increment(ref dropped);
            return ++unannounced == 1;
        }

        // A reader that missed a gap would believe what it knows: several become one, from the first loss to the last return.
        if (oldest.Kind == ServerEventKind.Gap && kept.FindIndex(item => item.Kind == ServerEventKind.Gap) is var earlier and >= 0)
        {
            oldest = ServerEvent.ForGap(kept[earlier].LostAt!.Value, oldest.Time);
            kept.RemoveAt(earlier);
        }

        kept.Add(oldest);
        if (kept.Count > MostKept && kept.FindIndex(item => item.Kind == ServerEventKind.State) is var state and >= 0)
        {
            kept.RemoveAt(state);
        }

        return false;
    }
}
