using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Shows whether 1C works with Oktell.</summary>
[Cmdlet(VerbsCommon.Get, "OktellIntegration")]
[OutputType(typeof(IntegrationState))]
public sealed class GetOktellIntegration : InfobaseCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        Write(new IntegrationState(await infobase.GetEnabledAsync(Cancellation).ConfigureAwait(false), infobase.Location));
    }
}
