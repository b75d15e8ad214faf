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

    /// <summary>Whom to call: number, name, user id or own login.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("MainNumber", "PhoneNumber", "Phone", "CustomerNumber")]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string? Number { get; set; }

    /// <summary>Who is called first.</summary>
    [Parameter]
    public CallSequence Sequence { get => sequence is CallSequence value ? value : default; set => sequence = value; }

    /// <summary>Ask for an intercom call.</summary>
    [Parameter]
    public SwitchParameter Intercom { get; set; }

    /// <summary>Wait until the call is answered.</summary>
    [Parameter]
    public SwitchParameter Wait { get; set; }

    /// <summary>Seconds to wait for the answer at most; waits too.</summary>
    [Parameter]
    [ValidateRange(0.1, 86400d)]
    public double Timeout { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var (number, party) = connection.FindNumber(Number);
        if (!ShouldProcess(party.ToString(), Intercom ? "Call by intercom" : "Call"))
        {
            return;
        }

        var before = connection.Phone.CurrentCall;
        var call = await connection.Phone.StartCallAsync(number, Sequence, Intercom, Cancellation).ConfigureAwait(false);
        if (call is not null)
        {
            CallMemory.Remember(connection, call);
        }
        else
        {
            Warn($"The server calls {party} first; the own line shows nothing yet.");
        }

        if (Wait || Timeout > 0)
        {
            TimeSpan? limit = Timeout > 0 ? TimeSpan.FromSeconds(Timeout) : null;
            var isSecond = before is not null && call?.SerialNumber == before.SerialNumber;
            call = await connection.Phone.WaitForAnswerAsync(number, call, isSecond, limit, Cancellation).ConfigureAwait(false);
            CallMemory.Remember(connection, call);
        }

        if (call is not null)
        {
            Write(call);
        }
    }
}
