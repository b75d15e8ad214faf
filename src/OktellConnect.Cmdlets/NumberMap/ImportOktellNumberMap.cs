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
        var path = InputPath();
        var rejectPath = RejectPath is null ? null : FilePaths.Full(this, RejectPath);
        var action = Replace ? $"Replace the number map with {path}" : $"Import the number map from {path}";
        var apply = ShouldProcess($"{action} into {infobase.Location}", $"{action} into {infobase.Location}?", "Import the number map", out var reason);
        if (!apply && (reason & ShouldProcessReason.WhatIf) == 0)
        {
            return;
        }

        // Replacing removes what the file does not have, so it asks by itself, as commands of high impact do.
        if (apply && Replace && !Force && AsksByItself() && !ShouldContinue($"Entries of {infobase.Location} that {path} does not have will be removed. Continue?", "Replace the number map"))
        {
            return;
        }

        await RunAsync(infobase, path, "Importing the number map", apply, rejectPath).ConfigureAwait(false);
    }

    private bool AsksByItself() => !MyInvocation.BoundParameters.ContainsKey("Confirm")
        && !(SessionState.PSVariable.GetValue("ConfirmPreference") is { } preference && string.Equals(preference.ToString(), nameof(ConfirmImpact.None), StringComparison.OrdinalIgnoreCase));
}
