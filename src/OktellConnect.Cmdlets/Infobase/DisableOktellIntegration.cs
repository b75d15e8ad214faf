using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Switches the work with Oktell off.</summary>
[Cmdlet(VerbsLifecycle.Disable, "OktellIntegration", SupportsShouldProcess = true)]
[OutputType(typeof(IntegrationState))]
public sealed class DisableOktellIntegration : InfobaseCmdlet
{
    /// <summary>Emits the constant.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        if (!ShouldProcess(infobase.Location, "Set Oktell_Включено to false"))
        {
            return;
        }

        await infobase.SetEnabledAsync(false, Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(new IntegrationState(false, infobase.Location));
        }
    }
}
