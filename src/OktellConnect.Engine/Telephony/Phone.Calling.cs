using System.Text.Json.Nodes;
using OktellConnect.Client;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    /// <summary>How long the line may take to show a call that the server has accepted, or the end of one.</summary>
    private static readonly TimeSpan TimeToAppear = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Places a call. It is placed once: when the reply does not come, the line is read again; where it shows the call that call is
    /// returned, else the failure says that the outcome is unknown.
    /// </summary>
    /// <param name="number">The number, inside or outside.</param>
    /// <param name="sequence">Who is called first.</param>
    /// <param name="intercom">Ask for an intercom call; the own telephone is then always first.</param>
    /// <param name="cancellation">Stops waiting; a call that was asked for goes on.</param>
    /// <returns>The call as the line shows it; null where the number is called first and the line shows nothing yet.</returns>
    /// <exception cref="OktellException">The call may not be placed now, the server refused it, or the line does not show it.</exception>
    public async Task<CallInfo?> StartCallAsync(string number, CallSequence sequence, bool intercom, CancellationToken cancellation)
    {
        if (State == CallState.Unknown)
        {
            await ReloadAsync(cancellation).ConfigureAwait(false);
        }

        long callsBefore;
        int statesBefore;
        lock (gate)
        {
            Check(number);
            callsBefore = tracker.Last?.SerialNumber ?? 0;
            statesBefore = tracker.Current?.States.Count ?? int.MaxValue;
        }

        bool IsNew(CallInfo call) => call.SerialNumber > callsBefore || call.States.Count > statesBefore;

        var body = new JsonObject { ["number"] = number, ["sequence"] = sequence == CallSequence.UserFirst || intercom ? "user" : "abonent" };
        if (intercom)
        {
            body["intercom"] = true;
        }

        try
        {
            await client.RequestAsync("pbxautocallstart", body, cancellation).ConfigureAwait(false);
        }
        catch (OktellRequestException failure) when (failure.IsOutcomeUnknown)
        {
            if (await FindPlacedCallAsync(IsNew, cancellation).ConfigureAwait(false) is { } placed)
            {
                return placed;
            }

            throw;
        }

        WantRead(TimeSpan.Zero);
        try
        {
            return await WaitForAsync(IsNew, TimeToAppear, cancellation).ConfigureAwait(false);
        }
        catch (OktellException unseen) when (unseen.Error == OktellErrors.CallWaitTimeout)
        {
            return sequence == CallSequence.AbonentFirst && !intercom
                ? null
                : throw new OktellException(OktellErrors.CallNotStarted, $"The server accepted the call to {number}, but the line shows none after {TimeToAppear.TotalSeconds:0} s.", unseen, number);
        }
    }

    /// <summary>Ends the current conversation: declines it while it rings, drops it while it is dialled, hangs up while talking. A party on hold returns.</summary>
    /// <returns>The call as it is after; still on the line where a held party has returned.</returns>
    /// <exception cref="OktellException">There is no call, the server refused, or the line still shows it unchanged.</exception>
    public async Task<CallInfo> EndAsync(CancellationToken cancellation)
    {
        CallInfo? before;
        (string Method, string? Mode) message;
        lock (gate)
        {
            before = tracker.Current;
            message = CallRules.MessageToEnd(tracker.State, tracker.HasHeld, tracker.ConferenceId is not null)
                ?? throw new OktellException(OktellErrors.NoCall, "There is no call on the line.");
        }

        await client.RequestAsync(message.Method, message.Mode is { } mode ? new JsonObject { ["mode"] = mode } : null, cancellation).ConfigureAwait(false);
        WantRead(TimeSpan.Zero);
        WantRead(TimeSpan.FromSeconds(1));
        return await WaitForAsync(
            call => call.HasEnded || (before is { HasHeld: true } && !call.HasHeld),
            TimeToAppear,
            () => $"The call was asked to end by {message.Method}, but has not ended",
            cancellation).ConfigureAwait(false);
    }

    private void Check(string number)
    {
        var onTheLine = tracker.Current is { } call ? new[] { call.Number } : [];
        if (CallRules.RefusalToStart(number, ownState.Current.State, tracker.State, tracker.HasHeld, tracker.ConferenceId is not null, onTheLine) is { } refusal)
        {
            throw new OktellException(refusal, $"The call to \"{number}\" cannot be placed: the telephone is in state {LineStateTable.ToCallState(tracker.State)}, the user in state {ownState.Current.State}.", target: number);
        }
    }

    private async Task<CallInfo?> FindPlacedCallAsync(Func<CallInfo, bool> isNew, CancellationToken cancellation)
    {
        try
        {
            await ReloadAsync(cancellation).ConfigureAwait(false);
        }
        catch (OktellException unreadable)
        {
            LastReadFailure = unreadable;
            return null;
        }

        return CurrentCall is { } call && isNew(call) ? call : null;
    }
}
