using System.Text.Json.Nodes;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    /// <summary>Puts the current party, or the conference, on hold: it waits, and the line has a dial tone.</summary>
    /// <returns>The call: not ended, its party on hold, in state <see cref="CallState.Ready"/> as the line is.</returns>
    /// <exception cref="OktellException">There is no conversation, somebody is on hold already, the server refused, or the line does not show it.</exception>
    public async Task<CallInfo> SuspendAsync(CancellationToken cancellation)
    {
        RequireVersion("pbxmakeflash", VersionWithFlash);
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        Require(CallRules.RefusalToSuspend(before), "The conversation cannot be put on hold");
        return await FlashAsync(now => before.Current?.IsSameAs(now.Held) ?? now.Held is not null, "the party is not on hold", cancellation).ConfigureAwait(false);
    }

    /// <summary>Goes back from the dial tone to the party on hold.</summary>
    /// <exception cref="OktellException">Nobody is on hold, there is a conversation, the server refused, or the line does not show it.</exception>
    public async Task<CallInfo> ResumeAsync(CancellationToken cancellation)
    {
        RequireVersion("pbxmakeflash", VersionWithFlash);
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        Require(CallRules.RefusalToResume(before), "The party on hold cannot be returned to");
        return await FlashAsync(now => IsBack(before, now), "the party has not come back", cancellation).ConfigureAwait(false);
    }

    /// <summary>Swaps the current party and the one on hold; from the dial tone the held one comes back.</summary>
    /// <exception cref="OktellException">Nobody is on hold, the telephone is dialling or ringing, the server refused, or the line does not show it.</exception>
    public async Task<CallInfo> SwitchAsync(CancellationToken cancellation)
    {
        RequireVersion("pbxmakeflash", VersionWithFlash);
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        Require(CallRules.RefusalToSwitch(before), "The parties cannot be swapped");
        return await FlashAsync(now => IsBack(before, now), "the parties are not swapped", cancellation).ConfigureAwait(false);
    }

    /// <summary>
    /// Gives the current party to a number and is free; with another party on hold, that one comes back; to the held party itself, the
    /// two are connected with each other.
    /// </summary>
    /// <param name="number">The number; number or user id of the held party.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The call as it is after.</returns>
    /// <exception cref="OktellException">There is no conversation, there is no such number, the server refused, or the line does not show it.</exception>
    public async Task<CallInfo> TransferAsync(string number, CancellationToken cancellation)
    {
        RequireVersion("pbxmaketransfer", VersionWithFlash);
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        Require(CallRules.RefusalToTransfer(number, before), $"The conversation cannot be given to {Shown(number)}", number);
        if (before.Held?.IsKnownAs(number) == true)
        {
            return await ConnectAsync(before, cancellation).ConfigureAwait(false);
        }

        var line = await PerformAsync(
            "pbxmaketransfer",
            new JsonObject { ["transferto"] = number },
            now => IsOver(before, now) || IsBack(before, now),
            OktellErrors.CallNotChanged,
            "the party is still on the line",
            cancellation).ConfigureAwait(false);
        return Refreshed(line.LastCall!);
    }

    /// <summary>Connects the current party and the one on hold with each other, and leaves them.</summary>
    /// <exception cref="OktellException">There is no conversation or nobody is on hold, the server refused, or the line does not show it.</exception>
    public async Task<CallInfo> JoinAsync(CancellationToken cancellation)
    {
        var before = await ReadLineAsync(cancellation).ConfigureAwait(false);
        Require(CallRules.RefusalToJoin(before), "The parties cannot be connected with each other");
        return await ConnectAsync(before, cancellation).ConfigureAwait(false);
    }

    // Hanging up while somebody is on hold connects the two.
    private async Task<CallInfo> ConnectAsync(LineSnapshot before, CancellationToken cancellation)
    {
        var line = await PerformAsync(
            CallEnding.HangUp.Method, null, now => IsOver(before, now) && now.Held is null, OktellErrors.CallNotChanged, "the line is not free", cancellation).ConfigureAwait(false);
        return Refreshed(line.LastCall!);
    }

    private async Task<CallInfo> FlashAsync(Func<LineSnapshot, bool> isDone, string otherwise, CancellationToken cancellation)
    {
        var line = await PerformAsync(
            "pbxmakeflash", new JsonObject { ["mode"] = "switch" }, isDone, OktellErrors.CallNotChanged, otherwise, cancellation).ConfigureAwait(false);
        return Refreshed(line.LastCall!);
    }

    private static bool IsBack(LineSnapshot before, LineSnapshot now) =>
        before.Held is not null && now.State == LineState.Talk && before.Held.IsSameAs(now.Current) && !before.Held.IsSameAs(now.Held);
}
