using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Brings a file of telephone numbers into the number map: all of it or nothing.</summary>
[Cmdlet(VerbsData.Import, "OktellNumberMap", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(NumberMapRowResult), typeof(NumberMapSummary))]
public sealed class ImportOktellNumberMap : NumberMapFileCmdlet
{
    /// <summary>Where rejected rows are written.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RejectPath { get; set; }

    /// <summary>Replace the map without the extra question.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        var paths = InputPaths();
        if (paths.Length > 1 && RejectPath is not null)
        {
            throw new OktellException(OktellErrors.PathAmbiguous, $"Parameter RejectPath: {paths.Length} files cannot have one rejects file.", target: RejectPath);
        }

        foreach (var path in paths)
        {
            // On the pipeline thread: an infobase of another kind may have answered for the file before on a thread of its own.
            var decision = await AskAsync(() => Decide(infobase, path)).ConfigureAwait(false);
            if (decision is not null)
            {
                await RunAsync(infobase, path, "Importing the number map", decision.Value, RejectPath is null ? null : FilePaths.Literal(this, RejectPath)).ConfigureAwait(false);
            }
        }
    }

    /// <summary>True to import, false to show the plan (-WhatIf), null to leave the file alone.</summary>
    private bool? Decide(IInfobase infobase, string path)
    {
        var action = Replace ? $"Replace the number map with {path}" : $"Import the number map from {path}";
        if (!ShouldProcess($"{action} into {infobase.Location}", $"{action} into {infobase.Location}?", "Import the number map", out var reason))
        {
            return (reason & ShouldProcessReason.WhatIf) != 0 ? false : null;
        }

        // Replacing removes what the file does not have, so it asks by itself, as commands of high impact do.
        return Replace && !Force && AsksByItself() && !ShouldContinue($"Entries of {infobase.Location} that {path} does not have will be removed. Continue?", "Replace the number map")
            ? null
            : true;
    }

    private bool AsksByItself() => !MyInvocation.BoundParameters.ContainsKey("Confirm")
        && !(SessionState.PSVariable.GetValue("ConfirmPreference") is { } preference && string.Equals(preference.ToString(), nameof(ConfirmImpact.None), StringComparison.OrdinalIgnoreCase));
}
