using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>A supervisor in a subordinate's talk: what he sees, and what those he listens to do not.</summary>
public sealed class GhostTests : IAsyncLifetime
{
    private const string Ivanov = "3357f4d2-b37c-4809-9a1a-e4d64808de1b";
    private const string Petrov = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a102";
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

    private async Task<string> ListenAsync()
    {
        await pbx.TalkAsync(petrov, "103", sidorov);
        await petrov.FreshAsync();
        await sidorov.FreshAsync();
        await ivanov.FreshAsync();
        await ivanov.DoAsync("attachasghost", ("ghostedid", Petrov));
        return (await ivanov.LineAsync()).GetProperty("abonent").GetText("conferenceid")!;
    }

    private async Task<Dictionary<string, JsonElement>> SeenAsync(RawClient client, string id) =>
        (await client.DoAsync("getconferenceinfo", ("conferenceid", id))).GetItems("competitors").ToDictionary(one => one.GetText("number")!);

    private Task ModeAsync(string id, string mode) => ivanov.DoAsync("confsetghostmode", ("conferenceid", id), ("ghostmode", mode));

    [Fact]
    public async Task Nobody_notices_who_listens()
    {
        var id = await ListenAsync();
        Assert.Equal("talk conference -", await ivanov.ShowsAsync());
        Assert.Equal("talk 103 -", await petrov.ShowsAsync());
        Assert.Equal("talk 102 -", await sidorov.ShowsAsync());
        Assert.Equal(["commstarted conference", "user 5"], await ivanov.HeardAsync());
        Assert.Equal(id, ivanov.Events.First(pushed => pushed.Name == "phoneevent_commstarted").Body.GetText("confid"));
        await ModeAsync(id, "help");
        await ModeAsync(id, "monitor");
        Assert.Empty(await petrov.HeardAsync());
        Assert.Empty(await sidorov.HeardAsync());
        Assert.Equal(0, (await petrov.AskAsync("getconferenceinfo", new JsonObject { ["conferenceid"] = id })).GetWholeNumber("result"));
    }

    [Fact]
    public async Task The_supervisor_sees_a_conference_in_which_the_others_are_marked()
    {
        var id = await ListenAsync();
        var info = await ivanov.DoAsync("getconferenceinfo", ("conferenceid", id));
        Assert.True(info.GetProperty("conference").GetFlag("isghost"));
        Assert.Equal("monitor", info.GetProperty("conference").GetText("ghostmode"));
        var seen = await SeenAsync(ivanov, id);
        Assert.Equal(["101", "102", "103"], seen.Keys.Order());
        Assert.True(seen["102"].GetFlag("isghost"));
        Assert.True(seen["102"].GetFlag("isghostmajor"));
        Assert.True(seen["103"].GetFlag("isghost"));
        Assert.False(seen["103"].GetFlag("isghostmajor"));
        Assert.False(seen["101"].GetFlag("isghost"));
        Assert.True(seen["101"].GetFlag("ishidden"));
        Assert.All(seen.Values, one => Assert.NotNull(one.GetNonEmptyText("competitorid")));
    }

    [Fact]
    public async Task Helping_is_heard_by_the_one_he_came_for_or_by_whom_he_chooses()
    {
        var id = await ListenAsync();
        await ModeAsync(id, "help");
        var seen = await SeenAsync(ivanov, id);
        Assert.Equal((true, false), (seen["102"].GetFlag("ghosthelp"), seen["103"].GetFlag("ghosthelp")));
        async Task VoiceAsync(string number, bool isHelped) =>
            await ivanov.DoAsync("confsetvoiceparams", ("conferenceid", id), ("competitor", new JsonObject { ["competitorid"] = seen[number].GetText("competitorid"), ["ghosthelp"] = isHelped }));
        await VoiceAsync("103", true);
        Assert.True((await SeenAsync(ivanov, id))["103"].GetFlag("ghosthelp"));
        await VoiceAsync("103", false);
        await VoiceAsync("102", false);
        Assert.All((await SeenAsync(ivanov, id)).Values, one => Assert.False(one.GetFlag("ghosthelp")));
        Assert.Equal("monitor", Assert.Single((await pbx.ControlAsync("state")).Body.GetItems("ghosts")).GetText("mode"));
    }

