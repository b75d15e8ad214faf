using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that do something with the call on the line.</summary>
public abstract class CallCmdlet : ServerCmdlet
{
    /// <summary>The call, as another command returned it; by default the one on the line.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public CallInfo? Call { get; set; }

    /// <summary>Emits the call as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Does it, unless the call meant has ended or the user does not want it.</summary>
    /// <param name="connection">Whose line.</param>
    /// <param name="action">The act, for a question to the user.</param>
    /// <param name="target">Who is concerned, by what is now on the line.</param>
    /// <param name="act">The act.</param>
    private protected async Task ActAsync(OktellConnection connection, string action, Func<Phone, string> target, Func<Phone, Task<CallInfo>> act)
    {
        var phone = connection.Phone;
        if (Call is not null && phone.CurrentCall?.SerialNumber != Call.SerialNumber)
        {
            throw new OktellException(OktellErrors.CallEnded, $"The call with {CallText.Describe(Call)} is not on the line any more.", target: Call);
        }

        if (!await ConfirmAsync(target(phone), action).ConfigureAwait(false))
        {
            return;
        }

        var after = await act(phone).ConfigureAwait(false);
        CallMemory.Remember(connection, after);
        if (PassThru)
        {
            Write(after);
        }
    }
}
