namespace OktellConnect.Simulator.Pbx;

/// <summary>How long things take at speed 1.</summary>
internal static class CallTiming
{
    /// <summary>The phone of the one who ordered a call rings, then picks up by itself.</summary>
    public static readonly TimeSpan OwnPhone = TimeSpan.FromSeconds(0.5);

    /// <summary>The phone of somebody without any client picks up by itself.</summary>
    public static readonly TimeSpan UnattendedPhone = TimeSpan.FromSeconds(3);

    /// <summary>How long a called person's phone rings.</summary>
    public static readonly TimeSpan Ringing = TimeSpan.FromSeconds(30);

    /// <summary>A service answers one of our people who dials it. The vendor's client takes a call for dialled only if it sees it being dialled.</summary>
    public static readonly TimeSpan ServiceAnswer = TimeSpan.FromSeconds(0.5);

    /// <summary>An outside number answers.</summary>
    public static readonly TimeSpan OutsideAnswer = TimeSpan.FromSeconds(1);

    /// <summary>A busy number is found to be busy and the caller's phone hangs up.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);

    /// <summary>The talk with an outside number that hangs up soon.</summary>
    public static readonly TimeSpan ShortTalk = TimeSpan.FromSeconds(2);

    /// <summary>How long a call waits in a queue altogether.</summary>
    public static readonly TimeSpan QueueWait = TimeSpan.FromSeconds(60);
}
