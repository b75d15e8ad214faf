namespace OktellConnect.Telephony;

/// <summary>What a user is doing (docs/protocol.md, "User state"). The values are the server's.</summary>
public enum UserState
{
    /// <summary>The server said a number that is not known, or nothing.</summary>
    Unknown = -1,

    /// <summary>Not signed in.</summary>
    Disconnected = 0,

    /// <summary>Ready for calls.</summary>
    Ready = 1,

    /// <summary>On a break.</summary>
    Break = 2,

    /// <summary>Do not disturb.</summary>
    DoNotDisturb = 3,

    /// <summary>Busy.</summary>
    Busy = 5,

    /// <summary>Reserved for a call.</summary>
    Reserved = 6,

    /// <summary>No telephone.</summary>
    NoPhone = 7,
}

/// <summary>States that can be asked for.</summary>
public enum WantedUserState
{
    /// <summary>Ready for calls.</summary>
    Ready,

    /// <summary>On a break, with a reason.</summary>
    Break,

    /// <summary>Do not disturb.</summary>
    DoNotDisturb,

    /// <summary>Busy.</summary>
    Busy,

    /// <summary>Calls go to the number of the redirect rule.</summary>
    Redirect,
}

/// <summary>A reason for a break, as the server lists it. Immutable.</summary>
/// <param name="Id">The server's number for it.</param>
/// <param name="Name">Its name.</param>
public sealed record BreakReason(int Id, string Name)
{
    /// <summary>The name.</summary>
    public override string ToString() => Name;
}

/// <summary>State of the signed-in user at one moment. Immutable.</summary>
public sealed record UserStateInfo
{
    /// <summary>The login.</summary>
    public required string Login { get; init; }

    /// <summary>What the user is doing.</summary>
    public UserState State { get; init; }

    /// <summary>The server's number for the state; null where it gave none.</summary>
    public int? StateId { get; init; }

    /// <summary>
    /// The vendor's word for what the user is doing: ready, readyCC, readyCCManual (in the call centre, by hand), break, dnd, busy,
    /// busyBreak (a call in a break), noPhone. Null while the server has told no state that has a word.
    /// </summary>
    public string? StateWord { get; init; }

    /// <summary>The vendor's word for what the user has chosen: as <see cref="StateWord"/>, and redirect; not busy.</summary>
    public string? StatusWord { get; init; }

    /// <summary>Whether the user works in the call centre.</summary>
    public bool CallCenter { get; init; }

    /// <summary>Whether the user takes call-centre calls by hand.</summary>
    public bool Manual { get; init; }

    /// <summary>Whether a break is on, also while a call goes on in it.</summary>
    public bool OnBreak { get; init; }

    /// <summary>Whether calls are redirected.</summary>
    public bool Redirected { get; init; }

    /// <summary>Whether a call-centre task is being worked on; false for servers older than April 2015, which do not tell reliably.</summary>
    public bool OnTask { get; init; }

    /// <summary>Reason of the break, or null where there is none or it is not in the server's list.</summary>
    public BreakReason? BreakReason { get; init; }
}
