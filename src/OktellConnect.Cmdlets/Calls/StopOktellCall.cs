using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Ends, declines or aborts the call on the line.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class StopOktellCall : ServerCmdlet
{
    /// <summary>The call, as another command returned it; one that has ended already is left alone.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public CallInfo? Call { get; set; }

    /// <summary>Emits the call.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var current = connection.Phone.CurrentCall;
        if (Call is not null && current?.SerialNumber != Call.SerialNumber)
        {
            // It has ended by itself: what was wanted is so.
            WriteVerbose($"The call with {Call.Number} has ended already.");
            return;
        }

        if (!ShouldProcess(current is null ? "the line" : $"{current.Number} {current.Name}".Trim(), "End call"))
        {
            return;
        }

        var after = await connection.Phone.EndAsync(Cancellation).ConfigureAwait(false);
        CallMemory.Remember(connection, after);
        if (PassThru)
        {
            Write(after);
        }
    }
}
