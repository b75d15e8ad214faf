namespace OktellConnect.Telephony;

/// <summary>What may be done on the line, and by which message, as pure functions (docs/protocol.md, "Calls").</summary>
internal static class CallRules
{
    /// <summary>Why a call may not be placed now, or null. Of several reasons the last in the vendor's order is the most telling.</summary>
    public static OktellErrorInfo? RefusalToStart(string number, UserState user, LineState line, bool hasHeld, bool inConference, IEnumerable<string?> onTheLine)
    {
        (bool Applies, OktellErrorInfo Error)[] reasons =
        [
            (number.Length == 0, OktellErrors.CallNumberMissing),
            (user == UserState.Disconnected, OktellErrors.CallUserDisconnected),
            (line == LineState.Disconnected, OktellErrors.CallNoPhone),
            (hasHeld && line == LineState.Talk, OktellErrors.CallHoldOccupied),
            (inConference, OktellErrors.CallInConference),
            (line is LineState.Call or LineState.BackCall or LineState.Ring or LineState.BackRing, OktellErrors.CallInProgress),
            (line == LineState.Ready && user == UserState.Busy && !hasHeld, OktellErrors.CallUserBusy),
            (number.Length > 0 && onTheLine.Contains(number), OktellErrors.CallAlreadyConnected),
            (line == LineState.Unknown, OktellErrors.LineInfoMissing),
        ];
        return reasons.LastOrDefault(reason => reason.Applies).Error;
    }

    /// <summary>The message that ends the current conversation, with the mode it carries; null where there is nothing to end.</summary>
    /// <remarks>
    /// With somebody on hold the current party is dropped and the held one returns: hanging up altogether would connect the two
    /// others with each other.
    /// </remarks>
    public static (string Method, string? Mode)? MessageToEnd(LineState line, bool hasHeld, bool inConference) => line switch
    {
        LineState.Talk when hasHeld && !inConference => ("pbxmakeflash", "abort"),
        LineState.Talk or LineState.Call => ("pbxabortcall", null),
        LineState.BackCall => ("pbxautocallabort", null),
        LineState.Ring or LineState.BackRing => ("pbxdeclinecall", null),
        _ when hasHeld => ("pbxabortcall", null),
        _ => null,
    };
}
