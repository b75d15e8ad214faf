using System.Globalization;
using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Ends simulators and waits until they are gone.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OktellSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(OktellSimulator))]
public sealed class StopOktellSimulator : AsyncCmdlet
{
    /// <summary>What <c>Start-OktellSimulator</c> returned.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public OktellSimulator[] Simulator { get; set; } = [];

    /// <summary>Return the stopped simulators.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var state = RunspaceState.Current;
        foreach (var simulator in Simulator)
        {
            var target = $"Oktell simulator {simulator.Uri} (process {simulator.ProcessId.ToString(CultureInfo.InvariantCulture)})";
            if (!await ConfirmAsync(target, "Stop").ConfigureAwait(false))
            {
                continue;
            }

            await simulator.StopAsync(Cancellation).ConfigureAwait(false);
            await AskAsync(() => state.Simulators.Remove(simulator)).ConfigureAwait(false);
            if (PassThru)
            {
                Write(simulator);
            }
        }
    }
}
