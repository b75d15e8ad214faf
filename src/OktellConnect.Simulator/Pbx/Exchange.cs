using OktellConnect.Simulator.History;

namespace OktellConnect.Simulator.Pbx;

/// <summary>
/// The PBX: people, lines and calls behind one lock. Every request and every timer runs under it, so whoever reads sees a
/// whole state, and events leave in the order in which things happened.
/// </summary>
internal sealed partial class Exchange
{
    private readonly Lock gate = new();
    private readonly SimulatorClock clock;
    private readonly CallJournal journal;
    private readonly SimulatorLog log;
    private readonly List<Call> calls = [];
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

    /// <summary>A client logged in as the person.</summary>
    public void ClientArrived(Person person)
    {
        lock (gate)
        {
            Changing([person], () => person.Clients++);
            OfferQueuedCalls();
        }
    }

    /// <summary>A client of the person is gone.</summary>
    public void ClientLeft(Person person)
    {
        lock (gate)
        {
            Changing([person], () => person.Clients--);
        }
    }

    /// <summary>Changes what a person has chosen to be.</summary>
    public Outcome ChangeState(Person person, UserStateChange change)
    {
        lock (gate)
        {
            if (change.StateId is { } id && !UserStateIds.IsChoosable(id))
            {
                return Outcome.Refused(Refusal.BadParameter, "The user state cannot be chosen");
            }

            if (change.BreakReasonId is { } reason && Plan.BreakReasons.All(known => known.Id != reason))
            {
                return Outcome.Refused(Refusal.BadParameter, "Unknown break reason");
            }

            var before = person.Chosen.Snapshot;
            var idBefore = person.StateId;
            Apply(person.Chosen, change);
            if (person.Chosen.Snapshot != before)
            {
                events?.UserState(person);
                log.Write($"state of {person.Login}: {person.StateId}");
            }

            if (person.StateId != idBefore)
            {
                events?.NumberState(person);
            }

            OfferQueuedCalls();
            return Outcome.Done();
        }
    }

    private static void Apply(UserState state, UserStateChange change)
    {
        state.StateId = (int)(change.StateId ?? state.StateId);
        state.OnCallCenter = change.OnCallCenter ?? state.OnCallCenter;
        state.OnCallCenterManual = state.OnCallCenter && (change.OnCallCenterManual ?? state.OnCallCenterManual);
        state.OnRedirect = change.OnRedirect ?? state.OnRedirect;
        if (state.StateId is UserStateIds.Ready or UserStateIds.DoNotDisturb)
        {
            state.BreakReasonId = null;
            state.BreakText = null;
        }
        else
        {
            state.BreakReasonId = (int?)change.BreakReasonId ?? state.BreakReasonId;
            state.BreakText = change.BreakText ?? state.BreakText;
        }
    }

    /// <summary>Does something that may change what others see of these people, and tells it afterwards.</summary>
    private void Changing(IReadOnlyCollection<Person> people, Action change)
    {
        var before = people.Select(person => person.StateId).ToList();
        change();
        foreach (var (person, old) in people.Zip(before))
        {
            if (person.StateId != old)
            {
                events?.UserState(person);
                events?.NumberState(person);
            }
        }
    }

    /// <summary>Lets something happen to the call later, unless something else has happened to it by then.</summary>
    private void Later(Call call, TimeSpan delay, Action happen)
    {
        Stop(call);
        ITimer? own = null;
        own = call.Timer = clock.After(delay, () =>
        {
            lock (gate)
            {
                if (!call.IsEnded && own is not null && ReferenceEquals(call.Timer, own))
                {
                    happen();
                }
            }
        });
    }

    private static void Stop(Call call)
    {
        call.Timer?.Dispose();
        call.Timer = null;
    }
}
