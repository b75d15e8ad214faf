using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Asks for the state of the signed-in user.</summary>
[Cmdlet(VerbsCommon.Get, "OktellUserState")]
[OutputType(typeof(UserStateInfo))]
public sealed class GetOktellUserState : ServerCmdlet
{
    /// <inheritdoc/>
    protected override async Task EndAsync() =>
        Write(await RequireConnection().OwnState.ReloadAsync(Cancellation).ConfigureAwait(false));
}
