namespace OktellConnect.Telephony;

/// <summary>How a call, or the part of one party in it, is ended (docs/protocol.md, "Calls").</summary>
/// <param name="Method">The message.</param>
/// <param name="Mode">The mode it carries, or null.</param>
internal sealed record CallEnding(string Method, string? Mode = null)
{
    /// <summary>Hangs up. With somebody on hold this connects the two others with each other.</summary>
    public static readonly CallEnding HangUp = new("pbxabortcall");

    /// <summary>Drops the current party; the held one returns.</summary>
    public static readonly CallEnding DropCurrent = new("pbxmakeflash", "abort");

    /// <summary>Gives up a placed call while the other side is being dialled.</summary>
    public static readonly CallEnding AbortPlacedCall = new("pbxautocallabort");

    /// <summary>Does not take what rings.</summary>
    public static readonly CallEnding Decline = new("pbxdeclinecall");

    /// <summary>Takes somebody out of the conference, or leaves it where that is oneself.</summary>
    public static readonly CallEnding RemoveFromConference = new("confdisconnectcompetitor");
}
