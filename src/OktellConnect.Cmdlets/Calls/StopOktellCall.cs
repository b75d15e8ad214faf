using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Ends, declines or aborts the call on the line.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OktellCall", SupportsShouldProcess = true, DefaultParameterSetName = "Call")]
[OutputType(typeof(CallInfo))]
public sealed class StopOktellCall : ServerCmdlet
{
    /// <summary>The call, as another command returned it; one that has ended already is left alone.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ParameterSetName = "Call")]
    [ValidateNotNull]
    public CallInfo? Call { get; set; }

    /// <summary>Of several parties the one to part from: number, name or user id.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Party")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(LinePartyCompleter))]
    public string? Number { get; set; }

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

        var (number, party) = Number is null ? (null, null) : ((string?, Party?))connection.FindNumber(Number);
        if (!ShouldProcess(party?.ToString() ?? CallText.Describe(current), "End call"))
        {
            return;
        }

        var after = await connection.Phone.EndAsync(number, Cancellation).ConfigureAwait(false);
        CallMemory.Remember(connection, after);
        if (PassThru)
        {
            Write(after);
        }
    }
}
