namespace OktellConnect.Simulator.Pbx;

/// <summary>One end of a bridge. For people it hangs on their line, too: as what the phone is doing, or on hold.</summary>
internal sealed class Leg(Bridge bridge, Party party, LegState state)
{
    /// <summary>Id of its own; conferences call it the competitor's.</summary>
    public string Id { get; init; } = Guid.NewGuid().ToString("D");

    public Bridge Bridge => bridge;

    public Party Party => party;

    public LegState State { get; set; } = state;

    /// <summary>Ordered from a program, whose phone is rung or used for it.</summary>
    public bool IsAutocall { get; init; }

    public Call? Call => bridge as Call;

    public Conference? Conference => bridge as Conference;

    public Person? Person => (party as PersonParty)?.Person;

    /// <summary>The other end of a call of two; null elsewhere.</summary>
    public Leg? Opposite => Call?.Opposite(this);

    public bool IsCurrent => ReferenceEquals(Person?.Line.Current, this);

    public bool IsHeld => ReferenceEquals(Person?.Line.Held, this);

    /// <summary>Hears music: the other side has put this one on hold.</summary>
    public bool IsWaitingInFlash => State == LegState.Talking && Opposite is { IsHeld: true };

    /// <summary>The talk that is going on here, or null.</summary>
    public Commutation? Commutation => bridge is Call call ? call.Commutation : OwnCommutation;

    /// <summary>With more than two ends each has a commutation of its own: with the conference.</summary>
    public Commutation? OwnCommutation { get; set; }
}
