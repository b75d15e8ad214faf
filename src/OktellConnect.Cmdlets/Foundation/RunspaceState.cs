using System.Management.Automation.Runspaces;
using System.Runtime.CompilerServices;
using OktellConnect.Infobase;
using RunspacePhase = System.Management.Automation.Runspaces.RunspaceState;

namespace OktellConnect.Cmdlets;

/// <summary>
/// What a runspace has open. Parallel runspaces do not see each other's; an object may be passed from one to another.
/// Everything is closed when the module is removed from the runspace or the runspace closes.
/// </summary>
internal sealed class RunspaceState
{
    private static readonly ConditionalWeakTable<Runspace, RunspaceState> States = new();

    /// <summary>The state of the runspace that runs the current pipeline thread.</summary>
    public static RunspaceState Current => States.GetValue(Runspace.DefaultRunspace, Create);

    public OktellConnection? Connection { get; set; }

    public IInfobase? Infobase { get; set; }

    /// <summary>Simulators started here; stopped ones leave the list when it is next looked at.</summary>
    public List<OktellSimulator> Simulators { get; } = [];

    /// <summary>Closes what the current runspace has open, if it ever had anything; otherwise touches nothing of the engine.</summary>
    public static void CloseCurrent()
    {
        if (Runspace.DefaultRunspace is { } runspace)
        {
            Close(runspace);
        }
    }

    private static RunspaceState Create(Runspace runspace)
    {
        runspace.StateChanged += (sender, change) =>
        {
            if (change.RunspaceStateInfo.State is RunspacePhase.Closed or RunspacePhase.Broken)
            {
                Close((Runspace)sender!);
            }
        };
        return new RunspaceState();
    }

    private static void Close(Runspace runspace)
    {
        if (States.TryGetValue(runspace, out var state))
        {
            States.Remove(runspace);
            state.Close();
        }
    }

    // Apart from its caller, which must not need the engine just to see that there is nothing to close.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Close()
    {
        Connection?.Dispose();
        Infobase?.Dispose();
        Connection = null;
        Infobase = null;
        Simulators.ForEach(simulator => simulator.Dispose());
        Simulators.Clear();
    }
}
