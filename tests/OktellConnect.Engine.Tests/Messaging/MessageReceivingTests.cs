using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Events;
using OktellConnect.Messaging;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Messaging;

public class MessageReceivingTests
{
    [Fact]
    public async Task A_push_becomes_a_message_with_what_the_user_list_knows()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        await server.Connection.SendAsync("usertextmessagereceived", JsonNode.Parse($$"""
            {"userid":"{{PeopleServer.Ivanov}}","userlogin":"ivanov","idmessage":"ABCD0000-0000-0000-0000-000000000001","text":"Зайди ко мне 🙂","senderid":"{{PeopleServer.Petrov}}","time":"2020-11-24 09:15:30"}
            """)!.AsObject());
        var message = await OnlyMessageAsync(connection);

        Assert.Equal("abcd0000-0000-0000-0000-000000000001", message.Id);
        Assert.Equal(new DateTime(2020, 11, 24, 9, 15, 30), message.Time.DateTime);
        Assert.True(message.IsIncoming);
        Assert.Equal((PeopleServer.Petrov, "petrov", "Петров Пётр"), (message.FromId, message.FromLogin, message.FromName));
        Assert.Equal((PeopleServer.Ivanov, "ivanov", "Иванов Иван"), (message.ToId, message.ToLogin, message.ToName));
        Assert.Equal("Зайди ко мне 🙂", message.Text);
    }

    [Theory]
    [InlineData("""{"message":"a","fromid":"00000000-0000-0000-0000-000000000102"}""")]
    [InlineData("""{"msg":"a","senderuserid":"00000000-0000-0000-0000-000000000102","date":null,"id":5}""")]
    [InlineData("""{"text":"a","userid":"00000000-0000-0000-0000-000000000102","time":"yesterday"}""")]
    [InlineData("""{"messagetext":"a","authorid":"00000000-0000-0000-0000-000000000102","time":[1]}""")]
    public async Task Other_names_of_the_fields_are_understood(string body)
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        await server.Connection.SendAsync("usertextmessagereceived", JsonNode.Parse(body)!.AsObject());
        var message = await OnlyMessageAsync(connection);

        Assert.Equal(("a", PeopleServer.Petrov, "Петров Пётр", PeopleServer.Ivanov), (message.Text, message.FromId, message.FromName, message.ToId));
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"text":""}""")]
    [InlineData("""{"text":{"a":1},"senderid":[2]}""")]
    public async Task A_push_without_a_text_is_counted_and_does_no_harm(string body)
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        await server.Connection.SendAsync("usertextmessagereceived", JsonNode.Parse(body)!.AsObject());
        await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = "b" });
        var message = await OnlyMessageAsync(connection);

        Assert.Equal("b", message.Text);
        Assert.Equal(1, connection.Messages.UnreadableCount);
    }

    [Fact]
    public async Task An_answer_that_comes_at_once_stands_after_its_question()
    {
        await using var server = await PeopleServer.StartAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 24, 9, 0, 0, 700, TimeSpan.Zero));
        clock.SetLocalTimeZone(TimeZoneInfo.Utc);
        using var connection = await server.OpenAsync(Clients.Options with { Clock = clock });

        await connection.Messages.SendAsync(["102"], "question", Clients.Stop);
        await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = "answer", ["time"] = "2026-11-24 09:00:00" });
        await Eventually.Until("both messages are there", async () => (await connection.Messages.GetAsync(null, null, null, Clients.Stop)).Count == 2);

        Assert.Equal(["question", "answer"], (await connection.Messages.GetAsync(null, null, null, Clients.Stop)).Select(message => message.Text));
    }

    [Fact]
    public async Task The_same_message_twice_is_one()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        foreach (var id in new[] { "a1", "a1", "a2" })
        {
            await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = id, ["idmessage"] = id });
        }

        await Eventually.Until("both messages are there", async () => (await connection.Messages.GetAsync(null, null, null, Clients.Stop)).Count == 2);
        Assert.Equal(["a1", "a2"], (await connection.Messages.GetAsync(null, null, null, Clients.Stop)).Select(message => message.Text));
    }

    [Fact]
    public async Task What_comes_is_an_event_and_what_is_sent_is_none()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();
        using var stream = await connection.WatchAsync([OktellEventType.Message], [], Clients.Stop);

        await connection.Messages.SendAsync(["102"], "mine", Clients.Stop);
        await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = "his", ["idmessage"] = "a1" });
        await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = "his", ["idmessage"] = "a1" });
        await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = "next", ["idmessage"] = "a2" });

        Assert.Equal("his", Assert.IsType<MessageEvent>(await stream.ReadAsync(Clients.Stop)).Message.Text);
        Assert.Equal("next", Assert.IsType<MessageEvent>(await stream.ReadAsync(Clients.Stop)).Message.Text);
    }

    [Fact]
    public async Task What_comes_is_in_the_file_when_the_connection_has_been_closed()
    {
        using var folder = new TemporaryFolder();
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync(Clients.Options with { MessageHistoryPath = folder.File("history.jsonl") });

        await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = "a", ["idmessage"] = "a1" });
        await OnlyMessageAsync(connection);
        await connection.CloseAsync(Clients.Stop);

        Assert.Contains("\"a1\"", Assert.Single(await File.ReadAllLinesAsync(folder.File("history.jsonl"), Clients.Stop)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_text_messages_is_told_and_the_rest_works()
    {
        await using var server = await PeopleServer.StartAsync();
        server.Answers["subscribeevent"] = message => message.Body["eventmethod"]!.AsArray()[0]!.GetValue<string>() == "usertextmessagereceived" ? PeopleServer.Refused("unknown event") : null;
        using var connection = await server.OpenAsync();

        Assert.Contains("unknown event", Assert.Single(connection.Missing), StringComparison.Ordinal);
        Assert.Empty(await connection.Messages.GetAsync(null, null, null, Clients.Stop));
        Assert.Single(await connection.Messages.SendAsync(["102"], "a", Clients.Stop));
    }

    [Fact]
    public async Task Messages_come_again_after_a_lost_connection()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync(Clients.Options with { Reconnect = true });

        server.Connection.Abort();
        await Eventually.Until("the connection is back", () => server.Server.Connections.Count == 2 && connection.State == ClientState.Open);
        await server.Connection.SendAsync("usertextmessagereceived", new JsonObject { ["text"] = "b" });

        Assert.Equal("b", (await OnlyMessageAsync(connection)).Text);
    }

    [Fact]
    public void Memory_is_bounded_and_keeps_the_newest()
    {
        var memory = new MessageMemory(3);
        foreach (var id in new[] { "1", "2", "3", "3", "4" })
        {
            memory.Add(new TextMessage { Id = id, Text = id });
        }

        Assert.Equal(["2", "3", "4"], memory.All().Select(message => message.Id));
        Assert.True(memory.Add(new TextMessage { Id = "1", Text = "again" }));
    }

    private static async Task<TextMessage> OnlyMessageAsync(OktellConnection connection)
    {
        await Eventually.Until("a message is there", async () => (await connection.Messages.GetAsync(null, null, null, Clients.Stop)).Count > 0);
        return Assert.Single(await connection.Messages.GetAsync(null, null, null, Clients.Stop));
    }
}
