namespace OktellConnect.Simulator.Pbx;

/// <summary>A call of two from order to end. The callee's leg is exchanged when a queue hands the call over.</summary>
internal sealed class Call : Bridge
{
    private Leg? caller;
    private Leg? callee;

    public required DateTime Started { get; init; }

    /// <summary>What was dialled, before redirection.</summary>
    public required string Dialled { get; init; }

    /// <summary>The other side is called first, then the one who ordered the call.</summary>
    public bool IsAbonentFirst { get; init; }

    /// <summary>The called person's phone picks up by itself and at once.</summary>
    public bool IsIntercom { get; init; }

    /// <summary>Who passed the call on and gets it back when nobody takes it.</summary>
    public Person? ReturnsTo { get; set; }

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

    /// <summary>Both have picked up. They need not be talking: either may have put the other on hold.</summary>
    public bool IsUp => Caller.State == LegState.Talking && Callee.State == LegState.Talking;

    /// <summary>Whether the two have ever talked.</summary>
    public bool WasConnected { get; set; }

    /// <summary>The talk that is going on, or null.</summary>
    public Commutation? Commutation { get; set; }

    /// <summary>The queue the call came through, and when it left it (connected or given up).</summary>
    public CallQueue? Queue { get; set; }

    public DateTime? LeftQueue { get; set; }

    /// <summary>Members that did not answer.</summary>
    public HashSet<Person> Tried { get; } = [];

    /// <summary>What happens next by itself.</summary>
    public Alarm Next { get; } = new();

    /// <summary>The end of waiting in a queue.</summary>
    public Alarm QueueLimit { get; } = new();

    public IEnumerable<Leg> Legs => [Caller, Callee];

    public Leg Opposite(Leg leg) => ReferenceEquals(Caller, leg) ? Callee : Caller;
}
