namespace OktellConnect.Telephony;

/// <summary>What may be done on the line, and by which message, as pure functions (docs/protocol.md, "Calls").</summary>
internal static class CallRules
{
    /// <summary>Longer texts are no numbers, whatever the PBX takes for one.</summary>
    public const int LongestNumber = 64;

    /// <summary>Why a call may not be placed now, or null. Of several reasons the last in the vendor's order is the most telling.</summary>
    public static OktellErrorInfo? RefusalToStart(string number, UserState user, LineSnapshot line)
    {
        var hasHeld = line.Held is not null;
        (bool Applies, OktellErrorInfo Error)[] reasons =
        [
            (number.Length == 0, OktellErrors.CallNumberMissing),
            (user == UserState.Disconnected, OktellErrors.CallUserDisconnected),
            (line.State == LineState.Disconnected, OktellErrors.CallNoPhone),
            (hasHeld && line.State == LineState.Talk, OktellErrors.CallHoldOccupied),
            (line.Conference is not null, OktellErrors.CallInConference),
            (IsUnderWay(line.State), OktellErrors.CallInProgress),
            (line.State == LineState.Ready && user == UserState.Busy && !hasHeld, OktellErrors.CallUserBusy),
            (number.Length > 0 && line.IsOnLine(number), OktellErrors.CallAlreadyConnected),
            (line.State == LineState.Unknown, OktellErrors.LineInfoMissing),
            (IsNoNumber(number), OktellErrors.CallNumberInvalid),
        ];
        return reasons.LastOrDefault(reason => reason.Applies).Error;
    }

    /// <summary>Why nothing can be answered now, or null.</summary>
    public static OktellErrorInfo? RefusalToAnswer(LineSnapshot line) =>
        line.State is LineState.Ring or LineState.BackRing ? null : OktellErrors.CallNothingToAnswer;

    /// <summary>Why the conversation cannot be put on hold now, or null.</summary>
    public static OktellErrorInfo? RefusalToSuspend(LineSnapshot line) => line switch
    {
        { State: not LineState.Talk } => OktellErrors.CallNotInTalk,
        { Held: not null } => OktellErrors.CallHoldOccupied,
        _ => null,
    };

    /// <summary>Why the party on hold cannot be returned to now, or null.</summary>
    public static OktellErrorInfo? RefusalToResume(LineSnapshot line) => line switch
    {
        { Held: null } => OktellErrors.CallNobodyHeld,
        { State: LineState.Talk } => OktellErrors.CallStillTalking,
        { State: not LineState.Ready } => OktellErrors.CallInProgress,
        _ => null,
    };

    /// <summary>Why the present party and the one on hold cannot be swapped now, or null.</summary>
    public static OktellErrorInfo? RefusalToSwitch(LineSnapshot line) => line switch
    {
        { Held: null } => OktellErrors.CallNobodyHeld,
        { State: not (LineState.Talk or LineState.Ready) } => OktellErrors.CallInProgress,
        _ => null,
    };

    /// <summary>Why the conversation cannot be given to the number now, or null.</summary>
    public static OktellErrorInfo? RefusalToTransfer(string number, LineSnapshot line)
    {
        if (number.Length == 0)
        {
            return OktellErrors.CallNumberMissing;
        }

        if (IsNoNumber(number))
        {
            return OktellErrors.CallNumberInvalid;
        }

        return line.State != LineState.Talk ? OktellErrors.CallNotInTalk
            : line.Held?.IsKnownAs(number) != true && line.IsOnLine(number) ? OktellErrors.CallAlreadyConnected
            : null;
    }

    /// <summary>Why the present party and the one on hold cannot be connected with each other now, or null.</summary>
    public static OktellErrorInfo? RefusalToJoin(LineSnapshot line) => line switch
    {
        { Held: null } => OktellErrors.CallNobodyHeld,
        { State: not LineState.Talk } => OktellErrors.CallNotInTalk,
        _ => null,
    };

    /// <summary>What ends the line's call; null where there is nothing to end.</summary>
    /// <remarks>
    /// With somebody on hold the current party is dropped and the held one returns: hanging up altogether, which the vendor's client
    /// does when it is told no number, would connect the two others with each other.
    /// </remarks>
    public static CallEnding? Ending(LineSnapshot line) => line.State switch
    {
        LineState.Talk or LineState.Call when line.Held is not null => CallEnding.DropCurrent,
        LineState.Talk or LineState.Call => CallEnding.HangUp,
        LineState.BackCall => CallEnding.AbortPlacedCall,
        LineState.Ring or LineState.BackRing => CallEnding.Decline,
        _ when line.Held is not null => CallEnding.HangUp,
        _ => null,
    };

    /// <summary>What ends the part of one party, or one's own where it is oneself; null where the party is not on the line.</summary>
    public static CallEnding? Ending(LineSnapshot line, string identity, bool isMe)
    {
        var inConference = line.Conference is not null;
        var isCurrent = line.IsOnLine(identity);
        if (line.Held is not null && (isMe || (!inConference && isCurrent)))
        {
            return LineStateTable.IsInCall(line.State) ? CallEnding.DropCurrent : CallEnding.HangUp;
        }

        if (!isMe && !isCurrent)
        {
            return null;
        }

        return inConference && line.State == LineState.Talk ? CallEnding.RemoveFromConference : Ending(line);
    }

    /// <summary>Whether the telephone is dialling or ringing.</summary>
    public static bool IsUnderWay(LineState state) => state is LineState.Call or LineState.BackCall or LineState.Ring or LineState.BackRing;

    /// <summary>Whether the text cannot be a number of any PBX.</summary>
    public static bool IsNoNumber(string number) => number.Length > LongestNumber || number.Any(char.IsControl);
}
