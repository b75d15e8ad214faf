using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>What a runspace has open. Parallel runspaces do not see each other's; an object may be passed from one to another.</summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = new();

    /// <summary>The state of the runspace that runs the current pipeline thread.</summary>
    public static RunspaceState Current => States.GetOrCreateValue(Runspace.DefaultRunspace);

    public OktellConnection? Connection { get; set; }

    public IInfobase? Infobase { get; set; }
}
