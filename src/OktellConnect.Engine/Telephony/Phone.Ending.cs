using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    /// <summary>
    /// Ends the line's call, or the part of one party in it: declines it while it rings, drops it while it is dialled, hangs up while
    /// talking, takes a participant out of the conference. A party on hold returns.
    /// </summary>
    /// <param name="number">Number, user id or competitor id of the party; the own number or user id for oneself; null for the line's call.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The call as it is after; still on the line where a held party has returned or the conference goes on.</returns>
    /// <exception cref="OktellException">There is no call, nobody of that number is in it, the server refused, or the line does not show it.</exception>
    public async Task<CallInfo> EndAsync(string? number, CancellationToken cancellation)
    {
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        var isMe = number is not null && IsMe(number);
        var ending = (number is null ? CallRules.Ending(before) : CallRules.Ending(before, number, isMe)) ?? throw NothingToEnd(before, number);
        if (ending == CallEnding.RemoveFromConference)
        {
            await EndInConferenceAsync(before, number!, isMe, cancellation).ConfigureAwait(false);
        }
        else
        {
            await PerformAsync(
                ending.Method,
                ending.Mode is { } mode ? new JsonObject { ["mode"] = mode } : null,
                now => IsEnded(before, now),
                OktellErrors.CallNotChanged,
                "the call has not ended",
                cancellation).ConfigureAwait(false);
        }

        return Refreshed(Line.LastCall ?? throw NothingToEnd(before, number));
    }

    /// <summary>Ends the line's call, see <see cref="EndAsync(string?, CancellationToken)"/>.</summary>
    public Task<CallInfo> EndAsync(CancellationToken cancellation) => EndAsync(null, cancellation);

    /// <summary>Whether the text names the signed-in user: one of the numbers, or the id.</summary>
    internal bool IsMe(string identity) =>
        identity == user.Number || identity == user.LineNumber || Abonent.Id(identity) == user.Id || numberPlan.FindUser(identity)?.Id == user.Id;

    /// <summary>Takes everybody of that name out of the conference.</summary>
    internal async Task DisconnectAsync(string conferenceId, string identity, CancellationToken cancellation)
    {
        var list = ConferenceReply.ReadCompetitors(
            await client.RequestAsync("getconferencecompetitors", new JsonObject { ["conferenceid"] = conferenceId }, cancellation).ConfigureAwait(false));
        var meant = list.Where(one => one.CompetitorId is not null && ConferenceParticipant.From(one).IsKnownAs(identity)).ToList();
        if (meant.Count == 0)
        {
            throw new OktellException(OktellErrors.ConferenceParticipantNotFound, $"{Shown(identity)} is not in the conference.", target: identity);
        }

        foreach (var one in meant)
        {
            var body = new JsonObject { ["conferenceid"] = conferenceId, ["competitor"] = new JsonObject { ["competitorid"] = one.CompetitorId } };
            await PerformAsync(
                "confdisconnectcompetitor",
                body,
                now => now.Conference?.Id != conferenceId || now.Conference.Participants.All(shown => shown.CompetitorId != one.CompetitorId),
                OktellErrors.CallNotChanged,
                $"{Shown(identity)} is still in the conference",
                cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>Leaves the conference.</summary>
    internal Task<LineSnapshot> LeaveConferenceAsync(string conferenceId, CancellationToken cancellation) => PerformAsync(
        "exitconference",
        new JsonObject { ["conferenceid"] = conferenceId },
        now => now.Conference?.Id != conferenceId,
        OktellErrors.CallNotChanged,
        "the line is still in the conference",
        cancellation);

    private Task EndInConferenceAsync(LineSnapshot before, string identity, bool isMe, CancellationToken cancellation) => isMe
        ? LeaveConferenceAsync(before.Conference!.Id, cancellation)
        : DisconnectAsync(before.Conference!.Id, identity, cancellation);

    // A queue may hand out the next caller before the line has been seen idle.
    private static bool IsEnded(LineSnapshot before, LineSnapshot now) => IsOver(before, now) || IsBack(before, now)
        || (before.Current is { ChainId: { } chain } party && now.Current is { ChainId: { } next } && chain != next && !party.IsSameAs(now.Current));

    private static OktellException NothingToEnd(LineSnapshot line, string? number) => number switch
    {
        null => new OktellException(OktellErrors.NoCall, "There is no call on the line."),
        _ when line.Held?.IsKnownAs(number) == true => new OktellException(OktellErrors.CallPartyOnHold, $"{Shown(number)} is on hold.", target: number),
        _ => new OktellException(line.Call is null ? OktellErrors.NoCall : OktellErrors.CallPartyUnknown, $"{Shown(number)} is not on the line.", target: number),
    };
}
