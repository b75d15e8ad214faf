using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Conferences: made, built from a talk, joined, left; what everybody in them sees and hears.</summary>
public sealed class ConferenceTests : IAsyncLifetime
{
    private const string Petrov = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a102";
    private const string Sidorov = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a103";
    private readonly string id = Guid.NewGuid().ToString();
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

    private static JsonObject Who(string field, string value) => new() { [field] = value };

    private async Task CreateAsync(params JsonObject[] others) => await ivanov.DoAsync("createnewconference", Order(), Competitors(others));

    private (string, JsonNode?) Order() => ("conference", new JsonObject
    {
        ["id"] = id, ["room"] = 777, ["name"] = "Планёрка", ["description"] = "", ["accessmode"] = "free", ["isselector"] = false,
        ["record"] = true, ["recordrights"] = "selected", ["everyonecaninvite"] = true, ["canvieweachother"] = true,
    });

    private static (string, JsonNode?) Competitors(JsonObject[] others) => ("competitors", new JsonArray([Who("userlogin", "ivanov"), .. others]));

    private static async Task FollowAsync(RawClient client, string conference)
    {
        await client.DoAsync("confhandleevent", ("conferenceid", conference), ("eventtype", "competitors"), ("handle", true));
        await client.FreshAsync();
    }

    private static async Task<List<string>> ListAsync(RawClient client, string conference) =>
        [.. (await client.DoAsync("getconferenceinfo", ("conferenceid", conference))).GetItems("competitors").Select(one => $"{one.GetText("number")} {one.GetText("confstatestr")}")];

    private static async Task<string> CompetitorAsync(RawClient client, string conference, string number) =>
        (await client.DoAsync("getconferencecompetitors", ("conferenceid", conference))).GetItems("competitorlist").Single(one => one.GetText("number") == number).GetText("competitorid")!;

    private static string Conference(JsonElement line) => line.GetProperty("abonent").GetText("conferenceid")!;

    [Fact]
    public async Task Who_makes_one_is_in_it_at_once_and_the_others_are_rung()
    {
        await ivanov.FreshAsync();
        await petrov.FreshAsync();
        await CreateAsync(Who("userid", Petrov), Who("number", "103"));
        var line = await ivanov.LineAsync();
        Assert.Equal("lsCommutated", line.GetText("linestatestr"));
        Assert.Equal(id, Conference(line));
        Assert.True(line.GetProperty("abonent").GetFlag("isconference"));
        Assert.Equal("ring 101 -", await petrov.ShowsAsync());
        Assert.Equal("ring 101 -", await sidorov.ShowsAsync());
        Assert.Equal(["101 InConference", "102 Invited", "103 Invited"], await ListAsync(ivanov, id));
        await petrov.DoAsync("pbxanswercall");
        Assert.Equal("talk conference -", await petrov.ShowsAsync());
        Assert.Equal(["101 InConference", "102 InConference", "103 Invited"], await ListAsync(petrov, id));
        Assert.Equal(["commstarted conference", "user 5"], await ivanov.HeardAsync());
        Assert.Equal(["ringstarted", "user 5", "ringstopped", "commstarted conference"], await petrov.HeardAsync());
        Assert.Equal(id, petrov.Events.Last(pushed => pushed.Name == "phoneevent_commstarted").Body.GetText("confid"));
    }

    [Fact]
    public async Task Its_info_tells_name_room_and_roles()
    {
        await CreateAsync(Who("intnumber", "102"));
        var info = await ivanov.DoAsync("getconferenceinfo", ("conferenceid", id));
        var conference = info.GetProperty("conference");
        Assert.Equal((id, "Планёрка", 777), (conference.GetText("id"), conference.GetText("name"), conference.GetWholeNumber("room")));
        Assert.False(conference.GetFlag("isghost"));
        var (me, other) = (info.GetItems("competitors").First(), info.GetItems("competitors").Last());
        Assert.True(me.GetFlag("iscreator"));
        Assert.False(other.GetFlag("iscreator"));
        Assert.Equal(Petrov, other.GetText("userid"));
        foreach (var flag in new[] { "isghost", "isghostmajor", "ishidden", "isdirector" })
        {
            Assert.False(me.GetFlag(flag));
        }
    }

