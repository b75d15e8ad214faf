using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using Microsoft.PowerShell;

namespace OktellConnect.Host;

/// <summary>Opens runspaces with the commands of Microsoft.PowerShell.Core.</summary>
internal static class Runspaces
{
    public static Runspace Open(PSHost host, Action<InitialSessionState>? extend = null)
    {
        var state = InitialSessionState.CreateDefault2();
        if (OperatingSystem.IsWindows())
        {
            state.ExecutionPolicy = ExecutionPolicy.Bypass;
        }

        // The long view: message, position, category and FullyQualifiedErrorId.
        state.Variables.Add(new SessionStateVariableEntry("ErrorView", "NormalView", "How errors are shown."));
        extend?.Invoke(state);
        var runspace = RunspaceFactory.CreateRunspace(host, state);
        runspace.ThreadOptions = PSThreadOptions.UseCurrentThread;
        runspace.Open();
        Runspace.DefaultRunspace = runspace;
        return runspace;
    }
}
