using System.Text.Json.Nodes;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Engine.Tests.Messaging;

namespace OktellConnect.Engine.Tests.Personal;

public class SettingTests
{
    [Fact]
    public async Task What_is_known_is_listed_with_whether_it_can_be_written_and_the_rest_as_unknown()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Answers["getredirectrules"] = _ => PeopleServer.Refused("no rights");
        using var connection = await server.OpenAsync();

        var settings = (await connection.Settings.GetAsync(Clients.Stop)).ToDictionary(setting => setting.Name);

        Assert.Equal(["State", "CallCenter", "CallCenterManual", "Photo"], settings.Values.Where(setting => setting.IsWritable).Select(setting => setting.Name));
        Assert.Equal("Ready", settings["State"].Value);
        Assert.Equal("Иванов Иван", settings["UserName"].Value);
        Assert.Equal(true, settings["IsOperator"].Value);
        Assert.Contains("no rights", settings["RedirectNumber"].Note, StringComparison.Ordinal);
        Assert.Equal((null, null), (settings["DeviceKind"].Value, settings["DeviceKind"].Source));
        Assert.Null(settings["Password"].Value);
    }

    [Fact]
    public async Task The_customers_procedures_add_settings()
    {
        var kind = "Headset";
        await using var server = await PeopleServer.StartAsync();
        server.Procedures["oktellconnect_settings"] = _ => Table(new JsonArray("Name", "Value", "Writable", "Note"), new JsonArray("DeviceKind", kind, 1, "Гарнитура или телефон"), new JsonArray("Volume", 5, 0, null), new JsonArray("state", "x", 1, null));
        server.Procedures["oktellconnect_setsetting"] = input =>
        {
            kind = input["@value"]!.GetValue<string>();
            return new JsonObject { ["result"] = 1, ["errorcode"] = 0 };
        };
        using var connection = await server.OpenAsync();

        var settings = await connection.Settings.GetAsync(Clients.Stop);
        var written = await connection.Settings.SetAsync("devicekind", "IPPhone", Clients.Stop);
        var refused = await Clients.RefusalAsync(() => connection.Settings.SetAsync("Volume", 6, Clients.Stop));

        Assert.Equal(["DeviceKind", "Volume"], settings.Where(setting => setting.Source == "oktellconnect_settings").Select(setting => setting.Name));
        Assert.Equal("IPPhone", written.Value);
        Assert.Equal(OktellErrors.SettingNotWritable, refused.Error);
        Assert.Equal(5L, settings.Single(setting => setting.Name == "Volume").Value);
    }

    [Fact]
    public async Task A_table_without_name_and_value_is_an_error()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Procedures["oktellconnect_settings"] = _ => Table(new JsonArray("a"), new JsonArray("b"));
        using var connection = await server.OpenAsync();

        Assert.Equal(OktellErrors.SettingsUnreadable, (await Clients.RefusalAsync(() => connection.Settings.GetAsync(Clients.Stop))).Error);
    }

    [Theory]
    [InlineData("nothing", "1", nameof(OktellErrors.SettingNotFound))]
    [InlineData("UserName", "1", nameof(OktellErrors.SettingNotWritable))]
    [InlineData("DeviceKind", "1", nameof(OktellErrors.SettingNotWritable))]
    [InlineData("State", "7", nameof(OktellErrors.SettingValueInvalid))]
    [InlineData("CallCenter", "maybe", nameof(OktellErrors.SettingValueInvalid))]
    public async Task What_cannot_be_written_is_refused_before_anything_is_sent(string name, string value, string error)
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        Assert.Equal(error, (await Clients.RefusalAsync(() => connection.Settings.SetAsync(name, value, Clients.Stop))).Error.Id);
        Assert.Empty(server.Bodies("setuserstate"));
    }

    [Fact]
    public async Task Call_centre_flags_go_the_way_of_the_user_state()
    {
        await using var server = await PeopleServer.StartAsync();
        var inCenter = false;
        server.Answers["getuserstate"] = _ => new JsonObject { ["userstateid"] = 1, ["oncallcenter"] = inCenter };
        server.Answers["setuserstate"] = message =>
        {
            inCenter = message.Body["oncallcenter"]!.GetValue<bool>();
            return new JsonObject { ["userstateid"] = 1, ["oncallcenter"] = inCenter };
        };
        using var connection = await server.OpenAsync();

        var written = await connection.Settings.SetAsync("CallCenter", true, Clients.Stop);

        Assert.Equal(true, written.Value);
        Assert.Equal("""{"userstateid":1,"oncallcenter":true,"onredirect":false}""", Assert.Single(server.Bodies("setuserstate")).ToJsonString());
    }

    private static JsonObject Table(params JsonArray[] rows) => new() { ["result"] = 1, ["errorcode"] = 0, ["dataset"] = new JsonArray(new JsonArray([.. rows])) };
}
