using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Shows the runspace's current connection.</summary>
[Cmdlet(VerbsCommon.Get, "OktellConnection")]
[OutputType(typeof(OktellConnection))]
public sealed class GetOktellConnection : PSCmdlet
{
    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (RunspaceState.Current.Connection is { } connection)
        {
            WriteObject(connection);
        }
    }
}
