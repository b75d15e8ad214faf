namespace OktellConnect.Telephony;

/// <summary>
/// The words of the vendor's client for the state of a user, as a pure function (docs/protocol.md, "User state"): what the user is
/// doing, and what the user has chosen. The two differ while a call goes on and while calls are redirected.
/// </summary>
internal static class UserStateWords
{
    private static readonly (Func<Facts, bool> Matches, Func<Facts, string?> State, Func<Facts, string?> Status)[] Rows =
    [
        (facts => facts.Id == 1, Readiness, Readiness),
        (facts => facts.Id == 2, _ => "break", _ => "break"),
        (facts => facts.Id == 3, _ => "dnd", _ => "dnd"),
        (facts => facts.Id is 5 or 6 && facts.OnBreak && facts.OnTask, _ => "busyBreak", Readiness),
        (facts => facts.Id is 5 or 6 && facts.OnBreak, _ => "busy", _ => "break"),
        (facts => facts.Id is 5 or 6, _ => "busy", Readiness),
        (facts => facts.Id == 7, _ => "noPhone", _ => "noPhone"),

        // Not signed in, or a number that is not known: the words stay.
        (_ => true, facts => facts.StateBefore, facts => facts.StatusBefore),
    ];

    /// <summary>The words for a state.</summary>
    /// <param name="before">The state before, whose words stay where the new one has none.</param>
    /// <param name="next">The state; its own words are not looked at.</param>
    /// <param name="onTask">Whether a task is worked on: servers of before April 2015 do not tell, there every busy user counts as being on one.</param>
    public static (string? State, string? Status) Derive(UserStateInfo before, UserStateInfo next, bool onTask)
    {
        var facts = new Facts(next.StateId, next.CallCenter, next.Manual, next.OnBreak, onTask, before.StateWord, before.StatusWord);
        var row = Rows.First(candidate => candidate.Matches(facts));
        return (row.State(facts), next.Redirected ? "redirect" : row.Status(facts));
    }

    private static string Readiness(Facts facts) => facts switch
    {
        { CallCenter: true, Manual: true } => "readyCCManual",
        { CallCenter: true } => "readyCC",
        _ => "ready",
    };

    private sealed record Facts(int? Id, bool CallCenter, bool Manual, bool OnBreak, bool OnTask, string? StateBefore, string? StatusBefore);
}
