using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>The two procedures that a customer may add for settings.</summary>
public sealed class SettingTests
{
    [Fact]
    public async Task A_setting_is_written_for_its_owner_only()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = Rehearsal.Seed with { Procedures = ["oktellconnect_settings", "oktellconnect_setsetting"] } });
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");

        var written = await AskAsync(ivanov, "oktellconnect_setsetting", new JsonObject { ["@name"] = "devicekind", ["@value"] = "headset" });
        var refused = await AskAsync(ivanov, "oktellconnect_setsetting", new JsonObject { ["name"] = "DeviceKind", ["value"] = "banana" });

        Assert.Equal(0, written.GetWholeNumber("errorcode"));
        Assert.NotEqual(0, refused.GetWholeNumber("errorcode"));
        Assert.Equal("Headset", await KindAsync(ivanov));
        Assert.Equal("IpPhone", await KindAsync(petrov));
    }

    private static async Task<string?> KindAsync(RawClient client)
    {
        var table = (await AskAsync(client, "oktellconnect_settings", [])).GetItems("dataset").Single();
        Assert.Equal(["name", "value", "writable", "note"], table[0].EnumerateArray().Select(cell => cell.GetString()));
        return table[1][1].GetString();
    }

    private static Task<JsonElement> AskAsync(RawClient client, string procedure, JsonObject input) =>
        client.AskAsync("execpredefineddbstoredproc", new JsonObject { ["procedure"] = procedure, ["inputparams"] = input });
}
