using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Shows the call on the line; nothing while it is idle.</summary>
[Cmdlet(VerbsCommon.Get, "OktellCall")]
[OutputType(typeof(CallInfo))]
public sealed class GetOktellCall : ServerCmdlet
{
    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var phone = RequireConnection().Phone;
        await phone.ReloadAsync(Cancellation).ConfigureAwait(false);
        if (phone.CurrentCall is { } call)
        {
            Write(call);
        }
    }
}
