using System.Collections;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Client;

public class RequestTests
{
    [Fact]
    public async Task A_body_begins_with_the_login_and_ends_with_the_query_id()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();
        await client.RequestAsync("getpbxnumbers", new JsonObject { ["mode"] = "full" }, Clients.Stop);
        using var subscription = await client.SubscribeAsync(["customevent"], Clients.Stop);

        Assert.Equal(["userlogin", "mode", "qid"], server.HeardOf("getpbxnumbers").Single().Body.Select(field => field.Key));
        Assert.Equal(["eventmethod", "qid"], server.HeardOf("subscribeevent").Single().Body.Select(field => field.Key));
    }

    [Fact]
    public async Task Replies_are_matched_by_id_whatever_their_order_and_name()
    {
        await using var server = await ScriptedServer.StartAsync();
        var held = new List<HeardMessage>();
        server.OnMessage = async (connection, message) =>
        {
            if (message.Name != "echo")
            {
                return false;
            }

            held.Add(message);
            if (held.Count == 20)
            {
                foreach (var answered in held.AsEnumerable().Reverse())
                {
                    await connection.SendAsync("whatever", new JsonObject { ["qid"] = answered.QueryId, ["n"] = answered.Body["n"]!.DeepClone() });
                }
            }

            return true;
        };
        using var client = await server.ConnectAsync();

        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(number => client.InvokeAsync("echo", new Hashtable { ["n"] = number }, Clients.Stop)));

        Assert.Equal(Enumerable.Range(0, 20).Select(number => (object)(long)number), replies.Select(reply => reply["n"]));
    }

    [Fact]
    public async Task A_refusal_carries_the_servers_number_and_text()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, message) => ReplyAsync(message, "attachasghost", new JsonObject { ["result"] = 0, ["error"] = 52710, ["errormsg"] = "no rights" });
        using var client = await server.ConnectAsync();

        var refusal = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("attachasghost", null, Clients.Stop));

        Assert.Equal(OktellErrors.RequestRefused, refusal.Error);
        Assert.Equal(52710, refusal.ServerError);
        Assert.Equal("no rights", refusal.ServerMessage);
        Assert.False(refusal.IsOutcomeUnknown);
    }

    [Fact]
    public async Task A_reply_without_a_result_is_a_success()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, message) => ReplyAsync(message, "getversion", []);
        using var client = await server.ConnectAsync();
        await client.RequestAsync("getversion", null, Clients.Stop);
    }

    [Fact]
    public async Task A_timeout_says_what_is_known_and_the_late_reply_is_dropped_and_counted()
    {
        await using var server = await ScriptedServer.StartAsync();
        HeardMessage? unanswered = null;
        server.OnMessage = (_, message) =>
        {
            unanswered = message.Name == "pbxautocallstart" ? message : unanswered;
            return Task.FromResult(message.Name == "pbxautocallstart");
        };
        var clock = new FakeTimeProvider();
        using var client = await server.ConnectAsync(Clients.Options with { Clock = clock, KeepAliveInterval = TimeSpan.FromHours(1) });

        var request = client.RequestAsync("pbxautocallstart", new JsonObject { ["number"] = "89161234567" }, Clients.Stop);
        await Eventually.Until("the request has arrived", () => unanswered is not null);
        clock.Advance(TimeSpan.FromSeconds(20));
        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => request);

        Assert.Equal(OktellErrors.RequestTimeout, failure.Error);
        Assert.True(failure.IsOutcomeUnknown);
        Assert.Contains("pbxautocallstart got no reply", failure.Message, StringComparison.Ordinal);
        Assert.Contains("within 20 s (sent; other requests waiting: 0; last message in", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("89161234567", failure.Message, StringComparison.Ordinal);

        await unanswered!.ReplyAsync(new JsonObject { ["result"] = 1 });
        await Eventually.Until("the late reply is counted", () => client.Counters.LateReplies == 1);
        await client.RequestAsync("getversion", null, Clients.Stop);
        Assert.Single(server.HeardOf("pbxautocallstart"));
    }

    [Fact]
    public async Task A_cancelled_request_ends_at_once_and_its_reply_is_late()
    {
        await using var server = await ScriptedServer.StartAsync();
        HeardMessage? unanswered = null;
        server.OnMessage = (_, message) =>
        {
            unanswered = message.Name == "slow" ? message : unanswered;
            return Task.FromResult(message.Name == "slow");
        };
        using var client = await server.ConnectAsync();
        using var stop = new CancellationTokenSource();

        var request = client.RequestAsync("slow", null, stop.Token);
        await Eventually.Until("the request has arrived", () => unanswered is not null);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);

        await unanswered!.ReplyAsync([]);
        await Eventually.Until("the late reply is counted", () => client.Counters.LateReplies == 1);
    }

    [Fact]
    public async Task Closing_in_the_middle_ends_every_request_with_the_reason()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (connection, message) =>
        {
            if (message.Name == "setuserstate" && server.HeardOf("setuserstate").Count() == 3)
            {
                await connection.CloseAsync();
            }

            return message.Name == "setuserstate";
        };
        using var client = await server.ConnectAsync();

        var requests = Enumerable.Range(0, 3).Select(_ => client.RequestAsync("setuserstate", null, Clients.Stop)).ToList();
        foreach (var request in requests)
        {
            var failure = await Assert.ThrowsAsync<OktellRequestException>(() => request);
            Assert.Equal(OktellErrors.ConnectionLost, failure.Error);
            Assert.True(failure.WasSent);
            Assert.True(failure.IsOutcomeUnknown);
            Assert.Contains("closed the connection (1000: bye)", failure.Message, StringComparison.Ordinal);
        }

        await Eventually.Until("the client has given up", () => client.State == ClientState.Failed);
        var next = await Clients.RefusalAsync(() => client.RequestAsync("getversion", null, Clients.Stop));
        Assert.Equal(OktellErrors.ConnectionLost, next.Error);
    }

    [Fact]
    public async Task Garbage_in_between_costs_itself_only()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (connection, message) =>
        {
            if (message.Name == "getversion")
            {
                await connection.SendTextAsync("\u0001 rubbish");
                await connection.SendTextAsync("""["multipart",{"message-id":"m","packetcount":1,"packetnumber":5,"content":"AA=="}]""");
                await connection.SendBytesAsync(new byte[] { 0x5b, 0x22, 0xd0 });
            }

            return false;
        };

        using var client = await server.ConnectAsync();

        // The last piece is not even UTF-8, which ends a WebSocket by its own rules; the two before do not.
        var outcome = await Record.ExceptionAsync(() => client.RequestAsync("getversion", null, Clients.Stop));
        Assert.True(outcome is null or OktellRequestException);
        Assert.True(client.Counters.UnreadableFrames >= 2);
    }

    [Fact]
    public async Task A_message_longer_than_allowed_ends_the_connection_with_its_own_reason()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, message) => ReplyAsync(message, "getpbxnumbers", new JsonObject { ["numbers"] = new string('x', 100_000) });
        using var client = await server.ConnectAsync(Clients.Options with { MaximumMessageBytes = 50_000 });

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("getpbxnumbers", null, Clients.Stop));

        Assert.Equal(OktellErrors.MessageTooLong, Assert.IsType<OktellException>(failure.InnerException).Error);
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(7, true)]
    [InlineData(1000, true)]
    public async Task A_reply_in_pieces_of_any_cut_and_order_is_put_together(int pieceBytes, bool reversed)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (connection, message) =>
        {
            if (message.Name != "getpbxnumbers")
            {
                return false;
            }

            var whole = FrameCodec.Encode("getpbxnumbersresult", new JsonObject { ["qid"] = message.QueryId, ["name"] = "Пётр Ёлкин" });
            var chunks = whole.Chunk(pieceBytes).ToList();
            var pieces = chunks.Select((chunk, number) => new JsonObject
            {
                ["message-id"] = "m", ["packetcount"] = chunks.Count, ["packetnumber"] = number, ["content"] = Convert.ToBase64String(chunk),
            });
            foreach (var piece in reversed ? pieces.Reverse() : pieces)
            {
                await connection.SendAsync("multipart", piece);
            }

            return true;
        };
        using var client = await server.ConnectAsync();

        var reply = await client.InvokeAsync("getpbxnumbers", null, Clients.Stop);

        Assert.Equal("Пётр Ёлкин", reply["name"]);
    }

    [Fact]
    public async Task No_more_requests_are_in_flight_than_allowed()
    {
        await using var server = await ScriptedServer.StartAsync();
        var held = new System.Collections.Concurrent.ConcurrentQueue<HeardMessage>();
        server.OnMessage = (_, message) =>
        {
            if (message.Name == "slow")
            {
                held.Enqueue(message);
            }

            return Task.FromResult(message.Name == "slow");
        };
        using var client = await server.ConnectAsync(Clients.Options with { MaximumRequestsInFlight = 2 });

        var requests = Enumerable.Range(0, 6).Select(_ => client.RequestAsync("slow", null, Clients.Stop)).ToList();
        for (var answered = 0; answered < 6; answered++)
        {
            await Eventually.Until("a request waits", () => !held.IsEmpty);
            Assert.True(server.HeardOf("slow").Count() - answered <= 2);
            Assert.True(held.TryDequeue(out var oldest));
            await oldest.ReplyAsync([]);
        }

        await Task.WhenAll(requests);
    }

    [Fact]
    public async Task A_ping_of_the_server_is_answered_with_its_whole_body()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();
        await server.Connections.Single().SendAsync("ping", new JsonObject { ["qid"] = "theirs", ["more"] = 1 });
        await Eventually.Until("the pong has arrived", () => server.HeardOf("pong").Any());
        Assert.Equal("""{"qid":"theirs","more":1}""", server.HeardOf("pong").Single().Body.ToJsonString());
    }

    [Fact]
    public async Task Names_and_values_that_cannot_be_sent_are_refused_before_anything_is_sent()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();
        var name = await Clients.RefusalAsync(() => client.InvokeAsync("get version\"", null, Clients.Stop));
        var value = await Clients.RefusalAsync(() => client.InvokeAsync("getversion", new Hashtable { ["x"] = new Version(1, 0) }, Clients.Stop));
        Assert.Equal(OktellErrors.InvalidMethodName, name.Error);
        Assert.Equal(OktellErrors.UnsupportedParameterValue, value.Error);
        Assert.Empty(server.HeardOf("getversion"));
    }

    [Fact]
    public async Task A_procedure_gives_tables_with_the_header_row_as_names()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, message) => ReplyAsync(message, "execpredefineddbstoredproc",
            JsonNode.Parse("""{"result":1,"errorcode":0,"dataset":[[["id","name",""],[1,"one"],[2,"two",null]],[]]}""")!.AsObject());
        using var client = await server.ConnectAsync();

        var tables = await client.InvokeProcedureAsync("web_report", new Hashtable { ["day"] = 1 }, Clients.Stop);

        Assert.Equal(["id", "name", "Column3"], tables[0].Columns);
        Assert.Equal([2L, "two", null], tables[0].Rows[1]);
        Assert.Empty(tables[1].Columns);
        Assert.Equal(["procedure", "userid", "userlogin", "inputparams", "qid"], server.HeardOf("execpredefineddbstoredproc").Single().Body.Select(field => field.Key));
    }

    [Fact]
    public async Task A_procedure_that_failed_or_is_not_allowed_says_so()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, message) => ReplyAsync(message, "execpredefineddbstoredproc", new JsonObject { ["result"] = 1, ["errorcode"] = 5, ["errormsg"] = "no table" });
        using var connection = await OktellConnection.OpenAsync([server.Address], Clients.Ivanov, Clients.Options, Clients.Stop);

        var failed = await Clients.RefusalAsync(() => connection.Client.InvokeProcedureAsync("WEB_report", null, Clients.Stop));
        var forbidden = await Clients.RefusalAsync(() => connection.Client.InvokeProcedureAsync("drop_everything", null, Clients.Stop));

        Assert.Equal(OktellErrors.ProcedureFailed, failed.Error);
        Assert.Equal(OktellErrors.ProcedureNotAllowed, forbidden.Error);
        Assert.Single(server.HeardOf("execpredefineddbstoredproc"));
    }

    private static async Task<bool> ReplyAsync(HeardMessage message, string method, JsonObject fields)
    {
        if (message.Name != method)
        {
            return false;
        }

        await message.ReplyAsync(fields.DeepClone().AsObject());
        return true;
    }
}
