using System.Text.Json.Nodes;
using OktellConnect.Client;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    /// <summary>How long the line may take to show a conversation after it was answered, as in the vendor's client.</summary>
    private static readonly TimeSpan TimeToAnswer = TimeSpan.FromSeconds(3);

    /// <summary>How long the own telephone may ring.</summary>
    private static readonly TimeSpan TimeToPickUp = TimeSpan.FromSeconds(30);

    /// <summary>Servers dated before these do not know the methods (docs/protocol.md, "Calls").</summary>
    private const int VersionWithAnswer = 131218;
    private const int VersionWithFlash = 120725;

    /// <summary>
    /// Sends what reaches a person, once, and waits until the line shows it. A reply that is lost, or a refusal, is not the last word:
    /// where the line shows what was wanted it is done; else the failure stands as it is.
    /// </summary>
    internal Task<LineSnapshot> PerformAsync(string method, JsonObject? body, Func<LineSnapshot, bool> isDone, OktellErrorInfo notShown, string otherwise, CancellationToken cancellation, TimeSpan? patience = null) =>
        PerformAsync(() => client.RequestAsync(method, body, cancellation), method, isDone, notShown, otherwise, patience ?? TimeToAppear, cancellation);

    /// <summary>The same for several messages.</summary>
    internal async Task<LineSnapshot> PerformAsync(Func<Task> send, string what, Func<LineSnapshot, bool> isDone, OktellErrorInfo notShown, string otherwise, TimeSpan patience, CancellationToken cancellation)
    {
        await SendOrFindAsync(send, isDone, cancellation).ConfigureAwait(false);

        // Once more a second later: a server that announces nothing is found out too.
        WantRead(TimeSpan.Zero);
        WantRead(TimeSpan.FromSeconds(1));
        return await ExpectAsync(isDone, what, notShown, otherwise, patience, cancellation).ConfigureAwait(false);
    }

    private async Task<LineSnapshot> ExpectAsync(Func<LineSnapshot, bool> isDone, string what, OktellErrorInfo notShown, string otherwise, TimeSpan patience, CancellationToken cancellation)
    {
        try
        {
            return await WaitForLineAsync(isDone, patience, () => otherwise, cancellation).ConfigureAwait(false);
        }
        catch (OktellException unseen) when (unseen.Error == OktellErrors.CallWaitTimeout)
        {
            throw new OktellException(notShown, $"The server accepted {what}, but {otherwise} after {patience.TotalSeconds:0} s; the line is in state {State}.", unseen, CurrentCall);
        }
    }

    /// <summary>
    /// The same for what takes the own telephone to be picked up: as long as it rings the line is waited for, half a minute at most.
    /// </summary>
    internal async Task<LineSnapshot> PerformUntilInConferenceAsync(string method, JsonObject body, Func<LineSnapshot, bool> isDone, OktellErrorInfo notShown, string otherwise, CancellationToken cancellation)
    {
        var line = await PerformAsync(method, body, now => isDone(now) || LineStateTable.IsInCall(now.State), notShown, otherwise, cancellation).ConfigureAwait(false);
        return isDone(line)
            ? line
            : await ExpectAsync(
                now => isDone(now) || (!LineStateTable.IsInCall(now.State)
                    ? throw new OktellException(OktellErrors.CallEnded, $"The own telephone was not picked up: {otherwise}.", target: now.LastCall)
                    : false),
                method,
                notShown,
                otherwise,
                TimeToPickUp,
                cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends once; where the reply is lost or a refusal, that stands unless the line shows what was wanted.</summary>
    internal async Task SendOrFindAsync(Func<Task> send, Func<LineSnapshot, bool> isDone, CancellationToken cancellation)
    {
        try
        {
            await send().ConfigureAwait(false);
        }
        catch (OktellRequestException failure) when (failure.WasSent)
        {
            if (!await IsShownAsync(isDone, cancellation).ConfigureAwait(false))
            {
                throw;
            }
        }
    }

    /// <summary>The line as the server describes it now: nothing is decided by what was read some time ago.</summary>
    internal async Task<LineSnapshot> ReadLineAsync(CancellationToken cancellation)
    {
        await ReloadAsync(cancellation).ConfigureAwait(false);
        return Line;
    }

    internal void Require(OktellErrorInfo? refusal, string what, object? target = null)
    {
        if (refusal is not null)
        {
            throw new OktellException(refusal, $"{what}: the telephone is in state {State}, the user in state {ownState.Current.State}.", target: target);
        }
    }

    internal void MarkMadeHere(string conferenceId)
    {
        lock (gate)
        {
            tracker.MarkMadeHere(conferenceId);
        }
    }

    /// <summary>Whether the line, read again, shows what was wanted; false where it cannot be read.</summary>
    private async Task<bool> IsShownAsync(Func<LineSnapshot, bool> isDone, CancellationToken cancellation)
    {
        try
        {
            return isDone(await ReadLineAsync(cancellation).ConfigureAwait(false));
        }
        catch (OktellRequestException unreadable)
        {
            LastReadFailure = unreadable;
            return false;
        }
    }

    private void RequireVersion(string method, int since)
    {
        if (version.Dated < since)
        {
            throw new OktellException(OktellErrors.ServerTooOld, $"The server {version} does not know {method}.", target: method);
        }
    }
}
