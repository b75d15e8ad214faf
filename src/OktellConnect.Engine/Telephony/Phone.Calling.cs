using System.Text.Json.Nodes;
using OktellConnect.Client;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    /// <summary>How long the line may take to show what the server has accepted.</summary>
    internal static readonly TimeSpan TimeToAppear = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Places a call; during a conversation its party is put on hold by the server. It is placed once: when the reply does not come,
    /// the line is read again; where it shows the call that call is returned, else the failure says that the outcome is unknown.
    /// </summary>
    /// <param name="number">The number, inside or outside.</param>
    /// <param name="sequence">Who is called first.</param>
    /// <param name="intercom">Ask for an intercom call; the own telephone is then always first.</param>
    /// <param name="cancellation">Stops waiting; a call that was asked for goes on.</param>
    /// <returns>The call as the line shows it; null where the number is called first and the line shows nothing yet.</returns>
    /// <exception cref="OktellException">The call may not be placed now, the server refused it, or the line does not show it.</exception>
    public async Task<CallInfo?> StartCallAsync(string number, CallSequence sequence, bool intercom, CancellationToken cancellation)
    {
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        Require(CallRules.RefusalToStart(number, ownState.Current.State, before), $"The call to {Shown(number)} cannot be placed", number);
        var body = new JsonObject { ["number"] = number, ["sequence"] = sequence == CallSequence.UserFirst || intercom ? "user" : "abonent" };
        if (intercom)
        {
            body["intercom"] = true;
        }

        try
        {
            var line = await PerformAsync(
                "pbxautocallstart",
                body,
                now => IsNewCall(before, now),
                OktellErrors.CallNotStarted,
                $"the line does not show the call to {number}",
                cancellation).ConfigureAwait(false);
            return Refreshed(line.LastCall!);
        }
        catch (OktellException unseen) when (unseen.Error == OktellErrors.CallNotStarted && sequence == CallSequence.AbonentFirst && !intercom)
        {
            return null;
        }
    }

    /// <summary>Answers what rings: somebody's call, or the own telephone for a placed call.</summary>
    /// <returns>The call in conversation; of a placed call, being dialled.</returns>
    /// <exception cref="OktellException">Nothing rings, the server refused, the caller hung up, or the line does not show a conversation within three seconds.</exception>
    public async Task<CallInfo> AnswerAsync(CancellationToken cancellation)
    {
        RequireVersion("pbxanswercall", VersionWithAnswer);
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        Require(CallRules.RefusalToAnswer(before), "There is nothing to answer");
        var line = await PerformAsync(
            "pbxanswercall",
            null,
            now => IsOver(before, now)
                ? throw new OktellException(OktellErrors.CallEnded, $"The call from {before.Current?.Number ?? "an unknown number"} ended before it was answered.", target: now.LastCall)
                : now.State is LineState.Talk or LineState.Call or LineState.BackCall,
            OktellErrors.CallNotAnswered,
            "the line shows no conversation",
            cancellation,
            TimeToAnswer).ConfigureAwait(false);
        return Refreshed(line.LastCall!);
    }

    /// <summary>Whether the call that was on the line has ended, or another one has taken its place.</summary>
    internal static bool IsOver(LineSnapshot before, LineSnapshot now) => before.Call is { } call && now.Call?.SerialNumber != call.SerialNumber;

    // In a conversation no new call begins for the line: the one that is there gets further states.
    private static bool IsNewCall(LineSnapshot before, LineSnapshot now) => now.LastCall is { } call
        && (call.SerialNumber > (before.LastCall?.SerialNumber ?? 0) || (before.Call is { } old && call.States.Count > old.States.Count && !call.HasEnded));

    // Long texts stand in messages by their beginning.
    internal static string Shown(string text) => text.Length <= CallRules.LongestNumber ? $"\"{text}\"" : $"\"{text[..CallRules.LongestNumber]}…\"";
}
