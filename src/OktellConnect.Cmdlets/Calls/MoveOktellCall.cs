using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Transfers the current party to somebody.</summary>
[Cmdlet(VerbsCommon.Move, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class MoveOktellCall : ServerCmdlet
{
    /// <summary>To whom: number, name, user id or own login.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("MainNumber", "PhoneNumber", "Phone", "CustomerNumber")]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string? Number { get; set; }

    /// <summary>Emits the call as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var phone = connection.Phone;
        var (number, party) = connection.FindNumber(Number);
        if (!ShouldProcess($"{CallText.Describe(phone.CurrentCall)} to {party}", phone.Held?.Number == number ? "Connect with each other and leave" : "Transfer call"))
        {
            return;
        }

        var after = await phone.TransferAsync(number, Cancellation).ConfigureAwait(false);
        CallMemory.Remember(connection, after);
        if (PassThru)
        {
            Write(after);
        }
    }
}
