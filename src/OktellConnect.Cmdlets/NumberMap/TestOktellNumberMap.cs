using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Says what an import would do with every row of a file, and does none of it.</summary>
[Cmdlet(VerbsDiagnostic.Test, "OktellNumberMap", DefaultParameterSetName = "Path")]
[OutputType(typeof(NumberMapRowResult), typeof(NumberMapSummary))]
public sealed class TestOktellNumberMap : NumberMapFileCmdlet
{
    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        foreach (var path in InputPaths())
        {
            await RunAsync(infobase, path, "Checking the number map", apply: false, rejectPath: null).ConfigureAwait(false);
        }
    }
}
