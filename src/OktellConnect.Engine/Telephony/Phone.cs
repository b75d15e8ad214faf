using System.Text.Json.Nodes;
using System.Threading.Channels;
using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>
/// The own telephone: its state, its call, and what can be done with them. Pushes only tell that something happened; the state
/// is always read again from the server and derived from that one reply. Thread-safe.
/// </summary>
public sealed partial class Phone : IDisposable
{
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly object gate = new();
    private readonly OktellClient client;
    private readonly OwnState ownState;
    private readonly IEventSink events;
    private readonly CallTracker tracker = new();
    private readonly SemaphoreSlim reading = new(1, 1);
    private readonly Channel<bool> wantedReads = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource stopping = new();
    private readonly List<CallWatch> watches = [];

    internal Phone(OktellClient client, OwnState ownState, IEventSink events)
    {
        this.events = events;
        this.client = client;
        this.ownState = ownState;
    }

    private TimeProvider Clock => client.Options.Clock;

    /// <summary>State of the line as last read.</summary>
    public CallState State
    {
        get
        {
            lock (gate)
            {
                return LineStateTable.ToCallState(tracker.State);
            }
        }
    }

    /// <summary>The call on the line; null while it is idle.</summary>
    public CallInfo? CurrentCall
    {
        get
        {
            lock (gate)
            {
                return tracker.Refreshed(tracker.Current, Clock);
            }
        }
    }

    /// <summary>Why the line could not be read last time, or null. It is tried again while the connection is open.</summary>
    public OktellException? LastReadFailure { get; private set; }

    /// <summary>Reads the line again.</summary>
    /// <exception cref="OktellException">The server refused or did not answer; the state stays as it was.</exception>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        // One read at a time: replies are applied in the order in which they were asked for.
        await reading.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            var info = ExtendedLineInfo.Read(await client.RequestAsync("getextendedlineinfo", null, cancellation).ConfigureAwait(false));
            Publish(() => tracker.Take(info, Clock));
            LastReadFailure = null;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Stops following the line; everybody who waits for a call is told.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            if (!stopping.IsCancellationRequested)
            {
                stopping.Cancel();
            }

            wantedReads.Writer.TryComplete();
            foreach (var watch in watches)
            {
                watch.Complete();
            }
        }
    }

    internal void Start() => _ = Task.Run(FollowAsync);

    /// <summary>Takes a push.</summary>
    internal void Apply(ServerEvent push)
    {
        if (LineEventTable.DelayOf(push) is not { } delay)
        {
            return;
        }

        lock (gate)
        {
            tracker.AutocallMark |= push.Name == LineEventTable.AutocallStarted;
            tracker.CommutationStoppedMark |= push.Name == LineEventTable.CommutationStopped;
        }

        WantRead(delay);
    }

    /// <summary>Takes a change of the own user state, which says something about the line too.</summary>
    internal void ApplyUserState(UserState state)
    {
        if (state == UserState.NoPhone)
        {
            Publish(() => tracker.Disconnect(Clock));
        }
        else if (state != UserState.Busy)
        {
            WantRead(TimeSpan.Zero);
        }

        WantRead(TimeSpan.FromMilliseconds(400));
    }

    private void WantRead(TimeSpan delay)
    {
        if (delay == TimeSpan.Zero)
        {
            wantedReads.Writer.TryWrite(true);
        }
        else
        {
            _ = WantReadLaterAsync(delay);
        }
    }

    private async Task WantReadLaterAsync(TimeSpan delay)
    {
        try
        {
            await Clock.DelayAsync(delay, stopping.Token).ConfigureAwait(false);
            wantedReads.Writer.TryWrite(true);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody follows the line any more.
        }
    }

    private async Task FollowAsync()
    {
        try
        {
            while (await wantedReads.Reader.WaitToReadAsync(stopping.Token).ConfigureAwait(false))
            {
                // Taken before reading: a push that comes while the reply is under way makes one more read.
                wantedReads.Reader.TryRead(out _);
                try
                {
                    await ReloadAsync(stopping.Token).ConfigureAwait(false);
                }
                catch (OktellException failure)
                {
                    LastReadFailure = failure;
                    if (client.State == ClientState.Open)
                    {
                        WantRead(PauseAfterFailure);
                    }
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // Nobody follows the line any more.
        }
    }

    private void Publish(Func<bool> change)
    {
        lock (gate)
        {
            if (change() && tracker.Last is { } call)
            {
                foreach (var watch in watches)
                {
                    watch.Offer(call);
                }

                if (events.IsWanted(OktellEventType.Call))
                {
                    events.Publish(new CallEvent(Clock.GetUtcNow(), call));
                }
            }
        }
    }
}
