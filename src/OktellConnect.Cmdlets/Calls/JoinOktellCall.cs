using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Connects the current party and the one on hold with each other and leaves.</summary>
[Cmdlet(VerbsCommon.Join, "OktellCall", SupportsShouldProcess = true)]
[OutputType(typeof(CallInfo))]
public sealed class JoinOktellCall : CallCmdlet
{
    /// <inheritdoc/>
    protected override Task ProcessAsync() => ActAsync(
        RequireConnection(),
        "Connect with each other and leave",
        phone => $"{CallText.Describe(phone.CurrentCall)} and {CallText.Describe(phone.Held)}",
        phone => phone.JoinAsync(Cancellation));
}
