using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Where calls go when people have redirected them.</summary>
public sealed class RedirectTests : IAsyncLifetime
{
    private Rehearsal pbx = null!;
    private RawClient ivanov = null!;
    private RawClient petrov = null!;
    private RawClient sidorov = null!;

    public async ValueTask InitializeAsync()
    {
        pbx = await Rehearsal.StartAsync();
        ivanov = await pbx.LogInAsync();
        petrov = await pbx.LogInAsync("petrov");
        sidorov = await pbx.LogInAsync("sidorov");
    }

    public async ValueTask DisposeAsync()
    {
        await ivanov.DisposeAsync();
        await petrov.DisposeAsync();
        await sidorov.DisposeAsync();
        await pbx.DisposeAsync();
    }

    // As the vendor's client saves it, but for what a test wants otherwise.
    private static async Task SaveAsync(RawClient client, string destination, params (string Name, JsonNode? Value)[] changes)
    {
        var rule = new JsonObject
        {
            ["id"] = $"6ca55cef4e11e0a6b16f790cd418eec{changes.Length}", ["caption"] = "", ["description"] = "", ["priority"] = 1, ["isenabled"] = true, ["allowcascade"] = true,
            ["state"] = 2, ["destinationnumber"] = destination, ["onlyforredirectstate"] = true, ["definesources"] = false,
        };
        foreach (var (name, value) in changes)
        {
            rule[name] = value;
        }

        await client.DoAsync("saveredirectrules", ("redirectrule", rule));
    }

    private async Task<string> RingsAsync()
    {
        await pbx.ControlAsync("call", new { from = "+79161234567", to = "102" });
        var ringing = new List<string>();
        foreach (var client in new[] { ivanov, petrov, sidorov })
        {
            if (await client.PhoneAsync() == "ring")
            {
                ringing.Add(client.Login);
            }
        }

        await pbx.ControlAsync("hangup", new { number = "+79161234567" });
        return string.Join(",", ringing);
    }

    [Fact]
    public async Task The_vendors_rule_counts_only_while_redirection_is_chosen()
    {
        await SaveAsync(petrov, "103");
        Assert.Equal("petrov", await RingsAsync());
        await petrov.DoAsync("setuserstate", ("onredirect", true));
        Assert.Equal("sidorov", await RingsAsync());
        await petrov.DoAsync("deleteredirectrules", ("ids", new JsonArray("6ca55cef4e11e0a6b16f790cd418eec0")));
        Assert.Equal("petrov", await RingsAsync());
    }

    [Theory]
    [InlineData("onlyforredirectstate", "false", "sidorov")]
    [InlineData("isenabled", "false", "petrov")]
    [InlineData("state", "1", "petrov")]
    [InlineData("state", "0", "petrov")]
    public async Task A_rule_counts_when_it_is_enabled_active_and_meant_for_the_state(string field, string value, string expected)
    {
        await petrov.DoAsync("setuserstate", ("onredirect", field != "onlyforredirectstate"));
        await SaveAsync(petrov, "103", (field, JsonNode.Parse(value)));
        Assert.Equal(expected, await RingsAsync());
    }

    [Fact]
    public async Task Of_several_rules_the_one_with_the_lowest_priority_counts()
    {
        await petrov.DoAsync("setuserstate", ("onredirect", true));
        await SaveAsync(petrov, "103", ("priority", 5));
        await SaveAsync(petrov, "101", ("priority", 2), ("caption", "x"));
        Assert.Equal("ivanov", await RingsAsync());
    }

    [Theory]
    [InlineData(true, "ivanov")]
    [InlineData(false, "sidorov")]
    public async Task A_redirected_call_is_redirected_again_where_the_rule_allows_it(bool allowsCascade, string expected)
    {
        await petrov.DoAsync("setuserstate", ("onredirect", true));
        await sidorov.DoAsync("setuserstate", ("onredirect", true));
        await SaveAsync(petrov, "103");
        await SaveAsync(sidorov, "101", ("allowcascade", allowsCascade));
        Assert.Equal(expected, await RingsAsync());
    }

    [Fact]
    public async Task People_who_redirect_to_each_other_cannot_be_reached()
    {
        await petrov.DoAsync("setuserstate", ("onredirect", true));
        await sidorov.DoAsync("setuserstate", ("onredirect", true));
        await SaveAsync(petrov, "103");
        await SaveAsync(sidorov, "102");
        Assert.Equal(90005, await ivanov.RefusedAsync("pbxautocallstart", ("number", "102")));
        Assert.Equal(404, (await pbx.ControlAsync("call", new { from = "+79161234567", to = "102" })).Status);
    }

    [Fact]
    public async Task A_call_from_outside_can_be_redirected_outside_and_to_a_queue()
    {
        await petrov.DoAsync("setuserstate", ("onredirect", true));
        await SaveAsync(petrov, "911000");
        await pbx.ControlAsync("call", new { from = "+79161234567", to = "102" });
        pbx.Pass(1);
        var call = Assert.Single((await pbx.ControlAsync("state")).Body.GetItems("calls"));
        Assert.Equal(("911000", true), (call.GetText("to"), call.GetFlag("talking")));
        await pbx.ControlAsync("hangup", new { number = "911000" });
        await SaveAsync(petrov, "600");
        Assert.Equal("ivanov", await RingsAsync());
    }
}
