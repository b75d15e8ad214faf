using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Telephony;

public class ConferenceTests
{
    private const string Alone = """{"conference":{"id":"conf1"},"competitors":[{"competitorid":"K1","number":"101"}]}""";

    [Fact]
    public async Task The_list_shows_who_is_there_and_not_who_has_gone()
    {
        await using var server = await StartAsync(Lines.InConference);
        using var connection = await server.OpenAsync();

        var conference = connection.Conferences.Current!;
        Assert.Equal(("conf1", "Планёрка", 17, false, true), (conference.Id, conference.Name, conference.Room, conference.IsMonitoring, conference.IsCreator));
        Assert.Equal(["101", "102"], conference.Participants.Select(one => one.Number));
        Assert.Equal(("k2", "102", "Петров", "conf1"), connection.Phone.Parties.Select(party => (party.CompetitorId, party.Number, party.Name, party.ConferenceId)).Single());
        Assert.Equal("conf1", connection.Phone.CurrentCall!.ConferenceId);
    }

    [Theory]
    [InlineData("Exited", false)]
    [InlineData("MisInviteBusy", false)]
    [InlineData("MisInviteNotRespond", false)]
    [InlineData("MisInviteTimeout", false)]
    [InlineData("MisInviteStop", false)]
    [InlineData("MisInviteAbort", false)]
    [InlineData("MisInviteRefuse", false)]
    [InlineData("misinviterefuse", true)]
    [InlineData("Whatever", true)]
    [InlineData("", true)]
    public async Task Who_has_gone_is_told_by_seven_words(string word, bool isShown)
    {
        await using var server = await StartAsync(Lines.InConference);
        server.Conference = $$"""{"conference":{"id":"conf1"},"competitors":[{"competitorid":"K1","number":"101"},{"competitorid":"K2","number":"102","confstatestr":"{{word}}"}]}""";
        using var connection = await server.OpenAsync();
        Assert.Equal(isShown, connection.Conferences.Current!.Participants.Any(one => one.Number == "102"));
    }

    [Fact]
    public async Task A_monitored_call_lists_only_the_monitored_and_oneself()
    {
        await using var server = await StartAsync(Lines.InConference);
        server.Conference = Lines.Ghosts;
        using var connection = await server.OpenAsync();
        var conference = connection.Conferences.Current!;
        Assert.True(conference.IsMonitoring);
        Assert.Equal(["101", "102", "79161234567"], conference.Participants.Select(one => one.Number));
    }

    [Fact]
    public async Task Pushes_about_the_own_conference_change_the_list_and_those_about_others_do_not()
    {
        await using var server = await StartAsync(Lines.InConference);
        server.Conference = Alone;
        using var connection = await server.OpenAsync();
        using var stream = await connection.WatchAsync([OktellConnect.Events.OktellEventType.Conference], [], Clients.Stop);

        server.Conference = null;
        await server.PushAsync("confcompositionchanged", """{"eventinfo":{"conferenceid":"other","competitorlist":[]}}""");
        await server.PushAsync("confcompositionchanged", """{"eventinfo":{"conferenceid":"CONF1","competitorlist":[{"competitorid":"K1","number":"101"},{"competitorid":"K2","number":"102"}]}}""");
        await server.PushAsync("confcompetitorstatechanged", """{"eventinfo":{"conference":{"id":"conf1"},"competitor":{"competitorid":"K3","number":"103"}}}""");
        await server.PushAsync("confcompetitorstatechanged", """{"eventinfo":{"conference":{"id":"conf1"},"competitor":{"competitorid":"K2","number":"102","confstatestr":"Exited"}}}""");
        await server.PushAsync("confcompetitorstatechanged", "{}");
        await server.PushAsync("confcompositionchanged", """{"eventinfo":7}""");

        var seen = new List<string>();
        for (var count = 0; count < 3; count++)
        {
            seen.Add(string.Join(" ", ((ConferenceEvent)(await stream.ReadAsync(Clients.Stop))!).Conference!.Participants.Select(one => one.Number)));
        }

        Assert.Equal(["101 102", "101 102 103", "101 103"], seen);
    }

