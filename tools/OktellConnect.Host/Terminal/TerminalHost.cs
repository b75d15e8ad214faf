using System.Globalization;
using System.Management.Automation.Host;
using System.Reflection;

namespace OktellConnect.Host.Terminal;

/// <summary>The engine's view of this program.</summary>
internal sealed class TerminalHost : PSHost
{
    public override CultureInfo CurrentCulture { get; } = CultureInfo.CurrentCulture;

    public override CultureInfo CurrentUICulture { get; } = CultureInfo.CurrentUICulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "OktellConnect.Host";

    public override PSHostUserInterface UI { get; } = new TerminalInterface();

    public override Version Version { get; } = Assembly.GetExecutingAssembly().GetName().Version!;

    /// <summary>What "exit" asked for, or null.</summary>
    public int? ExitCode { get; private set; }

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("This host runs scripts; it has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("This host runs scripts; it has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
