using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>States of the line as they are derived; two of them look alike from outside.</summary>
internal enum LineState
{
    Unknown,
    Disconnected,
    Ready,

    /// <summary>A placed call: the own telephone has been picked up, the other side is being dialled.</summary>
    BackCall,

    /// <summary>Dialled on the telephone itself.</summary>
    Call,
    Ring,

    /// <summary>A placed call: the own telephone rings first.</summary>
    BackRing,
    Talk,
}

/// <summary>
/// Derives the line's state from one reply to <c>getextendedlineinfo</c>, as a pure function. The rows and their order are those of
/// docs/protocol.md, "Line state"; the first row that matches decides. Rows that need a web phone are left out: there is none here.
/// </summary>
internal static class LineStateTable
{
    private static readonly (string Row, Func<Facts, bool> Matches, Func<Facts, LineState> State, bool ClearsAutocall)[] Rows =
    [
        ("placed call announced", facts => facts is { AutocallMark: true, Party.IsAutocall: false, Old: LineState.Ready }, _ => LineState.BackRing, false),
        ("placed call dialling", facts => facts.Party.IsAutocall, _ => LineState.BackCall, true),
        ("own telephone rings for a placed call", facts => facts.Party.IsRinging && (facts.Party.Direction == "acm_callback" || facts.Old == LineState.BackRing), _ => LineState.BackRing, false),
        ("somebody calls", facts => facts.Party.IsRinging, _ => LineState.Ring, false),
        ("talking", facts => (!facts.AutocallMark && (facts.Party.IsCommutated || facts.Party.IsWaitingInFlash || facts.Party.IsConference)) || facts.IsInIvr, _ => LineState.Talk, false),
        ("dialling", facts => facts.Party.HasNumberOrLine, _ => LineState.Call, true),
        ("no telephone", facts => facts.Word == "lsDisconnected", _ => LineState.Disconnected, true),
        ("idle", facts => facts.Word != "lsReserved", _ => LineState.Ready, true),
        ("reserved", _ => true, facts => facts.Old, false),
    ];

    /// <summary>The new state, and whether the mark "a call was placed" is still set.</summary>
    /// <param name="old">State before.</param>
    /// <param name="autocallMark">Whether <c>phoneevent_acmcallstarted</c> announced a placed call that was not seen dialling yet.</param>
    /// <param name="info">The reply.</param>
    public static (LineState State, bool AutocallMark) Derive(LineState old, bool autocallMark, ExtendedLineInfo info)
    {
        if (info.Abonent is not { } party)
        {
            // Without the field the reply says nothing; an idle line sends an empty object.
            return (old, autocallMark);
        }

        var facts = new Facts(old, autocallMark, party, info.LineState);
        var row = Rows.First(candidate => candidate.Matches(facts));
        return (row.State(facts), autocallMark && !row.ClearsAutocall);
    }

    /// <summary>The state as people see it.</summary>
    public static CallState ToCallState(LineState state) => state switch
    {
        LineState.Disconnected => CallState.Disconnected,
        LineState.Ready => CallState.Ready,
        LineState.BackCall or LineState.Call => CallState.Call,
        LineState.Ring => CallState.Ring,
        LineState.BackRing => CallState.Backring,
        LineState.Talk => CallState.Talk,
        _ => CallState.Unknown,
    };

    /// <summary>Whether there is a call in that state.</summary>
    public static bool IsInCall(LineState state) => state is LineState.BackCall or LineState.Call or LineState.Ring or LineState.BackRing or LineState.Talk;

    private sealed record Facts(LineState Old, bool AutocallMark, Abonent Party, string? Word)
    {
        public bool IsInIvr => Word == "lsCommutated" && Party.IsIvr && !Party.IsWaitingForAnswer;
    }
}
