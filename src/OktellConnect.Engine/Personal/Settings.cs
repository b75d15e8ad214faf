using System.Globalization;
using OktellConnect.Client;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Personal;

/// <summary>
/// What the server is known to offer the signed-in user for setting (docs/protocol.md, "Settings"). What no method is known for is listed as
/// unknown. A customer may add settings of his own with two stored procedures. Nothing is remembered here: the server is asked. Thread-safe.
/// </summary>
public sealed class Settings
{
    /// <summary>Name of the setting whose value is the path of a picture.</summary>
    public const string PhotoName = SettingName.Photo;

    private const string NotToldNote = "No method of the server is known that tells or sets it; the procedure " + CustomSettings.ReadProcedure + " may.";

    /// <summary>Names of the settings that are known without asking.</summary>
    public static IReadOnlyList<string> KnownNames { get; } =
    [
        SettingName.State, SettingName.CallCenter, SettingName.CallCenterManual, SettingName.RedirectNumber, SettingName.Photo, SettingName.UserName, SettingName.Number,
        SettingName.LineNumber, SettingName.HasLine, SettingName.IsOperator, SettingName.BreakReason, SettingName.IsRedirecting, SettingName.Password, SettingName.DeviceKind,
    ];

    private readonly OktellConnection connection;
    private readonly CustomSettings custom;

    internal Settings(OktellConnection connection) => (this.connection, custom) = (connection, new CustomSettings(connection.Client));

    /// <summary>All settings: those that are known, then the customer's.</summary>
    /// <exception cref="OktellException">The server did not answer, or the customer's procedure failed. A known setting that is refused is listed with the reason.</exception>
    public async Task<IReadOnlyList<OktellSetting>> GetAsync(CancellationToken cancellation)
    {
        var me = connection.User;
        var settings = new List<OktellSetting>
        {
            new() { Name = SettingName.UserName, Value = me.Name, Source = "getmyuserinfo" },
            new() { Name = SettingName.Number, Value = me.Number, Source = "getmyuserinfo" },
            new() { Name = SettingName.LineNumber, Value = me.LineNumber, Source = "getmyuserinfo" },
            new() { Name = SettingName.HasLine, Value = me.HasLine, Source = "getmyuserinfo" },
            new() { Name = SettingName.IsOperator, Value = me.IsOperator, Source = "getmyuserinfo" },
        };
        settings.AddRange(await StateAsync(cancellation).ConfigureAwait(false));
        settings.Add(await ReadAsync(SettingName.RedirectNumber, "getredirectrules", async () => (await connection.Redirects.FindOwnAsync(cancellation).ConfigureAwait(false))?.Number).ConfigureAwait(false));
        settings.Add(await ReadAsync(SettingName.Photo, "getuserphoto", async () => (await connection.Photos.GetOwnAsync(cancellation).ConfigureAwait(false)).Uri).ConfigureAwait(false));
        settings.Add(new() { Name = SettingName.Password, Note = "Never told; Set-OktellPassword changes it." });
        var added = await custom.GetAsync(cancellation).ConfigureAwait(false);
        if (!added.Any(setting => IsNamed(setting, SettingName.DeviceKind)))
        {
            settings.Add(new() { Name = SettingName.DeviceKind, Note = "Headset or IP phone. " + NotToldNote });
        }

        // What is known here is not the customer's to redefine.
        settings.AddRange(added.Where(setting => !settings.Exists(known => IsNamed(known, setting.Name))));
        return settings;
    }

    /// <summary>Writes a setting.</summary>
    /// <param name="name">Its name; case does not matter.</param>
    /// <param name="value">Its value: a flag for flags; for Photo the full path of a picture; for RedirectNumber null or an empty text removes the rule.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The setting as it then is.</returns>
    /// <exception cref="OktellException">SettingNotFound, SettingNotWritable, SettingValueInvalid: nothing was sent. Otherwise what the setting's own way says.</exception>
    public async Task<OktellSetting> SetAsync(string name, object? value, CancellationToken cancellation)
    {
        var setting = await FindWritableAsync(name, cancellation).ConfigureAwait(false);
        var state = connection.OwnState;
        switch (setting.Name)
        {
            case SettingName.State:
                await state.SetAsync(ToState(value), null, state.Current.CallCenter, state.Current.Manual, cancellation).ConfigureAwait(false);
                break;
            case SettingName.CallCenter:
                var inCenter = ToFlag(setting, value);
                await state.SetAsync(WantedUserState.Ready, null, inCenter, inCenter && state.Current.Manual, cancellation).ConfigureAwait(false);
                break;
            case SettingName.CallCenterManual:
                var byHand = ToFlag(setting, value);
                await state.SetAsync(WantedUserState.Ready, null, byHand || state.Current.CallCenter, byHand, cancellation).ConfigureAwait(false);
                break;
            case SettingName.RedirectNumber:
                await RedirectAsync(ToText(value), cancellation).ConfigureAwait(false);
                break;
            case SettingName.Photo:
                await connection.Photos.SetOwnAsync(ToText(value), null, cancellation).ConfigureAwait(false);
                break;
            default:
                await custom.SetAsync(setting.Name, value, cancellation).ConfigureAwait(false);
                break;
        }

        return await RequireAsync(name, cancellation).ConfigureAwait(false);
    }

