namespace OktellConnect.Simulator.Pbx;

/// <summary>Why the PBX refuses. The numbers are the simulator's own, but for the one that is known: the vendor's list is not public.</summary>
internal enum Refusal
{
    /// <summary>Known from the vendor's client: no right to listen to this person.</summary>
    NoGhostRight = 52710,

    UnknownMethod = 90001,
    NotLoggedIn = 90002,
    BadParameter = 90003,
    LineState = 90004,
    NumberNotFound = 90005,
    NotPermitted = 90006,
    UserNotFound = 90007,
    NotServed = 90008,
    ConferenceNotFound = 90009,
}

/// <summary>How a wish ended: done, or refused with a reason for people.</summary>
/// <param name="Refusal">Why not, or null.</param>
/// <param name="Text">The same for people.</param>
/// <param name="ChainId">The call it was about, where there is one to name.</param>
internal readonly record struct Outcome(Refusal? Refusal, string Text, string? ChainId)
{
    public static Outcome Done(string? chainId = null) => new(null, "", chainId);

    public static Outcome Refused(Refusal refusal, string text) => new(refusal, text, null);

    public bool IsDone => Refusal is null;
}
