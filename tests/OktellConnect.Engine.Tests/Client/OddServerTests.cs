using System.Text;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Client;

/// <summary>Servers that say what nobody expects: tolerated with a line in the journal, or a typed error; never a crash, never a wait without end.</summary>
public class OddServerTests
{
    [Fact]
    public async Task An_event_before_login_disturbs_nothing()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnConnect = connection => connection.SendAsync("userstatechanged", new JsonObject { ["userstateid"] = "soon" });
        using var client = await server.ConnectAsync();
        await client.RequestAsync("getversion", null, Clients.Stop);
        Assert.Equal(ClientState.Open, client.State);
    }

    [Fact]
    public async Task A_reply_that_comes_twice_is_dropped_counted_and_noted()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (_, message) =>
        {
            if (message.Name == "getversion")
            {
                await message.ReplyAsync(new JsonObject { ["result"] = 1, ["first"] = true });
                await message.ReplyAsync(new JsonObject { ["result"] = 0, ["error"] = 5 });
            }

            return message.Name == "getversion";
        };
        using var client = await server.ConnectAsync();
        using var events = await client.SubscribeAsync(["getversionresult"], Clients.Stop);

        var reply = await client.RequestAsync("getversion", null, Clients.Stop);
        Assert.True(reply.GetFlag("first"));
        await Eventually.Until("the second one is counted", () => client.Counters.RepeatedReplies == 1);
        Assert.Contains(client.Journal.GetLast(5), entry => entry is { Kind: JournalEntryKind.Note, Name: "RepeatedReply" });
        Assert.Equal(0, client.Counters.LateReplies);
    }

    [Fact]
    public async Task A_reply_with_a_piece_missing_ends_at_its_timeout_and_a_repeated_piece_does_no_harm()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (connection, message) =>
        {
            if (message.Name is not ("missing" or "repeated"))
            {
                return false;
            }

            var whole = Encoding.UTF8.GetBytes(new JsonArray("r", new JsonObject { ["qid"] = message.QueryId, ["text"] = new string('я', 300) }).ToJsonString());
            var pieces = whole.Chunk(200).Select((piece, number) => new JsonObject
            {
                ["message-id"] = "m-" + message.Name,
                ["packetcount"] = (whole.Length + 199) / 200,
                ["packetnumber"] = number,
                ["content"] = Convert.ToBase64String(piece),
            }).ToList();
            foreach (var piece in message.Name == "missing" ? pieces.Skip(1) : pieces.Prepend((JsonObject)pieces[0].DeepClone()))
            {
                await connection.SendAsync("multipart", piece);
            }

            return true;
        };
        using var client = await server.ConnectAsync(Clients.Options with { RequestTimeout = TimeSpan.FromSeconds(1) });

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("missing", null, Clients.Stop));
        Assert.Equal(RequestEndReason.TimedOut, failure.Reason);
        Assert.Equal(300, (await client.RequestAsync("repeated", null, Clients.Stop)).GetText("text")!.Length);
        Assert.Equal(ClientState.Open, client.State);
    }

    [Fact]
    public async Task A_message_in_pieces_that_is_longer_than_allowed_ends_the_connection_with_that_reason()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (connection, message) =>
        {
            for (var number = 0; number < 10 && message.Name == "long"; number++)
            {
                await connection.SendAsync("multipart", new JsonObject
                {
                    ["message-id"] = "m", ["packetcount"] = 20, ["packetnumber"] = number, ["content"] = Convert.ToBase64String(new byte[1000]),
                });
            }

            return message.Name == "long";
        };
        using var client = await server.ConnectAsync(Clients.Options with { MaximumMessageBytes = 4096 });

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("long", null, Clients.Stop));
        Assert.Contains("longer than 4096 bytes", failure.Message, StringComparison.Ordinal);
        await Eventually.Until("the connection is given up", () => client.State == ClientState.Failed);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("""["only a name"]""")]
    [InlineData("""["x",[]]""")]
    [InlineData("""[1,{}]""")]
    [InlineData("""["x",{},{}]""")]
    [InlineData("""["x",{"qid":{"a":1}}""")]
    [InlineData("null")]
    [InlineData("")]
    public async Task A_message_that_is_no_frame_is_noted_and_costs_itself_only(string text)
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();
        await server.Connections.Single().SendTextAsync(text);
        await client.RequestAsync("getversion", null, Clients.Stop);
        Assert.Equal(1, client.Counters.UnreadableFrames);
        Assert.Contains(client.Journal.GetLast(10), entry => entry is { Kind: JournalEntryKind.Note, Name: "UnreadableFrame" });
    }

    [Fact]
    public void A_slow_reader_is_told_of_each_loss_once_and_never_misses_a_gap()
    {
        var subscription = new EventSubscription(["customevent"], withStates: false, capacity: 3, TimeProvider.System, _ => { }, _ => { });
        var start = DateTimeOffset.UnixEpoch;
        subscription.Offer(ServerEvent.ForGap(start, start.AddSeconds(5)));
        Push(subscription, 0, 10);
        Assert.Equal(["Gap", "Dropped 7", "7", "8", "9"], All(subscription));
        Push(subscription, 10, 4);
        Assert.Equal(["Dropped 1", "11", "12", "13"], All(subscription));
        Push(subscription, 14, 3);
        Assert.Equal(["14", "15", "16"], All(subscription));
        Assert.Equal(8, subscription.DroppedCount);
    }

    private static void Push(EventSubscription subscription, int first, int count)
    {
        for (var number = first; number < first + count; number++)
        {
            subscription.Offer(ServerEvent.ForMessage(FrameCodec.Decode(FrameCodec.Encode("customevent", new JsonObject { ["n"] = number })), DateTimeOffset.UnixEpoch));
        }
    }

    private static List<string> All(EventSubscription subscription)
    {
        var all = new List<string>();
        while (subscription.TryRead() is { } item)
        {
            all.Add(item.Kind switch { ServerEventKind.Message => $"{item.Parameters["n"]}", ServerEventKind.Dropped => $"Dropped {item.DroppedCount}", _ => item.Kind.ToString() });
        }

        return all;
    }
}
