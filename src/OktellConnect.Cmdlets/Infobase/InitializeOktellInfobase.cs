using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Fills the subsystem for the first time.</summary>
[Cmdlet(VerbsData.Initialize, "OktellInfobase", SupportsShouldProcess = true)]
[OutputType(typeof(InitializationResult))]
public sealed class InitializeOktellInfobase : InfobaseCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        if (ShouldProcess(infobase.Location, "Fill the constant Oktell_Включено and the catalog Oktell_ТипыОбъектовСТелефонами where they are missing"))
        {
            Write(new InitializationResult(infobase.Location, await infobase.InitializeAsync(Cancellation).ConfigureAwait(false)));
        }
    }
}