    [Fact]
    public async Task The_server_is_asked_for_pushes_on_entering_and_not_any_more_on_leaving()
    {
        await using var server = await StartAsync(Lines.InConference);
        using var connection = await server.OpenAsync();
        await Eventually.Until("the pushes were asked for", () => server.Count("confhandleevent") == 1);
        server.Line = Lines.Idle;
        await connection.Phone.ReloadAsync(Clients.Stop);
        await Eventually.Until("the pushes were asked for no more", () => server.Count("confhandleevent") == 2);
        Assert.Equal(
            ["""{"conferenceid":"conf1","eventtype":"competitors","handle":true}""", """{"conferenceid":"conf1","eventtype":"competitors","handle":false}"""],
            server.Bodies("confhandleevent"));
        Assert.Null(connection.Conferences.Current);
    }

    [Fact]
    public async Task From_an_idle_line_a_new_conference_is_made_with_an_id_of_the_client()
    {
        await using var server = await StartAsync(Lines.Idle);
        server.Effects["createnewconference"] = message =>
        {
            var id = message.Body["conference"]!["id"]!.GetValue<string>();
            server.Line = Lines.InConference.Replace("conf1", id, StringComparison.Ordinal);
            server.Conference = Alone.Replace("conf1", id, StringComparison.Ordinal);
        };
        using var connection = await server.OpenAsync();

        var conference = await connection.Conferences.CreateAsync(["102", "3357f4d2-b37c-4809-9a1a-e4d64808de1b", "102", "101", "+79161234567"], "Планёрка 📞", record: true, Clients.Stop);

        var body = server.Body("createnewconference");
        Assert.Equal("""[{"userlogin":"ivanov"},{"number":"102"},{"userid":"3357f4d2-b37c-4809-9a1a-e4d64808de1b"},{"number":"\u002B79161234567"}]""", body["competitors"]!.ToJsonString());
        var described = body["conference"]!.AsObject();
        Assert.Equal(["id", "room", "name", "description", "accessmode", "isselector", "record", "recordrights", "everyonecaninvite", "canvieweachother"], described.Select(field => field.Key));
        Assert.Equal(("Планёрка 📞", true), (described["name"]!.GetValue<string>(), described["record"]!.GetValue<bool>()));
        Assert.InRange(described["room"]!.GetValue<int>(), 0, 10000);
        Assert.Equal(described["id"]!.GetValue<string>(), conference.Id);
        Assert.True(conference.IsCreator);
    }

    [Fact]
    public async Task Old_servers_know_numbers_by_another_field()
    {
        await using var server = await StartAsync(Lines.Idle);
        server.Replies["getversion"] = """{"version":{"dated":140928}}""";
        server.Replies["createnewconference"] = """{"result":0}""";
        using var connection = await server.OpenAsync();
        await Clients.RefusalAsync(() => connection.Conferences.CreateAsync(["102"], null, record: false, Clients.Stop));
        Assert.Equal("""[{"userlogin":"ivanov"},{"intnumber":"102"}]""", server.Body("createnewconference")["competitors"]!.ToJsonString());
    }

