using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>Messages that are frames but not as they should be, for tests of clients.</summary>
public sealed class BentMessageTests
{
    private static byte[] Request(string method, string id) => FrameCodec.Encode(method, new JsonObject { ["qid"] = id });

    private static List<Frame> LastPieces(RawClient client) =>
        [.. client.Arrived.Where(frame => frame.Name == "multipart").GroupBy(frame => frame.Body.GetText("message-id")).Last()];

    [Fact]
    public async Task A_reply_can_come_twice()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { duplicate = 1, method = "getmyuserinfo" });
        await client.AskAsync("getuserstate");
        await client.SendAsync(Request("getmyuserinfo", "twice"));
        await client.SendAsync(Request("getmyuserinfo", "once"));
        await client.AskAsync("ping");
        Assert.Equal(2, client.Arrived.Count(frame => frame.QueryId == "twice"));
        Assert.Equal(1, client.Arrived.Count(frame => frame.QueryId == "once"));
    }

    [Fact]
    public async Task A_long_reply_can_stop_halfway()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { MultipartThreshold = 64 });
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { losePart = 1 });
        await client.SendAsync(Request("getpbxnumbers", "half"));
        await client.AskAsync("getcurrentqueue");
        var pieces = LastPieces(client);
        Assert.True(pieces.Count > 1);
        Assert.True(pieces.Count < pieces[0].Body.GetWholeNumber("packetcount"));
        Assert.Equal(4, (await client.AskAsync("getpbxnumbers")).GetItems("numbers").Count());
    }

    [Fact]
    public async Task A_piece_of_a_long_reply_can_come_twice()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { MultipartThreshold = 64 });
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { repeatPart = 1 });
        await client.SendAsync(Request("getpbxnumbers", "repeated"));
        await client.AskAsync("getcurrentqueue");
        Assert.Equal([0, 0, 1], LastPieces(client).Take(3).Select(frame => frame.Body.GetWholeNumber("packetnumber")));
    }

    [Fact]
    public async Task An_event_can_come_before_the_login()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await pbx.ControlAsync("fault", new { eventBeforeLogin = 1 });
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        await client.AskAsync("ping");
        Assert.Equal(["userstatechanged", "pong"], client.Arrived.Select(frame => frame.Name));
        await client.AskAsync("ping");
        Assert.Equal(3, client.Arrived.Count);
    }

    [Theory]
    [InlineData(16 * 1024)]
    [InlineData(64)]
    public async Task Numbers_can_be_texts_and_lists_too(int threshold)
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { MultipartThreshold = threshold });
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { wrong = new[] { "numbersAsText" } });
        var reply = await client.AskAsync("getpbxnumbers");
        Assert.Equal(JsonValueKind.String, reply.GetProperty("result").ValueKind);
        Assert.Equal("1", reply.GetItems("numbers").First().GetProperty("state").GetString());
        await pbx.ControlAsync("fault", new { wrong = new[] { "arraysAsText" } });
        Assert.Equal(JsonValueKind.String, (await client.AskAsync("getpbxnumbers")).GetProperty("numbers").ValueKind);
    }

    [Fact]
    public async Task The_party_can_be_missing_and_states_unknown_in_replies_and_events()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await pbx.ControlAsync("fault", new { user = "ivanov", wrong = new[] { "noAbonent", "unknownStates" } });
        Assert.Null((await client.LineAsync()).GetField("abonent"));
        Assert.NotNull((await petrov.LineAsync()).GetField("abonent"));
        Assert.Equal(99, (await client.AskAsync("getuserstate")).GetWholeNumber("userstateid"));
        await petrov.AskAsync("setuserstate", new JsonObject { ["userstateid"] = 3 });
        await client.UntilEventAsync("pbxnumberstatechanged", body => body.GetItems("numbers").Any(item => item.GetText("num") == "102" && item.GetWholeNumber("numstateid") == 99));
    }

    [Fact]
    public async Task A_plan_for_everybody_ends_those_of_single_people()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { user = "101", wrong = new[] { "unknownStates" } });
        Assert.Equal(99, (await client.AskAsync("getuserstate")).GetWholeNumber("userstateid"));
        await pbx.ControlAsync("fault", new { });
        Assert.Equal(1, (await client.AskAsync("getuserstate")).GetWholeNumber("userstateid"));
    }

    [Fact]
    public async Task One_persons_connections_can_be_broken_off()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await pbx.ControlAsync("fault", new { user = "petrov", closeAfter = 0 });
        await Assert.ThrowsAnyAsync<System.Net.WebSockets.WebSocketException>(() => petrov.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }

    [Theory]
    [InlineData("""{"user":"nobody","drop":1}""", 404)]
    [InlineData("""{"wrong":"numbersAsText"}""", 400)]
    [InlineData("""{"wrong":["other"]}""", 400)]
    [InlineData("""{"losePart":-1}""", 400)]
    [InlineData("""{"duplicate":"1"}""", 400)]
    public async Task What_makes_no_sense_is_refused(string body, int status)
    {
        await using var pbx = await Rehearsal.StartAsync();
        Assert.Equal(status, (await pbx.ControlAsync("fault", JsonNode.Parse(body)!)).Status);
    }

    [Theory]
    [InlineData("shownotifymessage", "shownotifymessage")]
    [InlineData("phoneevent_faxstarted", "phoneevent")]
    [InlineData("chatmessage", "chat")]
    [InlineData("dlgcard_showreserve", "dlgcard")]
    [InlineData("executemethod", "dynamic")]
    [InlineData("executemethodwaitaborted", "dynamicwaitabort")]
    public async Task Any_event_that_is_known_can_be_sent_by_hand(string name, string subscription)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await using var other = await pbx.LogInAsync("petrov");
        foreach (var listener in new[] { client, other })
        {
            await listener.AskAsync("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray(subscription) });
        }

        var (status, reply) = await pbx.ControlAsync("event", new { user = "ivanov", @event = name, body = new { text = "Внимание" } });
        Assert.Equal((200, 1), (status, reply.GetWholeNumber("connections")));
        await client.UntilEventAsync(name, body => body.GetText("text") == "Внимание" && body.GetText("userlogin") == "ivanov");
        await other.AskAsync("ping");
        Assert.DoesNotContain(other.Events, pushed => pushed.Name == name);
        Assert.Equal(2, (await pbx.ControlAsync("event", new { @event = name })).Body.GetWholeNumber("connections"));
    }

    [Theory]
    [InlineData("""{"event":"multipart"}""", 400)]
    [InlineData("""{"event":"other"}""", 400)]
    [InlineData("""{"event":"closeform","body":[]}""", 400)]
    [InlineData("""{"event":"closeform","user":"nobody"}""", 404)]
    public async Task What_is_no_event_is_not_sent(string body, int status)
    {
        await using var pbx = await Rehearsal.StartAsync();
        Assert.Equal(status, (await pbx.ControlAsync("event", JsonNode.Parse(body)!)).Status);
    }
}
