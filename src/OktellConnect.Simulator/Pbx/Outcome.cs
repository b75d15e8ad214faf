namespace OktellConnect.Simulator.Pbx;

/// <summary>Why the PBX refuses. The numbers are the simulator's own: the vendor's list is not public.</summary>
internal enum Refusal
{
    UnknownMethod = 90001,
    NotLoggedIn = 90002,
    BadParameter = 90003,
    LineState = 90004,
    NumberNotFound = 90005,
    NotPermitted = 90006,
    UserNotFound = 90007,
    NotServed = 90008,
}

/// <summary>How a wish ended: done, or refused with a reason for people.</summary>
internal readonly record struct Outcome(Refusal? Refusal, string Text, Call? Call)
{
    public static Outcome Done(Call? call = null) => new(null, "", call);

    public static Outcome Refused(Refusal refusal, string text) => new(refusal, text, null);

    public bool IsDone => Refusal is null;
}