    [Fact]
    public async Task While_the_own_telephone_rings_for_the_conference_it_is_waited_for()
    {
        await using var server = await StartAsync(Lines.Idle);
        string? id = null;
        server.Effects["createnewconference"] = message =>
        {
            id = message.Body["conference"]!["id"]!.GetValue<string>();
            server.Line = Lines.BackRing;
        };
        using var connection = await server.OpenAsync();

        var making = connection.Conferences.CreateAsync(["102"], null, record: true, Clients.Stop);
        await server.UntilAsync("the own telephone rings", () => connection.Phone.State == CallState.Backring);
        for (var second = 0; second < 10; second++)
        {
            server.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.False(making.IsCompleted);
        server.Conference = Alone.Replace("conf1", id, StringComparison.Ordinal);
        server.Line = Lines.InConference.Replace("conf1", id, StringComparison.Ordinal);
        await server.PushAsync("phoneevent_commstarted", $$"""{"isconference":true,"confid":"{{id}}"}""");
        Assert.Equal(id, (await making).Id);
    }

    [Fact]
    public async Task A_telephone_that_is_not_picked_up_makes_no_conference()
    {
        await using var server = await StartAsync(Lines.Idle);
        server.Effects["createnewconference"] = _ => server.Line = Lines.BackRing;
        using var connection = await server.OpenAsync();
        var making = connection.Conferences.CreateAsync(["102"], null, record: true, Clients.Stop);
        await server.UntilAsync("the own telephone rings", () => connection.Phone.State == CallState.Backring);
        server.Line = Lines.Idle;
        await server.PushAsync("phoneevent_ringstopped");
        Assert.Equal(OktellErrors.CallEnded, (await Clients.RefusalAsync(() => making)).Error);
    }

    [Fact]
    public async Task A_conversation_becomes_a_conference_and_the_others_are_invited()
    {
        await using var server = await StartAsync(Lines.Talk);
        server.Effects["buildconferencefromcommutation"] = _ => server.Line = Lines.InConference;
        using var connection = await server.OpenAsync();

        var conference = await connection.Conferences.CreateAsync(["103", "102"], null, record: true, Clients.Stop);

        Assert.Equal(["buildconferencefromcommutation {}", """invitetoconference {"conferenceid":"conf1","competitors":[{"number":"103"}]}"""], server.Sent);
        Assert.True(conference.IsCreator);
    }

    [Fact]
    public async Task A_conversation_that_does_not_become_a_conference_invites_nobody()
    {
        await using var server = await StartAsync(Lines.Talk);
        using var connection = await server.OpenAsync();
        var failure = await Clients.RefusalAsync(() => server.RunOutAsync(connection.Conferences.CreateAsync(["103"], null, record: true, Clients.Stop), "buildconferencefromcommutation"));
        Assert.Equal(OktellErrors.ConferenceNotStarted, failure.Error);
        Assert.Equal(["buildconferencefromcommutation {}"], server.Sent);
    }

    [Fact]
    public async Task The_party_on_hold_is_taken_in_as_it_is_and_the_others_are_invited()
    {
        await using var server = await StartAsync(Lines.InConferenceAndHeld);
        server.Replies["checkcanconnecttogathertoconference"] = """{"canconnecttogather":true}""";
        server.Effects["connecttogathertoconference"] = _ => server.Line = Lines.InConference;
        using var connection = await server.OpenAsync();

        await connection.Conferences.InviteAsync(["104", "105", "102"], Clients.Stop);

        Assert.Equal(["""invitetoconference {"conferenceid":"conf1","competitors":[{"number":"105"}]}""", "connecttogathertoconference {}"], server.Sent);
    }

    [Fact]
    public async Task A_party_on_hold_that_may_not_come_in_stays_there()
    {
        await using var server = await StartAsync(Lines.InConferenceAndHeld);
        server.Replies["checkcanconnecttogathertoconference"] = """{"canconnecttogather":0}""";
        using var connection = await server.OpenAsync();
        Assert.Equal(OktellErrors.ConferenceNotJoinable, (await Clients.RefusalAsync(() => connection.Conferences.InviteAsync(["104"], Clients.Stop))).Error);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task A_lost_reply_to_an_invitation_is_settled_by_the_list_and_it_is_not_sent_again()
    {
        await using var server = await StartAsync(Lines.InConference);
        server.Conference = Alone;
        server.Replies["invitetoconference"] = "";
        using var connection = await server.OpenAsync();

        var lost = await Assert.ThrowsAsync<OktellRequestException>(() => server.RunLostAsync(connection.Conferences.InviteAsync(["102"], Clients.Stop), "invitetoconference"));
        Assert.True(lost.IsOutcomeUnknown);

        server.Effects["invitetoconference"] = _ => server.Conference = Lines.Conference;
        var inviting = connection.Conferences.InviteAsync(["102"], Clients.Stop);
        await Eventually.Until("it was sent", () => server.Count("invitetoconference") == 2);
        server.Clock.Advance(Clients.Options.RequestTimeout);
        Assert.Equal(2, (await inviting).Participants.Count);
        Assert.Equal(2, server.Count("invitetoconference"));
    }

    [Fact]
    public async Task Leaving_says_so_and_waits_until_the_line_is_free()
    {
        await using var server = await StartAsync(Lines.InConference);
        server.Effects["exitconference"] = _ => server.Line = Lines.Idle;
        using var connection = await server.OpenAsync();
        await connection.Conferences.LeaveAsync(Clients.Stop);
        Assert.Equal(["""exitconference {"conferenceid":"conf1"}"""], server.Sent);
        Assert.Null(connection.Conferences.Current);
    }

    [Fact]
    public async Task Removing_takes_the_number_the_user_or_the_competitor()
    {
        foreach (var name in new[] { "102", "AA", "k2", "K2" })
        {
            await using var server = await StartAsync(Lines.InConference);
            server.Replies["getconferencecompetitors"] = """{"competitorlist":[{"competitorid":"K1","number":"101"},{"competitorid":"K2","number":"102","userid":"aa"}]}""";
            server.Effects["confdisconnectcompetitor"] = _ => server.Conference = Alone;
            using var connection = await server.OpenAsync();
            Assert.Equal(["101"], (await connection.Conferences.RemoveAsync(name, Clients.Stop)).Participants.Select(one => one.Number));
            Assert.Equal(["""confdisconnectcompetitor {"conferenceid":"conf1","competitor":{"competitorid":"k2"}}"""], server.Sent);
        }
    }

    [Theory]
    [InlineData("create", Lines.Idle, 2, "102", "ConferenceOnBreak")]
    [InlineData("create", Lines.Talk, 2, "102", "ConferenceOnBreak")]
    [InlineData("create", Lines.Idle, 0, "102", "CallUserDisconnected")]
    [InlineData("create", Lines.Gone, 1, "102", "CallNoPhone")]
    [InlineData("create", Lines.Ring, 5, "102", "CallInProgress")]
    [InlineData("create", Lines.BackCall, 5, "102", "CallInProgress")]
    [InlineData("create", Lines.InConference, 5, "104", "ConferenceRunning")]
    [InlineData("create", Lines.Idle, 1, null, "ConferenceNobody")]
    [InlineData("create", Lines.Idle, 1, "101", "ConferenceNobody")]
    [InlineData("create", Lines.Idle, 1, "", "CallNumberMissing")]
    [InlineData("create", Lines.Talk, 5, "1\n2", "CallNumberInvalid")]
    [InlineData("invite", Lines.InConference, 2, "104", "ConferenceOnBreak")]
    [InlineData("invite", Lines.Idle, 1, "104", "ConferenceMissing")]
    [InlineData("invite", Lines.Talk, 5, "104", "ConferenceMissing")]
    [InlineData("invite", Lines.InConference, 5, "102", "ConferenceNobody")]
    [InlineData("invite", Lines.InConference, 5, "101", "ConferenceNobody")]
    [InlineData("invite", Lines.InConference, 5, null, "ConferenceNobody")]
    [InlineData("invite", Lines.InConference, 5, "", "CallNumberMissing")]
    [InlineData("remove", Lines.Talk, 5, "102", "ConferenceMissing")]
    [InlineData("remove", Lines.InConference, 5, "101", "ConferenceParticipantSelf")]
    [InlineData("remove", Lines.InConference, 5, "104", "ConferenceParticipantNotFound")]
    [InlineData("remove", Lines.InConference, 5, "Пётр 📞", "ConferenceParticipantNotFound")]
    [InlineData("leave", Lines.Idle, 1, null, "ConferenceMissing")]
    [InlineData("leave", Lines.Talk, 5, null, "ConferenceMissing")]
    public async Task What_the_situation_does_not_allow_is_refused_here(string operation, string line, int userState, string? who, string id)
    {
        await using var server = await StartAsync(line);
        server.UserState = $$"""{"userstateid":{{userState}}}""";
        using var connection = await server.OpenAsync();
        IReadOnlyList<string> participants = who is null ? [] : [who];

        var failure = await Clients.RefusalAsync(() => operation switch
        {
            "create" => connection.Conferences.CreateAsync(participants, null, record: true, Clients.Stop),
            "invite" => connection.Conferences.InviteAsync(participants, Clients.Stop),
            "remove" => connection.Conferences.RemoveAsync(who!, Clients.Stop),
            _ => connection.Conferences.LeaveAsync(Clients.Stop),
        });

        Assert.Equal(id, failure.Error.Id);
        Assert.Empty(server.Sent);
    }

    [Theory]
    [InlineData("3357f4d2-b37c-4809-9a1a-e4d64808de1b", true)]
    [InlineData("3357F4D2-B37C-4809-9A1A-E4D64808DE1B", true)]
    [InlineData("zzzzzzzz-zzzz-zzzz-zzzz-zzzzzzzzzzzz", true)]
    [InlineData("6ca55cef4e11e0a6b16f790cd418eec1", true)]
    [InlineData("6ca55cef4e11e0a6b16f790cd418eec", false)]
    [InlineData("+79161234567", false)]
    [InlineData("102", false)]
    public void What_looks_like_an_id_is_sent_as_one(string text, bool isId) => Assert.Equal(isId, ConferenceRules.IsUserId(text));

    private static async Task<LineServer> StartAsync(string line)
    {
        var server = await LineServer.StartAsync();
        server.Line = line;
        server.Conference = Lines.Conference;
        return server;
    }
}
