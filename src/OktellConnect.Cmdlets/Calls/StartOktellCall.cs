using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Places a call.</summary>
[Cmdlet(VerbsLifecycle.Start, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class StartOktellCall : ServerCmdlet
{
    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? sequence;

    /// <summary>The number to call.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("MainNumber")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string Number { get; set; } = "";

    /// <summary>Who is called first.</summary>
    [Parameter]
    public CallSequence Sequence { get => sequence is CallSequence value ? value : default; set => sequence = value; }

    /// <summary>Ask for an intercom call.</summary>
    [Parameter]
    public SwitchParameter Intercom { get; set; }

    /// <summary>Wait until the call is answered.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds to wait at most.</summary>
    [Parameter]
    [ValidateRange(0.1, 86400d)]
    public double Timeout { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var number = Number.Trim();
        var known = connection.NumberPlan.Find(number);
        if (!ShouldProcess(known?.Name is { } name ? $"{number} ({name})" : number, "Call"))
        {
            return;
        }

        var call = await connection.Phone.StartCallAsync(number, Sequence, Intercom, Cancellation).ConfigureAwait(false);
        if (call is not null)
        {
            CallMemory.Remember(connection, call);
        }
        else
        {
            Warn($"The server calls {number} first; the own line shows nothing yet.");
        }

        if (Wait)
        {
            TimeSpan? limit = Timeout > 0 ? TimeSpan.FromSeconds(Timeout) : null;
            call = await connection.Phone.WaitForStateAsync(call, [CallState.Talk], limit, null, Cancellation).ConfigureAwait(false);
            CallMemory.Remember(connection, call);
        }

        if (call is not null)
        {
            Write(call);
        }
    }
}
