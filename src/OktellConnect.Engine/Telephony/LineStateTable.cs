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
    // The letters are the rows of the page; g and h are those for the web phone.
    private static readonly Row[] Rows =
    [
        new("a", facts => facts is { AutocallMark: true, Party.IsAutocall: false, Old: LineState.Ready }, _ => LineState.BackRing, ClearsMark: false),
        new("b", facts => facts.Party.IsAutocall, _ => LineState.BackCall, ClearsMark: true),
        new("c", facts => facts.Party.IsRinging && (facts.Party.Direction == "acm_callback" || facts.Old == LineState.BackRing), _ => LineState.BackRing, ClearsMark: false),
        new("c'", facts => facts.Party.IsRinging, _ => LineState.Ring, ClearsMark: false),
        new("d", facts => (!facts.AutocallMark && (facts.Party.IsCommutated || facts.Party.IsWaitingInFlash || facts.Party.IsConference)) || facts.IsInIvr, _ => LineState.Talk, ClearsMark: false),
        new("e", facts => facts.Party.HasNumberOrLine, _ => LineState.Call, ClearsMark: true),
        new("f", facts => facts.Word == "lsDisconnected", _ => LineState.Disconnected, ClearsMark: true),
        new("i", facts => facts.Word != "lsReserved", _ => LineState.Ready, ClearsMark: true),
        new("j", _ => true, facts => facts.Old, ClearsMark: false),
    ];

    /// <summary>The new state, whether the mark "a call was placed" is still set, and the row that decided.</summary>
    /// <param name="old">State before.</param>
    /// <param name="autocallMark">Whether <c>phoneevent_acmcallstarted</c> announced a placed call that was not seen dialling yet.</param>
    /// <param name="info">The reply.</param>
    public static (LineState State, bool AutocallMark, string? Row) Derive(LineState old, bool autocallMark, ExtendedLineInfo info)
    {
        if (info.Abonent is not { } party)
        {
            // Without the field the reply says nothing; an idle line sends an empty object.
            return (old, autocallMark, null);
        }

        var facts = new Facts(old, autocallMark, party, info.LineState);
        var row = Rows.First(candidate => candidate.Matches(facts));
        return (row.State(facts), autocallMark && !row.ClearsMark, row.Name);
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

    private sealed record Row(string Name, Func<Facts, bool> Matches, Func<Facts, LineState> State, bool ClearsMark);

    private sealed record Facts(LineState Old, bool AutocallMark, Abonent Party, string? Word)
    {
        public bool IsInIvr => Word == "lsCommutated" && Party.IsIvr && !Party.IsWaitingForAnswer;
    }
}
