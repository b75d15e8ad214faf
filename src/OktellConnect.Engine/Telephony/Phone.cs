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
    private readonly object gate = new();
    private readonly OktellClient client;
    private readonly OwnState ownState;
    private readonly NumberPlan numberPlan;
    private readonly OwnUser user;
    private readonly ServerVersion version;
    private readonly IEventSink events;
    private readonly LineTracker tracker;
    private readonly CancellationTokenSource stopping = new();
    private readonly List<LineWatch> watches = [];

    internal Phone(OktellClient client, OwnState ownState, NumberPlan numberPlan, OwnUser user, ServerVersion version, IEventSink events)
    {
        this.client = client;
        this.ownState = ownState;
        this.numberPlan = numberPlan;
        this.user = user;
        this.version = version;
        this.events = events;
        tracker = new LineTracker(user.Id, number => number is not null && (number == user.Number || number == user.LineNumber), Clock);
    }

    /// <summary>State of the line as last read.</summary>
    public CallState State => LineStateTable.ToCallState(Line.State);

    /// <summary>The call on the line; null while it is idle.</summary>
    public CallInfo? CurrentCall
    {
        get
        {
            lock (gate)
            {
                return tracker.Refreshed(tracker.Now.Call);
            }
        }
    }

    /// <summary>Who is on the line now; of a conference everybody who takes part, without the signed-in user. Empty while it is idle.</summary>
    public IReadOnlyList<CallParty> Parties => Line.Parties;

    /// <summary>The party, or the conference as a whole, on hold; null where nobody is.</summary>
    public CallParty? Held => Line.Held;

    /// <summary>The line as last read.</summary>
    internal LineSnapshot Line
    {
        get
        {
            lock (gate)
            {
                return tracker.Now;
            }
        }
    }

    /// <summary>The server's word for how the supervisor listens, where it tells one.</summary>
    internal string? GhostMode
    {
        get
        {
            lock (gate)
            {
                return tracker.GhostMode;
            }
        }
    }

    private TimeProvider Clock => client.Options.Clock;

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

    /// <summary>A competitor of the conference, whether shown or not; null where none fits.</summary>
    internal Abonent? FindCompetitor(Func<Abonent, bool> isMeant)
    {
        lock (gate)
        {
            return tracker.Competitors.FirstOrDefault(isMeant);
        }
    }

    private void Publish(Func<bool> change)
    {
        lock (gate)
        {
            var before = tracker.Now;
            if (!change())
            {
                return;
            }

            if (tracker.Between is { } between)
            {
                Tell(before, between);
                before = between;
            }

            Tell(before, tracker.Now);
        }
    }

    private void Tell(LineSnapshot before, LineSnapshot now)
    {
        foreach (var watch in watches)
        {
            watch.Offer(now);
        }

        if (now.LastCall is { } call && !ReferenceEquals(call, before.LastCall) && events.IsWanted(OktellEventType.Call))
        {
            events.Publish(new CallEvent(Clock.GetUtcNow(), tracker.Refreshed(call)!));
        }

        if (now.Conference != before.Conference && events.IsWanted(OktellEventType.Conference))
        {
            events.Publish(new ConferenceEvent(Clock.GetUtcNow(), now.Conference));
        }
    }
}
