using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Writes a setting of the signed-in user.</summary>
[Cmdlet(VerbsCommon.Set, "OktellSetting", SupportsShouldProcess = true)]
[OutputType(typeof(OktellSetting))]
public sealed class SetOktellSetting : ServerCmdlet
{
    /// <summary>Name of the setting.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SettingCompleter))]
    public string Name { get; set; } = "";

    /// <summary>Its value.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    public object? Value { get; set; }

    /// <summary>Emits the setting.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var value = Value is PSObject wrapped ? wrapped.BaseObject : Value;
        if (string.Equals(Name, Settings.PhotoName, StringComparison.OrdinalIgnoreCase) && value is string path)
        {
            value = FilePaths.Literal(this, path);
        }

        var now = await connection.Settings.FindWritableAsync(Name, Cancellation).ConfigureAwait(false);
        if (!await ConfirmAsync($"{now.Name} of {connection.Login} at {connection.Server}, now \"{now.Value}\"", $"Set to \"{value}\"").ConfigureAwait(false))
        {
            return;
        }

        var setting = await connection.Settings.SetAsync(Name, value, Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(setting);
        }
    }
}