    /// <summary>The setting as it is, if it can be written.</summary>
    /// <exception cref="OktellException">SettingNotFound, SettingNotWritable.</exception>
    public async Task<OktellSetting> FindWritableAsync(string name, CancellationToken cancellation)
    {
        var setting = await RequireAsync(name, cancellation).ConfigureAwait(false);
        return setting.IsWritable
            ? setting
            : throw new OktellException(OktellErrors.SettingNotWritable, $"The setting {setting.Name} cannot be written.{(setting.Note is { } note ? " " + note : "")}", target: setting.Name);
    }

    private static bool IsNamed(OktellSetting setting, string name) => string.Equals(setting.Name, name, StringComparison.OrdinalIgnoreCase);

    private async Task<OktellSetting> RequireAsync(string name, CancellationToken cancellation)
    {
        var settings = await GetAsync(cancellation).ConfigureAwait(false);
        return settings.FirstOrDefault(setting => IsNamed(setting, name)) ?? throw new OktellException(OktellErrors.SettingNotFound,
            $"There is no setting \"{name}\"; there is: {string.Join(", ", settings.Select(setting => setting.Name))}.", target: name);
    }

    private async Task<IEnumerable<OktellSetting>> StateAsync(CancellationToken cancellation)
    {
        const string Source = "getuserstate";
        UserStateInfo? state = null;
        string? problem = null;
        try
        {
            state = await connection.OwnState.ReloadAsync(cancellation).ConfigureAwait(false);
        }
        catch (OktellRequestException refused) when (refused.Error == OktellErrors.RequestRefused)
        {
            problem = refused.Summary;
        }

        OktellSetting Make(string name, object? value, bool isWritable) =>
            new() { Name = name, Value = value, IsWritable = isWritable && state is not null, Source = Source, Note = problem };
        return
        [
            Make(SettingName.State, state?.State.ToString(), true),
            Make(SettingName.BreakReason, state?.BreakReason?.Name, false),
            Make(SettingName.CallCenter, state?.CallCenter, true),
            Make(SettingName.CallCenterManual, state?.Manual, true),
            Make(SettingName.IsRedirecting, state?.Redirected, false),
        ];
    }

    private static async Task<OktellSetting> ReadAsync<T>(string name, string source, Func<Task<T?>> read)
    {
        try
        {
            return new OktellSetting { Name = name, Value = await read().ConfigureAwait(false), IsWritable = true, Source = source };
        }
        catch (OktellRequestException refused) when (refused.Error == OktellErrors.RequestRefused)
        {
            return new OktellSetting { Name = name, Source = source, Note = refused.Summary };
        }
    }

    private async Task RedirectAsync(string number, CancellationToken cancellation)
    {
        if (number.Length > 0)
        {
            await connection.Redirects.SetAsync(number, cancellation).ConfigureAwait(false);
        }
        else if (await connection.Redirects.FindOwnAsync(cancellation).ConfigureAwait(false) is { } rule)
        {
            await connection.Redirects.RemoveAsync([rule], cancellation).ConfigureAwait(false);
        }
    }

    private static string ToText(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture)?.Trim() ?? "";

    private static bool ToFlag(OktellSetting setting, object? value) => ToText(value).ToUpperInvariant() switch
    {
        "TRUE" or "1" or "ДА" => true,
        "FALSE" or "0" or "НЕТ" => false,
        var text => throw new OktellException(OktellErrors.SettingValueInvalid, $"{setting.Name} is a flag; \"{text}\" is neither true nor false.", target: setting.Name),
    };

    private static WantedUserState ToState(object? value) => ToText(value).ToUpperInvariant() switch
    {
        "READY" => WantedUserState.Ready,
        "BREAK" => WantedUserState.Break,
        "DONOTDISTURB" => WantedUserState.DoNotDisturb,
        "BUSY" => WantedUserState.Busy,
        "REDIRECT" => WantedUserState.Redirect,
        _ => throw new OktellException(OktellErrors.SettingValueInvalid, $"\"{ToText(value)}\" is no state to set; there is Ready, Break, DoNotDisturb, Busy and Redirect.", target: SettingName.State),
    };
}
