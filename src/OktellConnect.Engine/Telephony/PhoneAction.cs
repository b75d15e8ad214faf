namespace OktellConnect.Telephony;

/// <summary>What can be done with the telephone (docs/protocol.md, "What may be done now").</summary>
public enum PhoneAction
{
    /// <summary>Place a call.</summary>
    Call,

    /// <summary>Place an intercom call.</summary>
    Intercom,

    /// <summary>Answer.</summary>
    Answer,

    /// <summary>End, decline or abort.</summary>
    End,

    /// <summary>Give the current party to somebody else.</summary>
    Transfer,

    /// <summary>Put the current party on hold.</summary>
    Suspend,

    /// <summary>Return from the dial tone to the party on hold.</summary>
    Resume,

    /// <summary>Swap the current party and the one on hold.</summary>
    Switch,

    /// <summary>Connect the current party and the one on hold with each other, and leave.</summary>
    Join,

    /// <summary>Make a conference, or invite to it.</summary>
    Conference,

    /// <summary>Listen to the user's call.</summary>
    Listen,

    /// <summary>Listen, and be heard by the user only.</summary>
    Help,

    /// <summary>Take part in the user's call.</summary>
    MonitorConference,
}

/// <summary>What can be done with a target at one moment. Immutable.</summary>
public sealed record PhoneActionList
{
    /// <summary>The number or user asked about; null for the line itself.</summary>
    public string? Target { get; init; }

    /// <summary>State of the line.</summary>
    public CallState LineState { get; init; }

    /// <summary>State of the signed-in user.</summary>
    public UserState UserState { get; init; }

    /// <summary>What can be done, in the order of the enumeration; empty where nothing can.</summary>
    public IReadOnlyList<PhoneAction> Actions { get; init; } = [];
}
