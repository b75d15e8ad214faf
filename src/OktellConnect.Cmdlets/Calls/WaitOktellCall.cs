using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Waits until a call reaches a state.</summary>
[Cmdlet(VerbsLifecycle.Wait, "OktellCall")]
[OutputType(typeof(CallInfo))]
public sealed class WaitOktellCall : ServerCmdlet
{
    /// <summary>The call, as another command returned it.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public CallInfo? Call { get; set; }

    /// <summary>The states to wait for; the first that is reached ends the wait.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public CallState[] State { get; set; } = [CallState.Ready];

    /// <summary>Seconds to wait at most.</summary>
    [Parameter(Position = 1)]
    [ValidateRange(0.1, 86400d)]
    public double Timeout { get; set; }

    /// <summary>Emits the call with every state on the way.</summary>
    [Parameter]
    public SwitchParameter Stream { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        TimeSpan? limit = Timeout > 0 ? TimeSpan.FromSeconds(Timeout) : null;
        var call = await connection.Phone.WaitForStateAsync(
            Call ?? Remembered(connection), State, limit, Stream ? news => Write(news) : null, Cancellation).ConfigureAwait(false);
        CallMemory.Remember(connection, call);
        if (!Stream)
        {
            Write(call);
        }
    }

    // Whoever waits for a ring after an answered call has ended means the next call.
    private CallInfo? Remembered(OktellConnection connection) => CallMemory.Recall(connection) is { } call
        && !(State.Contains(CallState.Ring) && call.States.Any(change => change.State == CallState.Ring) && connection.Phone.CurrentCall?.SerialNumber != call.SerialNumber)
        ? call
        : null;
}
