using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Puts the current party on hold.</summary>
[Cmdlet(VerbsLifecycle.Suspend, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class SuspendOktellCall : CallCmdlet
{
    /// <inheritdoc/>
    protected override Task ProcessAsync() =>
        ActAsync(RequireConnection(), "Put on hold", phone => CallText.Describe(phone.CurrentCall), phone => phone.SuspendAsync(Cancellation));
}
