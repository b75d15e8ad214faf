namespace OktellConnect.Proof.Tests.BadInput;

/// <summary>How the own telephone stands when an operation is tried.</summary>
[Flags]
public enum Situations
{
    None = 0,
    Idle = 1,
    Ringing = 2,
    Talking = 4,

    /// <summary>The party is on hold, the line has a dial tone.</summary>
    Holding = 8,
    InConference = 16,

    /// <summary>The connection has been closed.</summary>
    Closed = 32,

    Busy = Ringing | Talking | Holding | InConference,
    Open = Idle | Busy,
    Any = Open | Closed,
}
