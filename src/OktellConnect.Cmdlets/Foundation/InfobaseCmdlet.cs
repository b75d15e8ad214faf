using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that work on the 1C side.</summary>
public abstract class InfobaseCmdlet : AsyncCmdlet
{
    /// <summary>The infobase to use; by default the runspace's current one.</summary>
    [Parameter]
    [ValidateNotNull]
    public IInfobase? Infobase { get; set; }

    /// <summary>The infobase to use; ends the command where there is none. Pipeline thread only.</summary>
    private protected IInfobase RequireInfobase() => Infobase ?? RunspaceState.Current.Infobase
        ?? throw new OktellException(OktellErrors.InfobaseNotConnected, "There is no connection to an infobase.");
}
