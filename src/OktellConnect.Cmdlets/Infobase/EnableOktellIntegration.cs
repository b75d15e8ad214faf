using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Switches the work with Oktell on.</summary>
[Cmdlet(VerbsLifecycle.Enable, "OktellIntegration", SupportsShouldProcess = true)]
[OutputType(typeof(IntegrationState))]
public sealed class EnableOktellIntegration : InfobaseCmdlet
{
    /// <summary>Emits the constant.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        if (!ShouldProcess(infobase.Location, "Set Oktell_Включено to true"))
        {
            return;
        }

        await infobase.SetEnabledAsync(true, Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(new IntegrationState(true, infobase.Location));
        }
    }
}
