using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace OktellConnect.Cmdlets.Tests.Foundation;

/// <summary>A runspace with just the commands under test.</summary>
public sealed class CommandRunspace : IDisposable
{
    private readonly Runspace runspace;

    public CommandRunspace(params Type[] commands)
    {
        var state = InitialSessionState.CreateDefault2();
        foreach (var command in commands)
        {
            var name = (CmdletAttribute)Attribute.GetCustomAttribute(command, typeof(CmdletAttribute))!;
            state.Commands.Add(new SessionStateCmdletEntry($"{name.VerbName}-{name.NounName}", command, null));
        }

        runspace = RunspaceFactory.CreateRunspace(state);
        runspace.Open();
    }

    public PowerShell Create()
    {
        var shell = PowerShell.Create();
        shell.Runspace = runspace;
        return shell;
    }

    public void Dispose() => runspace.Dispose();
}
