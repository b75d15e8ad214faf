using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Messaging;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Messaging;

public class MessageSendingTests
{
    [Theory]
    [InlineData("102")]
    [InlineData("петров пётр")]
    [InlineData("PETROV")]
    [InlineData(PeopleServer.Petrov)]
    public async Task A_recipient_is_found_by_number_name_login_and_id(string to)
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        var sent = Assert.Single(await connection.Messages.SendAsync([to], "Привет 👋\n«ё»", Clients.Stop));

        var body = Assert.Single(server.Bodies("sendusertextmessage"));
        Assert.Equal(["userid", "text", "idmessage"], body.Select(field => field.Key));
        Assert.Equal(PeopleServer.Petrov, body["userid"]!.GetValue<string>());
        Assert.Equal("Привет 👋\n«ё»", body["text"]!.GetValue<string>());
        Assert.Equal(body["idmessage"]!.GetValue<string>(), sent.Id);
        Assert.Equal(("ivanov", "Иванов Иван", "Петров Пётр", false), (sent.FromLogin, sent.FromName, sent.ToName, sent.IsIncoming));
        Assert.Equal(sent, Assert.Single(await connection.Messages.GetAsync(null, null, null, Clients.Stop)));
    }

    [Fact]
    public async Task The_id_that_the_server_gives_counts()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Answers["sendusertextmessage"] = _ => new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["idmessage"] = "AAAA0000-0000-0000-0000-000000000001" }) };
        using var connection = await server.OpenAsync();

        var sent = await connection.Messages.SendAsync(["102"], "a", Clients.Stop);

        Assert.Equal("aaaa0000-0000-0000-0000-000000000001", sent[0].Id);
    }

    [Fact]
    public async Task Several_recipients_get_one_request_each_and_each_once()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        var sent = await connection.Messages.SendAsync(["102", "103", "petrov"], "a", Clients.Stop);

        Assert.Equal([PeopleServer.Petrov, PeopleServer.Sidorov], sent.Select(message => message.ToId));
        Assert.Equal([PeopleServer.Petrov, PeopleServer.Sidorov], server.Bodies("sendusertextmessage").Select(body => body["userid"]!.GetValue<string>()));
    }

    [Fact]
    public async Task Nothing_is_sent_when_one_recipient_is_unknown_or_ambiguous()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        var unknown = await Clients.RefusalAsync(() => connection.Messages.SendAsync(["102", "nobody"], "a", Clients.Stop));
        var ambiguous = await Clients.RefusalAsync(() => connection.Messages.SendAsync(["102", "Сидоров"], "a", Clients.Stop));
        var group = await Clients.RefusalAsync(() => connection.Messages.SendAsync(["700"], "a", Clients.Stop));
        var nobody = await Clients.RefusalAsync(() => connection.Messages.SendAsync([], "a", Clients.Stop));

        Assert.Equal(OktellErrors.UserNotFound, unknown.Error);
        Assert.Equal(OktellErrors.PartyAmbiguous, ambiguous.Error);
        Assert.Contains("103 (Сидоров), 104 (Сидоров)", ambiguous.Message, StringComparison.Ordinal);
        Assert.Equal(OktellErrors.UserNotFound, group.Error);
        Assert.Equal(OktellErrors.MessageRecipientMissing, nobody.Error);
        Assert.Empty(server.Bodies("sendusertextmessage"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \r\n\t ")]
    public async Task A_text_of_blanks_is_refused_here(string text)
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => connection.Messages.SendAsync(["102"], text, Clients.Stop));

        Assert.Equal(OktellErrors.MessageEmpty, failure.Error);
        Assert.Empty(server.Bodies("sendusertextmessage"));
    }

    [Fact]
    public async Task A_text_of_a_megabyte_is_refused_here_and_the_longest_one_goes_out()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => connection.Messages.SendAsync(["102"], new string('я', 1024 * 1024), Clients.Stop));
        await connection.Messages.SendAsync(["102"], new string('я', OktellConnect.Messaging.Messages.LongestText), Clients.Stop);

        Assert.Equal(OktellErrors.MessageTextTooLong, failure.Error);
        Assert.True(failure.Message.Length < 500);
        Assert.Equal(OktellConnect.Messaging.Messages.LongestText, Assert.Single(server.Bodies("sendusertextmessage"))["text"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task A_refusal_for_want_of_rights_is_told_with_the_servers_reason()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Answers["sendusertextmessage"] = _ => PeopleServer.Refused("no rights to send");
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => connection.Messages.SendAsync(["102"], "a", Clients.Stop));

        Assert.Equal(OktellErrors.MessageRefused, failure.Error);
        Assert.Contains("no rights to send", failure.Message, StringComparison.Ordinal);
        Assert.Empty(await connection.Messages.GetAsync(null, null, null, Clients.Stop));
    }

    [Fact]
    public async Task Of_several_recipients_the_text_says_who_got_it_before_the_refusal()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Answers["sendusertextmessage"] = message => message.Body["userid"]!.GetValue<string>() == PeopleServer.Sidorov ? PeopleServer.Refused("no") : new JsonObject { ["result"] = 1 };
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => connection.Messages.SendAsync(["102", "103", "104"], "a", Clients.Stop));

        Assert.Equal(OktellErrors.MessageRefused, failure.Error);
        Assert.Contains("Sent before: Петров Пётр (102). Not tried: Сидоров (104).", failure.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Bodies("sendusertextmessage").Count);
        Assert.Single(await connection.Messages.GetAsync(null, null, null, Clients.Stop));
    }

    [Fact]
    public async Task A_lost_reply_leaves_the_outcome_unknown_and_nothing_is_sent_again()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Server.OnMessage = WithSilenceFor(server.Server.OnMessage, "sendusertextmessage");
        using var connection = await server.OpenAsync(Clients.Options with { RequestTimeout = TimeSpan.FromSeconds(1) });

        var failure = Assert.IsType<OktellRequestException>(await Clients.RefusalAsync(() => connection.Messages.SendAsync(["102"], "a", Clients.Stop)));

        Assert.True(failure.IsOutcomeUnknown);
        Assert.Equal(OktellErrors.RequestTimeout, failure.Error);
        Assert.Single(server.Bodies("sendusertextmessage"));
    }

    [Fact]
    public async Task A_custom_event_has_the_fields_of_the_vendors_client()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        await connection.CustomEvents.SendAsync("order", new Dictionary<string, object?> { ["id"] = 7 }, ["102", "petrov"], sendBack: true, Clients.Stop);
        await connection.CustomEvents.SendAsync("all", "текст", recipients: null, sendBack: false, Clients.Stop);
        var nameless = await Clients.RefusalAsync(() => connection.CustomEvents.SendAsync(" ", null, null, false, Clients.Stop));
        var unknown = await Clients.RefusalAsync(() => connection.CustomEvents.SendAsync("x", null, ["nobody"], false, Clients.Stop));
        var unsendable = await Clients.RefusalAsync(() => connection.CustomEvents.SendAsync("x", new object(), null, false, Clients.Stop));

        Assert.Equal(
            [
                $$"""{"userid":"{{PeopleServer.Ivanov}}","eventname":"order","eventparam":{"id":7},"recipients":["{{PeopleServer.Petrov}}"],"sendback":1}""",
                $$"""{"userid":"{{PeopleServer.Ivanov}}","eventname":"all","eventparam":"\u0442\u0435\u043A\u0441\u0442","sendback":"0"}""",
            ],
            server.Bodies("triggercustomevent").Select(body => body.ToJsonString()));
        Assert.Equal([OktellErrors.CustomEventNameMissing, OktellErrors.UserNotFound, OktellErrors.UnsupportedParameterValue], new[] { nameless.Error, unknown.Error, unsendable.Error });
    }

    private static Func<ScriptedConnection, HeardMessage, Task<bool>> WithSilenceFor(Func<ScriptedConnection, HeardMessage, Task<bool>> otherwise, string method) =>
        (connection, message) => message.Name == method ? Task.FromResult(true) : otherwise(connection, message);
}
