using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>What a client asks for between login and ready.</summary>
public sealed class StartUpTests
{
    [Fact]
    public async Task The_version_switches_every_feature_on_and_names_the_allowed_procedures()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("getversion", new JsonObject { ["showalloweddbstoredprocs"] = 1 });
        var version = reply.GetProperty("version");
        Assert.Equal(JsonValueKind.Number, version.GetProperty("dated").ValueKind);
        Assert.True(version.GetWholeNumber("dated") >= 160000);
        Assert.Equal(pbx.Host.Uri.Port, version.GetWholeNumber("webserverport"));
        Assert.Equal(["oktellconnect_calls"], reply.GetProperty("alloweddbstoredprocs").EnumerateObject().Select(field => field.Name));
    }

    [Fact]
    public async Task My_information_is_mine()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync("sidorov");
        var reply = await client.AskAsync("getmyuserinfo");
        Assert.Equal("103", reply.GetText("mainpbxnumber"));
        Assert.Equal("103", reply.GetText("linenumber"));
        Assert.Equal("Сидоров Сидор", reply.GetText("username"));
        Assert.True(reply.GetFlag("hasline"));
        Assert.False(reply.GetFlag("isoperator"));
        Assert.True(Guid.TryParse(reply.GetText("lineid"), out _));
    }

    [Fact]
    public async Task An_idle_line_has_an_empty_abonent_and_no_chain()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var line = await client.LineAsync();
        Assert.Equal(1, line.GetWholeNumber("result"));
        Assert.Equal("{}", line.GetProperty("abonent").GetRawText());
        Assert.Equal("00000000-0000-0000-0000-000000000000", line.GetText("chainid"));
        Assert.False(line.GetFlag("isflashing"));
        Assert.False(string.IsNullOrEmpty(line.GetText("linestatestr")));
        Assert.DoesNotContain(line.GetText("linestatestr"), new[] { "lsDisconnected", "lsReserved", "lsCommutated", "lsHookUp" });
    }

    [Fact]
    public async Task The_number_plan_has_everybody_and_the_queue_without_a_state()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var numbers = (await client.AskAsync("getpbxnumbers", new JsonObject { ["mode"] = "full" })).GetItems("numbers").ToList();
        Assert.Equal(["101", "102", "103", "600"], numbers.Select(number => number.GetText("number")));
        Assert.Equal([1, 0, 0, null], numbers.Select(number => number.GetWholeNumber("state")));
        Assert.Equal("Продажи", numbers[0].GetText("department"));
        Assert.Equal("3357f4d2-b37c-4809-9a1a-e4d64808de1b", numbers[0].GetText("userid"));
    }

    [Fact]
    public async Task Subordinates_are_marked_for_their_superior_only()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        var body = new JsonObject { ["fillsubordinates"] = true };
        Assert.Equal([false, true, false], (await ivanov.AskAsync("getallusernumbers", body)).GetItems("users").Select(user => user.GetFlag("sub") == true));
        Assert.All((await petrov.AskAsync("getallusernumbers", new JsonObject())).GetItems("users"), user => Assert.False(user.GetFlag("sub")));
    }

    [Fact]
    public async Task Photo_links_lead_to_pictures()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var link = (await client.AskAsync("getuserphoto", new JsonObject { ["mode"] = "page" })).GetText("link32x32");
        Assert.StartsWith("/", link, StringComparison.Ordinal);
        using var picture = await pbx.GetAsync(link!);
        Assert.Equal("image/svg+xml", picture.Content.Headers.ContentType?.MediaType);
        Assert.Equal(3, (await client.AskAsync("getalluserphotolink")).GetItems("links").Count());
        using var none = await pbx.GetAsync("/photo/nobody-32.svg");
        Assert.Equal(404, (int)none.StatusCode);
    }

    [Fact]
    public async Task Break_reasons_come_from_the_seed()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        Assert.Equal(["Lunch", "Meeting"], (await client.AskAsync("cc_getlunchtypes")).GetItems("items").Select(item => item.GetText("name")));
    }

    [Fact]
    public async Task Redirect_rules_are_kept_until_deleted_with_or_without_dashes()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var rule = new JsonObject { ["id"] = "6ca55cef-4e11-e0a6-b16f-790cd418eec1", ["destinationnumber"] = "103", ["isenabled"] = true, ["state"] = 2 };
        Assert.Equal(1, (await client.AskAsync("saveredirectrules", new JsonObject { ["redirectrule"] = rule.DeepClone() })).GetWholeNumber("result"));
        rule["destinationnumber"] = "102";
        await client.AskAsync("saveredirectrules", new JsonObject { ["redirectrule"] = rule });
        var kept = Assert.Single((await client.AskAsync("getredirectrules")).GetItems("redirectrules"));
        Assert.Equal("6ca55cef4e11e0a6b16f790cd418eec1", kept.GetText("id"));
        Assert.Equal("102", kept.GetText("destinationnumber"));
        await client.AskAsync("deleteredirectrules", new JsonObject { ["ids"] = new JsonArray("6CA55CEF4E11E0A6B16F790CD418EEC1") });
        Assert.Empty((await client.AskAsync("getredirectrules")).GetItems("redirectrules"));
    }

    [Fact]
    public async Task A_redirect_rule_without_destination_is_refused()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        Assert.Equal(0, (await client.AskAsync("saveredirectrules", new JsonObject { ["redirectrule"] = new JsonObject { ["id"] = "x" } })).GetWholeNumber("result"));
    }
}
