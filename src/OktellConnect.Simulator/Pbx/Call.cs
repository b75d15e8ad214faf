namespace OktellConnect.Simulator.Pbx;

/// <summary>What one end of a call is doing. A line's information is drawn from this alone.</summary>
internal enum LegState
{
    /// <summary>Takes part, but the phone does nothing yet: an outside party, or the one who ordered a call with the other side first.</summary>
    Waiting,

    /// <summary>The phone of the one who ordered the call rings first.</summary>
    CallbackRinging,

    /// <summary>Off-hook, the other side is being called.</summary>
    Dialling,

    /// <summary>Being called.</summary>
    Ringing,

    /// <summary>Picked up, waiting for the one who ordered the call.</summary>
    WaitingForAnswer,

    /// <summary>Listening to a service (a queue's announcement).</summary>
    InService,

    /// <summary>Talking to the other end.</summary>
    Talking,
}

/// <summary>Which side a client wants to be called first.</summary>
internal enum CallSequence
{
    UserFirst,
    AbonentFirst,
}

/// <summary>Somebody or something that can be an end of a call.</summary>
internal abstract record Party(string Number, string Name);

/// <summary>One of our people.</summary>
internal sealed record PersonParty(Person Person) : Party(Person.Number, Person.Name);

/// <summary>Somebody outside.</summary>
internal sealed record OutsideParty(string Number) : Party(Number, "");

/// <summary>A queue, as long as none of its members has taken the call.</summary>
internal sealed record QueueParty(CallQueue Queue) : Party(Queue.Number, Queue.Name);

/// <summary>A queue number with the calls that wait in it, oldest first.</summary>
internal sealed class CallQueue
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    public required IReadOnlyList<Person> Members { get; init; }

    public List<Call> Waiting { get; } = [];
}

/// <summary>One end of a call. For people it hangs on their line, too.</summary>
internal sealed class Leg(Call call, Party party, LegState state)
{
    public Call Call => call;

    public Party Party => party;

    public LegState State { get; set; } = state;

    public Person? Person => (party as PersonParty)?.Person;

    public Leg Opposite => ReferenceEquals(call.Caller, this) ? call.Callee : call.Caller;

    /// <summary>Whether this is the end that ordered the call from a program and whose phone was rung for it.</summary>
    public bool IsAutocall => call.Sequence is not null && ReferenceEquals(call.Caller, this);
}

/// <summary>A two-party call from order to end. The callee's leg is exchanged when a queue hands the call over.</summary>
internal sealed class Call
{
    private Leg? caller;
    private Leg? callee;

    public required string ChainId { get; init; }

    /// <summary>Id of the commutation, given when the two ends are connected.</summary>
    public required string CommutationId { get; set; }

    public required DateTime Started { get; init; }

    /// <summary>How a program ordered it; null for a call that came to us or was dialled on the phone.</summary>
    public CallSequence? Sequence { get; init; }

    /// <summary>The called person's phone picks up by itself and at once.</summary>
    public bool IsIntercom { get; init; }

    /// <summary>What was dialled, before redirection.</summary>
    public required string Dialled { get; init; }

    public Leg Caller
    {
        get => caller ?? throw new InvalidOperationException("A call without a caller.");
        set => caller = value;
    }

    public Leg Callee
    {
        get => callee ?? throw new InvalidOperationException("A call without a callee.");
        set => callee = value;
    }

    /// <summary>Whether the other side has been called at all.</summary>
    public bool IsDialled { get; set; }

    public DateTime? Answered { get; set; }

    /// <summary>Reading of the clock when the talk began, for its length.</summary>
    public long? AnsweredTimestamp { get; set; }

    /// <summary>The queue the call came through, and when it left it (connected or given up).</summary>
    public CallQueue? Queue { get; set; }

    public DateTime? LeftQueue { get; set; }

    /// <summary>Members that did not answer.</summary>
    public HashSet<Person> Tried { get; } = [];

    public bool IsEnded { get; set; }

    /// <summary>The one running timer: what happens next by itself. A queue's own limit is <see cref="QueueTimer"/>.</summary>
    public ITimer? Timer { get; set; }

    public ITimer? QueueTimer { get; set; }

    public bool IsTalking => Caller.State == LegState.Talking && Callee.State == LegState.Talking;

    public IEnumerable<Person> People => new[] { Caller.Person, Callee.Person }.OfType<Person>();
}
