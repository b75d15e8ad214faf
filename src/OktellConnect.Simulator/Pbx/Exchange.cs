using OktellConnect.Simulator.History;

namespace OktellConnect.Simulator.Pbx;

/// <summary>
/// The PBX: people, lines and calls behind one lock. Every request and every timer is one operation under it, so whoever reads
/// sees a whole state, and events leave in the order in which things happened.
/// </summary>
internal sealed partial class Exchange
{
    private readonly Lock gate = new();
    private readonly SimulatorClock clock;
    private readonly CallJournal journal;
    private readonly SimulatorLog log;
    private readonly List<Call> calls = [];
    private readonly List<Conference> conferences = [];
    private readonly List<GhostConference> ghosts = [];
    private readonly List<(Person Person, int StateId)> touched = [];
    private IExchangeEvents? events;

    public Exchange(NumberPlan plan, CallJournal journal, SimulatorClock clock, SimulatorLog log)
    {
        Plan = plan;
        this.journal = journal;
        this.clock = clock;
        this.log = log;
    }

    public NumberPlan Plan { get; }

    /// <summary>Calls that are going on, oldest first. Read under <see cref="Run"/> only.</summary>
    public IReadOnlyList<Call> Calls => calls;

    /// <summary>Conferences that are going on, oldest first. Read under <see cref="Run"/> only.</summary>
    public IReadOnlyList<Conference> Conferences => conferences;

    /// <summary>Supervisors listening in, oldest first. Read under <see cref="Run"/> only.</summary>
    public IReadOnlyList<GhostConference> Ghosts => ghosts;

    /// <summary>Names who is told of events; before the first client can connect.</summary>
    public void Attach(IExchangeEvents listener) => events = listener;

    /// <summary>Runs something under the lock.</summary>
    public T Run<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    /// <summary>Runs something under the lock.</summary>
    public void Run(Action work)
    {
        lock (gate)
        {
            work();
        }
    }

    /// <summary>Does something that may change what others see, then all that follows from it.</summary>
    private T Operate<T>(Func<T> work)
    {
        lock (gate)
        {
            var result = work();
            TellStates();
            FollowGhosts();
            TellStates();
            OfferQueuedCalls();
            TellStates();
            return result;
        }
    }

    private void Operate(Action work) => Operate(() =>
    {
        work();
        return true;
    });

    /// <summary>Remembers what others see of the person, to tell them afterwards if it has changed.</summary>
    private void Touch(Person person)
    {
        if (!touched.Exists(entry => ReferenceEquals(entry.Person, person)))
        {
            touched.Add((person, person.StateId));
        }
    }

    private void TellStates()
    {
        var before = touched.ToArray();
        touched.Clear();
        foreach (var (person, old) in before)
        {
            if (person.StateId != old)
            {
                events?.UserState(person);
                events?.NumberState(person);
            }
        }
    }

    /// <summary>Lets something happen later, unless the alarm is stopped or set anew by then.</summary>
    private void Later(Alarm alarm, TimeSpan delay, Action happen)
    {
        alarm.Stop();
        ITimer? own = null;
        own = alarm.Timer = clock.After(delay, () => Operate(() =>
        {
            if (own is not null && ReferenceEquals(alarm.Timer, own))
            {
                alarm.Stop();
                happen();
            }
        }));
    }

    /// <summary>Tells the person at this end, if there is one; events of placing a call only to the one who ordered it.</summary>
    private void Tell(Leg leg, PhoneEvent what, Commutation? commutation = null)
    {
        if (leg.Person is { } person && (what != PhoneEvent.AutocallStopped || leg.IsAutocall))
        {
            events?.Phone(person, what, leg, commutation?.Id);
        }
    }

    private void TellFlash(Leg leg, FlashType what)
    {
        if (leg.Person is { } person)
        {
            events?.Flash(person, what, leg);
        }
    }
}