    [Theory]
    [InlineData("decline", "MisInviteRefuse")]
    [InlineData("silence", "MisInviteNotRespond")]
    [InlineData("busy", "MisInviteBusy")]
    [InlineData("withdrawn", "MisInviteStop")]
    public async Task Whoever_does_not_come_is_listed_with_the_reason(string how, string state)
    {
        if (how == "busy")
        {
            await pbx.TalkAsync(petrov, "911000");
        }

        await CreateAsync(Who("number", "102"), Who("number", "103"));
        await sidorov.DoAsync("pbxanswercall");
        await FollowAsync(sidorov, id);
        switch (how)
        {
            case "decline":
                await petrov.DoAsync("pbxdeclinecall");
                break;
            case "withdrawn":
                await ivanov.DoAsync("confdisconnectcompetitor", ("conferenceid", id), ("competitor", Who("competitorid", await CompetitorAsync(ivanov, id, "102"))));
                break;
            default:
                pbx.Pass(how == "busy" ? 1 : 30);
                break;
        }

        Assert.Contains($"102 {state}", await ListAsync(sidorov, id));
        Assert.Equal(["confcompositionchanged", "confcompetitorstatechanged"], await sidorov.HeardAsync());
        var told = sidorov.Events.Last(pushed => pushed.Name == "confcompetitorstatechanged").Body.GetProperty("eventinfo");
        Assert.Equal(id, told.GetProperty("conference").GetText("id"));
        Assert.Equal(state, told.GetProperty("competitor").GetText("confstatestr"));
        if (how != "busy")
        {
            Assert.Equal("ready - -", await petrov.ShowsAsync());
        }

        Assert.DoesNotContain((await ivanov.DoAsync("getconferencecompetitors", ("conferenceid", id))).GetItems("competitorlist"), one => one.GetText("number") == "102");
    }

    [Fact]
    public async Task Outside_participants_answer_are_busy_or_do_not_answer()
    {
        await CreateAsync(Who("number", "911000"), Who("number", "922000"), Who("number", "933000"), Who("number", "944000"));
        pbx.Pass(1);
        Assert.Equal(["101 InConference", "911000 InConference", "922000 MisInviteBusy", "933000 Invited", "944000 InConference"], await ListAsync(ivanov, id));
        pbx.Pass(2);
        pbx.Pass(27);
        Assert.Equal(["101 InConference", "911000 InConference", "922000 MisInviteBusy", "933000 MisInviteTimeout", "944000 Exited"], await ListAsync(ivanov, id));
        await pbx.ControlAsync("hangup", new { number = "911000" });
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal(0, Assert.Single((await pbx.ControlAsync("state")).Body.GetItems("outsidelines")).GetWholeNumber("taken"));
    }

    [Fact]
    public async Task A_new_one_is_announced_with_the_composition_first()
    {
        await CreateAsync(Who("number", "102"));
        await petrov.DoAsync("pbxanswercall");
        await FollowAsync(petrov, id);
        await ivanov.DoAsync("invitetoconference", ("conferenceid", id), ("competitors", new JsonArray(Who("number", "103"))));
        await sidorov.DoAsync("pbxanswercall");
        Assert.Equal(["confcompositionchanged", "confcompetitorstatechanged", "confcompositionchanged", "confcompetitorstatechanged"], await petrov.HeardAsync());
        var composition = petrov.Events.First(pushed => pushed.Name == "confcompositionchanged").Body.GetProperty("eventinfo");
        Assert.Equal(id, composition.GetText("conferenceid"));
        Assert.Equal(["101", "102", "103"], composition.GetItems("competitorlist").Select(one => one.GetText("number")));
    }

    [Fact]
    public async Task Only_connections_that_ask_for_it_hear_of_what_happens_inside()
    {
        await using var second = await pbx.LogInAsync();
        await CreateAsync(Who("number", "102"));
        await FollowAsync(ivanov, id);
        await second.FreshAsync();
        await petrov.DoAsync("pbxanswercall");
        Assert.Equal(["confcompositionchanged", "confcompetitorstatechanged"], await ivanov.HeardAsync());
        Assert.Empty(await second.HeardAsync());
        await ivanov.DoAsync("confhandleevent", ("conferenceid", id), ("eventtype", "competitors"), ("handle", false));
        await ivanov.FreshAsync();
        await ivanov.DoAsync("invitetoconference", ("conferenceid", id), ("competitors", new JsonArray(Who("userid", Sidorov))));
        Assert.Empty(await ivanov.HeardAsync());
    }

