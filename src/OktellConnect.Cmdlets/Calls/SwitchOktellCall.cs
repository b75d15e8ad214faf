using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Swaps the current party and the one on hold.</summary>
[Cmdlet(VerbsCommon.Switch, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class SwitchOktellCall : CallCmdlet
{
    /// <inheritdoc/>
    protected override Task ProcessAsync() => ActAsync(
        RequireConnection(),
        "Swap with the party on hold",
        phone => $"{CallText.Describe(phone.CurrentCall)} and {CallText.Describe(phone.Held)}",
        phone => phone.SwitchAsync(Cancellation));
}
