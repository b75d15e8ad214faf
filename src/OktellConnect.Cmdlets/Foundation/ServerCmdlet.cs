using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that talk to an Oktell server.</summary>
public abstract class ServerCmdlet : AsyncCmdlet
{
    /// <summary>The connection to use; by default the runspace's current one.</summary>
    [Parameter]
    [ValidateNotNull]
    public OktellConnection? Connection { get; set; }

    /// <summary>The connection to use; ends the command where there is none. Pipeline thread only.</summary>
    private protected OktellConnection RequireConnection() => Connection ?? RunspaceState.Current.Connection
        ?? throw new OktellException(OktellErrors.NotConnected, "There is no connection to an Oktell server.");
}
