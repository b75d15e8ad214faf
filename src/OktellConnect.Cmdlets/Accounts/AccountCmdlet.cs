using System.Management.Automation;
using OktellConnect.Coordination;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that write accounts and link them to a server where there is one.</summary>
public abstract class AccountCmdlet : InfobaseCmdlet
{
    /// <summary>The server whose number plan the accounts are linked to; by default the runspace's current connection, if any.</summary>
    [Parameter]
    [ValidateNotNull]
    public OktellConnection? Connection { get; set; }

    /// <summary>Does not link, even where there is a connection.</summary>
    [Parameter]
    public SwitchParameter NoLink { get; set; }

    /// <summary>Links accounts to the server, or null. Pipeline thread only.</summary>
    private protected IAccountLinker? Linker() =>
        !NoLink && (Connection ?? RunspaceState.Current.Connection) is { } connection ? new AccountLinker(connection.NumberPlan) : null;
}
