namespace OktellConnect.Testing;

/// <summary>What a <see cref="ChaosProxy"/> may do to a message on its way.</summary>
public enum ChaosAction
{
    /// <summary>Nothing.</summary>
    Pass,

    /// <summary>It arrives in several pieces.</summary>
    Split,

    /// <summary>It, and all behind it, arrives late.</summary>
    Stall,

    /// <summary>It arrives twice. From the server only.</summary>
    Duplicate,

    /// <summary>It arrives as something that is no message of the protocol. From the server only.</summary>
    Garble,

    /// <summary>It arrives as something that is no WebSocket frame.</summary>
    Break,

    /// <summary>The connection breaks off before it.</summary>
    Cut,

    /// <summary>The connection breaks off in the middle of it.</summary>
    CutInside,

    /// <summary>The connection breaks off right behind it.</summary>
    CutBehind,

    /// <summary>This direction is closed, the other stays open.</summary>
    HalfClose,
}
