using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Closes an infobase.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "OktellInfobase")]
[OutputType(typeof(void))]
public sealed class DisconnectOktellInfobase : AsyncCmdlet
{
    /// <summary>The infobase; by default the runspace's current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public IInfobase? Infobase { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        var state = RunspaceState.Current;
        if ((Infobase ?? state.Infobase) is { } infobase)
        {
            if (ReferenceEquals(state.Infobase, infobase))
            {
                state.Infobase = null;
            }

            infobase.Dispose();
        }

        return Task.CompletedTask;
    }
}
