using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Lists what the server offers the signed-in user for setting.</summary>
[Cmdlet(VerbsCommon.Get, "OktellSetting")]
[OutputType(typeof(OktellSetting))]
public sealed class GetOktellSetting : ServerCmdlet
{
    /// <summary>Names; wildcards.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string[] Name { get; set; } = ["*"];

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var settings = await RequireConnection().Settings.GetAsync(Cancellation).ConfigureAwait(false);
        foreach (var wanted in Name)
        {
            var pattern = Wildcards.Patterns([wanted]);
            var found = settings.Where(setting => pattern.AnyMatch(setting.Name)).ToList();
            if (found.Count == 0 && !WildcardPattern.ContainsWildcardCharacters(wanted))
            {
                WriteFailure(new OktellException(OktellErrors.SettingNotFound, $"There is no setting \"{wanted}\".", target: wanted), wanted);
            }

            found.ForEach(Write);
        }
    }
}
