using System.Management.Automation;
using OktellConnect.Client;
using OktellConnect.Events;

namespace OktellConnect.Cmdlets;

/// <summary>Emits events as they happen, until it is stopped.</summary>
[Cmdlet(VerbsCommon.Watch, "OktellEvent")]
[OutputType(typeof(OktellEvent))]
public sealed class WatchOktellEvent : EventCmdlet
{
    // Written in one go: each hand-over between the work and the pipeline costs as much as dozens of events.
    private const int BatchSize = 1000;

    private bool warned;

    /// <summary>Seconds to watch.</summary>
    [Parameter]
    [ValidateRange(0.1, 31_536_000d)]
    public double Timeout { get; set; }

    /// <summary>Events to watch for; gaps and losses do not count.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int First { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var connection = RequireConnection();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        if (Timeout > 0)
        {
            limit.CancelAfter(TimeSpan.FromSeconds(Timeout));
        }

        try
        {
            using var stream = await OpenAsync(connection, limit.Token).ConfigureAwait(false);
            await EmitAsync(stream, connection, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!Cancellation.IsCancellationRequested)
        {
            // The time is over, which is what was asked for.
        }
    }

    private async Task EmitAsync(EventStream stream, OktellConnection connection, CancellationToken cancellation)
    {
        var wanted = First > 0 ? First : long.MaxValue;
        while (wanted > 0)
        {
            var batch = await stream.ReadManyAsync((int)Math.Min(wanted, BatchSize), cancellation).ConfigureAwait(false);
            if (batch.Count == 0)
            {
                TellEnd(stream, connection);
                return;
            }

            wanted -= batch.Count(item => item.Type is not (OktellEventType.Gap or OktellEventType.Loss));
            WarnOf(batch);
            await WriteAllAsync(batch).ConfigureAwait(false);
        }
    }

    // One warning per episode: while every batch brings a loss, the pipeline is simply too slow, and saying so once is enough.
    private void WarnOf(IReadOnlyList<OktellEvent> batch)
    {
        var lost = batch.OfType<LossEvent>().Sum(loss => loss.Count);
        if (lost > 0 && !warned)
        {
            Warn($"Events come faster than they are taken: {lost} were dropped. Filter with -Type, -Name or -Number, do less with each, or raise -Buffer.");
        }

        warned = lost > 0;
        foreach (var gap in batch.OfType<GapEvent>())
        {
            Warn($"The connection was lost from {gap.From.ToLocalTime():HH:mm:ss} to {gap.To.ToLocalTime():HH:mm:ss}; what happened in between was not seen.");
        }
    }

    private void TellEnd(EventStream stream, OktellConnection connection)
    {
        if (connection.State == ClientState.Failed)
        {
            WriteFailure(new OktellException(OktellErrors.ConnectionLost, $"The events of {connection.Server} have ended: {stream.EndReason}", target: connection.Server));
        }
    }
}
