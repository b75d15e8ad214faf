using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Returns to the party on hold.</summary>
[Cmdlet(VerbsLifecycle.Resume, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class ResumeOktellCall : CallCmdlet
{
    /// <inheritdoc/>
    protected override Task ProcessAsync() =>
        ActAsync(RequireConnection(), "Return to the party on hold", phone => CallText.Describe(phone.Held), phone => phone.ResumeAsync(Cancellation));
}
