using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Shows the runspace's current infobase.</summary>
[Cmdlet(VerbsCommon.Get, "OktellInfobase")]
[OutputType(typeof(IInfobase))]
public sealed class GetOktellInfobase : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (RunspaceState.Current.Infobase is { } infobase)
        {
            WriteObject(infobase);
        }
    }
}
