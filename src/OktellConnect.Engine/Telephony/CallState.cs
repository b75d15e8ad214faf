namespace OktellConnect.Telephony;

/// <summary>State of the own telephone (docs/protocol.md, "Line state").</summary>
public enum CallState
{
    /// <summary>The server has not told yet.</summary>
    Unknown,

    /// <summary>No telephone is connected.</summary>
    Disconnected,

    /// <summary>Idle; of a call: it has ended, or its party is on hold and the line has a dial tone.</summary>
    Ready,

    /// <summary>A call was asked for and the own telephone rings first.</summary>
    Backring,

    /// <summary>The other side is being dialled.</summary>
    Call,

    /// <summary>Somebody calls.</summary>
    Ring,

    /// <summary>Talking: to a person, an IVR or a conference.</summary>
    Talk,
}

/// <summary>Who is called first when a call is placed (docs/protocol.md, "Calls").</summary>
public enum CallSequence
{
    /// <summary>The own telephone rings; when it is picked up, the number is dialled.</summary>
    UserFirst,

    /// <summary>The number is dialled; when it answers, the own telephone rings.</summary>
    AbonentFirst,
}

/// <summary>Who started a call, as far as the line showed it.</summary>
public enum PhoneDirection
{
    /// <summary>The call was under way already when it was first seen.</summary>
    Unknown,

    /// <summary>It rang here.</summary>
    Incoming,

    /// <summary>It was placed here.</summary>
    Outgoing,
}

/// <summary>A state that a call entered. Immutable.</summary>
/// <param name="State">The state.</param>
/// <param name="Time">When it was seen.</param>
public sealed record CallStateChange(CallState State, DateTimeOffset Time)
{
    /// <summary>The state.</summary>
    public override string ToString() => State.ToString();
}

/// <summary>
/// A call on the own line at one moment: from leaving the idle state to returning to it. Immutable; ask again for news.
/// </summary>
public sealed record CallInfo
{
    /// <summary>Counts the calls of this connection from 1; tells them apart before the server has given an id.</summary>
    public required long SerialNumber { get; init; }

    /// <summary>The server's id of the call chain, lower case; null while it has given none.</summary>
    public string? Id { get; init; }

    /// <summary>State; <see cref="CallState.Ready"/> or <see cref="CallState.Disconnected"/> once it has ended.</summary>
    public CallState State { get; init; }

    /// <summary>Who started it.</summary>
    public PhoneDirection Direction { get; init; }

    /// <summary>Number of the other party, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Name of the other party as the server gives it, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Oktell's id of the other party, lower case; null for outside parties.</summary>
    public string? UserId { get; init; }

    /// <summary>Whether the other party is outside the PBX.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Conference, where the other party is one, or null.</summary>
    public string? ConferenceId { get; init; }

    /// <summary>Number of the party on hold, or null.</summary>
    public string? HeldNumber { get; init; }

    /// <summary>Name of the party on hold, or null.</summary>
    public string? HeldName { get; init; }

    /// <summary>Whether somebody is on hold.</summary>
    public bool HasHeld { get; init; }

    /// <summary>When the line left the idle state, by this computer's clock.</summary>
    public DateTimeOffset Started { get; init; }

    /// <summary>When the first conversation began, or null.</summary>
    public DateTimeOffset? Answered { get; init; }

    /// <summary>When the call ended, or null.</summary>
    public DateTimeOffset? Ended { get; init; }

    /// <summary>How long the conversation lasts or lasted; zero where there was none.</summary>
    public TimeSpan TalkTime { get; init; }

    /// <summary>The states in the order in which they were seen.</summary>
    public IReadOnlyList<CallStateChange> States { get; init; } = [];

    /// <summary>Whether the call is over.</summary>
    public bool HasEnded => Ended is not null;
}