    [Fact]
    public async Task A_talk_becomes_a_conference()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        var chain = (await ivanov.LineAsync()).GetText("chainid");
        await ivanov.FreshAsync();
        await petrov.FreshAsync();
        await ivanov.DoAsync("buildconferencefromcommutation");
        var line = await ivanov.LineAsync();
        Assert.Equal(chain, line.GetText("chainid"));
        Assert.Equal(Conference(line), Conference(await petrov.LineAsync()));
        Assert.Equal(["commstopped", "commstarted conference"], await ivanov.HeardAsync());
        Assert.Equal(["commstopped", "commstarted conference"], await petrov.HeardAsync());
        Assert.Equal(Conference(line), ivanov.Events.Last(pushed => pushed.Name == "phoneevent_commstarted").Body.GetText("confid"));
        Assert.Equal(["101 InConference", "102 InConference"], await ListAsync(petrov, Conference(line)));
        await ivanov.RefusedAsync("buildconferencefromcommutation");
    }

    [Fact]
    public async Task The_one_on_hold_is_brought_into_the_conference()
    {
        await pbx.TalkAsync(ivanov, "103", sidorov);
        await ivanov.FlashAsync();
        Assert.False((await ivanov.DoAsync("checkcanconnecttogathertoconference")).GetFlag("canconnecttogather"));
        await ivanov.RefusedAsync("connecttogathertoconference");
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.DoAsync("buildconferencefromcommutation");
        var conference = Conference(await ivanov.LineAsync());
        Assert.Equal("talk conference 103", await ivanov.ShowsAsync());
        await ivanov.FreshAsync();
        await sidorov.FreshAsync();
        Assert.True((await ivanov.DoAsync("checkcanconnecttogathertoconference")).GetFlag("canconnecttogather"));
        await ivanov.DoAsync("connecttogathertoconference");
        Assert.Equal("talk conference -", await ivanov.ShowsAsync());
        Assert.Equal("talk conference -", await sidorov.ShowsAsync());
        Assert.Equal(["101 InConference", "102 InConference", "103 InConference"], (await ListAsync(ivanov, conference)).Order());
        Assert.Equal(["flash 6"], await ivanov.HeardAsync());
        Assert.Equal(["flash 12", "commstarted conference"], await sidorov.HeardAsync());
        Assert.False((await ivanov.DoAsync("checkcanconnecttogathertoconference")).GetFlag("canconnecttogather"));
    }

    [Fact]
    public async Task A_whole_conference_can_be_held()
    {
        await CreateAsync(Who("number", "102"));
        await petrov.DoAsync("pbxanswercall");
        await ivanov.FreshAsync();
        await ivanov.FlashAsync();
        var line = await ivanov.LineAsync();
        var flashed = line.GetProperty("flashed");
        Assert.Equal((id, "Планёрка", 777), (flashed.GetText("conferenceid"), flashed.GetText("conferencename"), flashed.GetWholeNumber("conferenceroom")));
        Assert.Equal("lsHookUp", line.GetText("linestatestr"));
        Assert.Equal("talk conference -", await petrov.ShowsAsync());
        Assert.Equal(["101 InConference", "102 InConference"], await ListAsync(ivanov, id));
        await pbx.TalkAsync(ivanov, "103", sidorov);
        await ivanov.FlashAsync();
        Assert.Equal("talk conference 103", await ivanov.ShowsAsync());
        Assert.Equal(["commstopped", "flash 1", "acmcallstarted", "acmcallstopped", "commstarted", "commstopped", "flash 7", "commstarted conference"], await ivanov.HeardAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Hanging_up_with_a_conference_and_somebody_else_brings_him_in_and_leaves(bool isConferenceHeld)
    {
        await CreateAsync(Who("number", "102"));
        await petrov.DoAsync("pbxanswercall");
        await ivanov.FlashAsync();
        await pbx.TalkAsync(ivanov, "103", sidorov);
        if (!isConferenceHeld)
        {
            await ivanov.FlashAsync();
        }

        await ivanov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal(["101 Exited", "102 InConference", "103 InConference"], await ListAsync(sidorov, id));
        Assert.Equal("talk conference -", await sidorov.ShowsAsync());
        await petrov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
    }

    [Theory]
    [InlineData("pbxabortcall")]
    [InlineData("exitconference")]
    public async Task Whoever_leaves_is_free_and_the_last_one_alone_is_too(string method)
    {
        await CreateAsync(Who("number", "102"), Who("number", "103"));
        await petrov.DoAsync("pbxanswercall");
        await sidorov.DoAsync("pbxanswercall");
        await ivanov.DoAsync(method, ("conferenceid", id));
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal(["101 Exited", "102 InConference", "103 InConference"], await ListAsync(petrov, id));
        await petrov.FreshAsync();
        await sidorov.FreshAsync();
        await petrov.DoAsync(method, ("conferenceid", id));
        Assert.Equal("ready - -", await petrov.ShowsAsync());
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
        Assert.Equal(["commstopped", "user 1"], await sidorov.HeardAsync());
        Assert.Empty((await pbx.ControlAsync("state")).Body.GetItems("conferences"));
        await sidorov.RefusedAsync("exitconference", ("conferenceid", id));
    }

    [Fact]
    public async Task When_nobody_comes_the_conference_ends()
    {
        await CreateAsync(Who("number", "102"));
        await petrov.DoAsync("pbxdeclinecall");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
    }

    [Fact]
    public async Task Who_is_still_being_called_when_it_ends_stops_ringing()
    {
        await CreateAsync(Who("number", "102"), Who("number", "911000"));
        await ivanov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await petrov.ShowsAsync());
        pbx.Pass(5);
        var state = (await pbx.ControlAsync("state")).Body;
        Assert.Empty(state.GetItems("lines"));
        Assert.Equal(0, Assert.Single(state.GetItems("outsidelines")).GetWholeNumber("taken"));
    }

    [Fact]
    public async Task Only_the_creator_removes_others_but_everybody_may_remove_himself()
    {
        await CreateAsync(Who("number", "102"), Who("number", "103"));
        await petrov.DoAsync("pbxanswercall");
        await sidorov.DoAsync("pbxanswercall");
        var (mine, other) = (await CompetitorAsync(petrov, id, "102"), await CompetitorAsync(petrov, id, "103"));
        Assert.Equal(90006, await petrov.RefusedAsync("confdisconnectcompetitor", ("conferenceid", id), ("competitor", Who("competitorid", other))));
        await ivanov.RefusedAsync("confdisconnectcompetitor", ("conferenceid", id), ("competitor", Who("competitorid", id)));
        await ivanov.DoAsync("confdisconnectcompetitor", ("conferenceid", id), ("competitor", Who("competitorid", other)));
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
        await petrov.DoAsync("confdisconnectcompetitor", ("conferenceid", id), ("competitor", Who("competitorid", mine)));
        Assert.Equal("ready - -", await petrov.ShowsAsync());
    }

    [Fact]
    public async Task Who_was_removed_can_be_invited_again_and_is_listed_once()
    {
        await CreateAsync(Who("number", "102"), Who("number", "103"));
        await petrov.DoAsync("pbxanswercall");
        await sidorov.DoAsync("pbxdeclinecall");
        await ivanov.DoAsync("invitetoconference", ("conferenceid", id), ("competitors", new JsonArray(Who("number", "103"))));
        await sidorov.DoAsync("pbxanswercall");
        Assert.Equal(["101 InConference", "102 InConference", "103 InConference"], await ListAsync(ivanov, id));
        await ivanov.RefusedAsync("invitetoconference", ("conferenceid", id), ("competitors", new JsonArray(Who("number", "103"))));
    }

    [Fact]
    public async Task Where_only_the_creator_may_invite_others_are_refused()
    {
        var (field, order) = Order();
        order!["everyonecaninvite"] = false;
        await ivanov.DoAsync("createnewconference", (field, order), Competitors([Who("number", "102")]));
        await petrov.DoAsync("pbxanswercall");
        Assert.Equal(90006, await petrov.RefusedAsync("invitetoconference", ("conferenceid", id), ("competitors", new JsonArray(Who("number", "103")))));
        await ivanov.DoAsync("invitetoconference", ("conferenceid", id), ("competitors", new JsonArray(Who("number", "103"))));
    }

    [Fact]
    public async Task What_cannot_be_made_is_refused_and_changes_nothing()
    {
        await ivanov.RefusedAsync("createnewconference", Order(), Competitors([]));
        await ivanov.RefusedAsync("createnewconference", Order(), Competitors([Who("number", "555")]));
        await ivanov.RefusedAsync("createnewconference", Order(), Competitors([Who("number", "600")]));
        await ivanov.RefusedAsync("createnewconference", Order(), Competitors([Who("userid", Guid.NewGuid().ToString())]));
        await ivanov.RefusedAsync("createnewconference", ("conference", new JsonObject { ["id"] = "x" }), Competitors([Who("number", "102")]));
        await ivanov.RefusedAsync("createnewconference", Order(), Competitors([.. Enumerable.Range(0, 101).Select(index => Who("number", $"+7916000{index:D4}"))]));
        await ivanov.RefusedAsync("createnewconference");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        await pbx.TalkAsync(sidorov, "911000");
        await sidorov.RefusedAsync("createnewconference", Order(), Competitors([Who("number", "102")]));
        Assert.Empty((await pbx.ControlAsync("state")).Body.GetItems("conferences"));
    }

    [Fact]
    public async Task An_id_that_is_taken_is_refused_but_a_room_that_is_taken_becomes_another_one()
    {
        await CreateAsync(Who("number", "102"));
        await sidorov.RefusedAsync("createnewconference", Order(), ("competitors", new JsonArray(Who("number", "911000"))));
        var (field, order) = Order();
        var other = Guid.NewGuid().ToString();
        order!["id"] = other;
        await sidorov.DoAsync("createnewconference", (field, order), ("competitors", new JsonArray(Who("number", "911000"))));
        Assert.NotEqual(777, (await sidorov.DoAsync("getconferenceinfo", ("conferenceid", other))).GetProperty("conference").GetWholeNumber("room"));
    }

    [Fact]
    public async Task Of_a_conference_that_one_is_not_in_one_hears_nothing_but_gets_empty_lists()
    {
        await CreateAsync(Who("number", "102"));
        foreach (var conference in new[] { id, "nonsense" })
        {
            var info = await sidorov.AskAsync("getconferenceinfo", new JsonObject { ["conferenceid"] = conference });
            Assert.Equal(0, info.GetWholeNumber("result"));
            Assert.Equal(JsonValueKind.Array, info.GetProperty("competitors").ValueKind);
            Assert.Equal(JsonValueKind.Object, info.GetProperty("conference").ValueKind);
            var list = await sidorov.AskAsync("getconferencecompetitors", new JsonObject { ["conferenceid"] = conference });
            Assert.Equal(0, list.GetWholeNumber("result"));
            Assert.Equal(JsonValueKind.Array, list.GetProperty("competitorlist").ValueKind);
        }
    }

    [Fact]
    public async Task The_journal_has_a_leg_for_each_participant_in_one_call()
    {
        await CreateAsync(Who("number", "102"), Who("number", "911000"), Who("number", "103"));
        await petrov.DoAsync("pbxanswercall");
        await sidorov.DoAsync("pbxdeclinecall");
        pbx.Pass(1);
        pbx.Pass(60);
        await petrov.DoAsync("pbxabortcall");
        await ivanov.DoAsync("pbxabortcall");
        var legs = (await ivanov.DoAsync("getpbxcalljournal")).GetItems("data").ToList();
        Assert.Equal(
            ["7 777 911000 1", "8 777 101 1", "8 777 102 1", "8 777 103 0"],
            legs.Select(leg => $"{leg.GetWholeNumber("connectiontype")} {leg.GetText("aoutnumber")} {leg.GetText("boutnumber")} {leg.GetWholeNumber("isrecorded")}").Order(StringComparer.Ordinal));
        Assert.Single(legs.Select(leg => leg.GetText("chainid")).Distinct());
    }

    [Fact]
    public async Task A_conference_that_is_not_to_be_recorded_is_not()
    {
        var (field, order) = Order();
        order!["record"] = false;
        await ivanov.DoAsync("createnewconference", (field, order), Competitors([Who("number", "102")]));
        await petrov.DoAsync("pbxanswercall");
        await ivanov.DoAsync("pbxabortcall");
        Assert.All((await ivanov.DoAsync("getpbxcalljournal")).GetItems("data"), leg => Assert.Equal((0, ""), ((int)leg.GetWholeNumber("isrecorded")!, leg.GetText("recordlink"))));
    }
}