    [Fact]
    public async Task Joining_in_aloud_makes_it_a_conference_for_all_until_he_is_quiet_again()
    {
        var id = await ListenAsync();
        await ModeAsync(id, "conference");
        Assert.Equal("talk conference -", await petrov.ShowsAsync());
        Assert.Equal("talk conference -", await sidorov.ShowsAsync());
        Assert.Equal(["commstarted conference"], await petrov.HeardAsync());
        var seen = await SeenAsync(sidorov, id);
        Assert.Equal(["101", "102", "103"], seen.Keys.Order());
        Assert.All(seen.Values, one => Assert.False(one.GetFlag("isghost") == true || one.GetFlag("ishidden") == true));
        Assert.False((await sidorov.DoAsync("getconferenceinfo", ("conferenceid", id))).GetProperty("conference").GetFlag("isghost"));
        Assert.True((await ivanov.DoAsync("getconferenceinfo", ("conferenceid", id))).GetProperty("conference").GetFlag("isghost"));
        await petrov.FreshAsync();
        await ModeAsync(id, "monitor");
        Assert.Equal("talk 103 -", await petrov.ShowsAsync());
        Assert.Equal(["commstarted"], await petrov.HeardAsync());
    }

    [Theory]
    [InlineData("petrov")]
    [InlineData("sidorov")]
    public async Task When_the_talk_ends_the_supervisor_is_free(string who)
    {
        await ListenAsync();
        await ivanov.FreshAsync();
        await (who == "petrov" ? petrov : sidorov).DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal(["commstopped", "user 1"], await ivanov.HeardAsync());
        Assert.Empty((await pbx.ControlAsync("state")).Body.GetItems("ghosts"));
    }

    [Theory]
    [InlineData("pbxabortcall")]
    [InlineData("exitconference")]
    public async Task The_supervisor_leaves_and_nobody_notices(string method)
    {
        var id = await ListenAsync();
        await ivanov.DoAsync(method, ("conferenceid", id));
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Empty(await petrov.HeardAsync());
        Assert.Equal("talk 103 -", await petrov.ShowsAsync());
    }

    [Fact]
    public async Task He_goes_along_when_the_talk_changes_and_listens_again()
    {
        var id = await ListenAsync();
        await ModeAsync(id, "conference");
        await petrov.DoAsync("buildconferencefromcommutation");
        Assert.Equal(id, (await ivanov.LineAsync()).GetProperty("abonent").GetText("conferenceid"));
        Assert.Equal("monitor", (await ivanov.DoAsync("getconferenceinfo", ("conferenceid", id))).GetProperty("conference").GetText("ghostmode"));
        var conference = (await petrov.LineAsync()).GetProperty("abonent").GetText("conferenceid")!;
        Assert.NotEqual(id, conference);
        Assert.Equal(["102", "103"], (await SeenAsync(petrov, conference)).Keys.Order());
        await ModeAsync(id, "conference");
        Assert.Equal(["101", "102", "103"], (await SeenAsync(petrov, conference)).Keys.Order());
        await petrov.FlashAsync();
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
    }

    [Fact]
    public async Task Only_superiors_may_listen()
    {
        await pbx.TalkAsync(ivanov, "103", sidorov);
        Assert.Equal(52710, await petrov.RefusedAsync("attachasghost", ("ghostedid", Ivanov)));
        Assert.Equal("ready - -", await petrov.ShowsAsync());
    }

    [Fact]
    public async Task There_has_to_be_a_talk_and_a_free_line()
    {
        Assert.Equal(90004, await ivanov.RefusedAsync("attachasghost", ("ghostedid", Petrov)));
        Assert.Equal(90005, await ivanov.RefusedAsync("attachasghost", ("ghostedid", Guid.NewGuid().ToString())));
        Assert.Equal(52710, await ivanov.RefusedAsync("attachasghost", ("ghostedid", Ivanov)));
        await pbx.TalkAsync(petrov, "103", sidorov);
        await pbx.TalkAsync(ivanov, "911000");
        Assert.Equal(90004, await ivanov.RefusedAsync("attachasghost", ("ghostedid", Petrov)));
    }

    [Fact]
    public async Task What_makes_no_sense_while_listening_is_refused()
    {
        var id = await ListenAsync();
        await ivanov.RefusedAsync("pbxmakeflash", ("mode", "switch"));
        await ivanov.RefusedAsync("pbxmaketransfer", ("transferto", "911000"));
        await ivanov.RefusedAsync("pbxautocallstart", ("number", "911000"));
        await ivanov.RefusedAsync("buildconferencefromcommutation");
        await ivanov.RefusedAsync("invitetoconference", ("conferenceid", id), ("competitors", new JsonArray(new JsonObject { ["number"] = "911000" })));
        await ivanov.RefusedAsync("confsetghostmode", ("conferenceid", id), ("ghostmode", "shout"));
        await petrov.RefusedAsync("confsetghostmode", ("conferenceid", id), ("ghostmode", "help"));
        await ivanov.RefusedAsync("confsetvoiceparams", ("conferenceid", id), ("competitor", new JsonObject { ["competitorid"] = "x", ["ghosthelp"] = true }));
        Assert.Equal("talk conference -", await ivanov.ShowsAsync());
    }
}
