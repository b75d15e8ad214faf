using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Events;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Events;

public class WatchTests
{
    private readonly FakeTimeProvider clock = new();
    private string plan = """{"numbers":[{"number":"101","caption":"Иванов","state":1},{"number":"102","caption":"Петров","state":1,"department":"Продажи"}]}""";
    private string line = """{"abonent":{}}""";
    private string? refused;

    private OktellClientOptions Options => Clients.Options with { Clock = clock, Reconnect = true, KeepAliveInterval = TimeSpan.FromHours(1) };

    [Fact]
    public async Task States_of_numbers_come_with_what_was_known_before()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var stream = await connection.WatchAsync([OktellEventType.NumberState], [], Clients.Stop);

        await PushStateAsync(server, "102", 5);
        await PushStateAsync(server, "999", 5);
        await PushStateAsync(server, "102", 5);

        var first = Assert.IsType<NumberStateEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal(("102", "Петров", "Продажи", NumberState.Busy, 5, NumberState.Free), (first.Number, first.Name, first.Department, first.State, first.StateId, first.Previous));
        var second = Assert.IsType<NumberStateEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal((NumberState.Busy, NumberState.Busy), (second.State, second.Previous));
    }

    [Fact]
    public async Task The_own_state_comes_when_it_has_changed()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var stream = await connection.WatchAsync([OktellEventType.UserState], [], Clients.Stop);

        foreach (var state in new[] { 1, 3, 3, 1 })
        {
            await server.Connections.Last().SendAsync("userstatechanged", new JsonObject { ["userstateid"] = state });
        }

        Assert.Equal(UserState.DoNotDisturb, Assert.IsType<UserStateEvent>(await stream.ReadAsync(Clients.Stop)).State.State);
        Assert.Equal(UserState.Ready, Assert.IsType<UserStateEvent>(await stream.ReadAsync(Clients.Stop)).State.State);
    }

    [Fact]
    public async Task A_call_comes_with_every_change()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var stream = await connection.WatchAsync([OktellEventType.Call], [], Clients.Stop);

        line = """{"chainid":"c1","abonent":{"number":"102","isringing":true}}""";
        await server.Connections.Last().SendAsync("phoneevent_ringstarted", []);
        var ringing = Assert.IsType<CallEvent>(await stream.ReadAsync(Clients.Stop)).Call;
        line = """{"abonent":{}}""";
        await server.Connections.Last().SendAsync("phoneevent_ringstopped", []);
        var ended = Assert.IsType<CallEvent>(await stream.ReadAsync(Clients.Stop)).Call;

        Assert.Equal((CallState.Ring, "102", false), (ringing.State, ringing.Number, ringing.HasEnded));
        Assert.True(ended.HasEnded);
        Assert.Equal(ringing.SerialNumber, ended.SerialNumber);
    }

    [Fact]
    public async Task Pushes_come_as_they_are_to_those_who_name_them()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var named = await connection.WatchAsync([OktellEventType.Server], ["chat", "customevent"], Clients.Stop);
        using var all = await connection.WatchAsync([OktellEventType.Server], [], Clients.Stop);
        using var custom = await connection.WatchAsync([OktellEventType.Custom], [], Clients.Stop);

        await server.Connections.Last().SendAsync("closeform", new JsonObject { ["a"] = 1 });
        await server.Connections.Last().SendAsync("chatmessage", new JsonObject { ["text"] = "да" });
        await server.Connections.Last().SendAsync("customevent", new JsonObject { ["eventname"] = "заказ", ["eventparam"] = new JsonObject { ["номер"] = 7 } });

        var chat = Assert.IsType<ServerPushEvent>(await named.ReadAsync(Clients.Stop));
        Assert.Equal(("chatmessage", "да"), (chat.Name, chat.Parameters["text"]));
        Assert.Equal("customevent", Assert.IsType<ServerPushEvent>(await named.ReadAsync(Clients.Stop)).Name);
        Assert.Equal("closeform", Assert.IsType<ServerPushEvent>(await all.ReadAsync(Clients.Stop)).Name);
        var sent = Assert.IsType<CustomEvent>(await custom.ReadAsync(Clients.Stop));
        Assert.Equal("заказ", sent.Name);
        Assert.Equal(7L, Assert.IsType<Dictionary<string, object?>>(sent.Parameter)["номер"]);
    }

    [Fact]
    public async Task The_server_is_asked_once_for_what_is_new()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        var before = server.HeardOf("subscribeevent").Count();

        using var first = await connection.WatchAsync([OktellEventType.Server], ["customevent", "linestatechanged"], Clients.Stop);
        using var second = await connection.WatchAsync([OktellEventType.Custom, OktellEventType.NumberState], [], Clients.Stop);

        var asked = Assert.Single(server.HeardOf("subscribeevent").Skip(before));
        Assert.Equal(["customevent"], asked.Body["eventmethod"]!.AsArray().Select(name => name!.GetValue<string>()));
    }

    [Fact]
    public async Task A_refused_subscription_is_told_and_not_repeated_after_a_reconnect()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        refused = "secretevent";

        var refusal = await Clients.RefusalAsync(() => connection.WatchAsync([OktellEventType.Server], ["secretevent"], Clients.Stop));
        Assert.Equal(OktellErrors.RequestRefused, refusal.Error);

        server.Connections.Last().Abort();
        await UntilAsync("the connection is open again", () => connection.Client.Counters.Reconnects == 1);
        Assert.DoesNotContain("secretevent", server.HeardOf("subscribeevent").Last().Body.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reconnect_shows_the_gap_and_what_changed_meanwhile()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var stream = await connection.WatchAsync([OktellEventType.Connection, OktellEventType.NumberState], [], Clients.Stop);
        plan = plan.Replace("\"state\":1,\"department\"", "\"state\":3,\"department\"", StringComparison.Ordinal);

        server.Connections.Last().Abort();
        await UntilAsync("the connection is open again", () => connection.Client.Counters.Reconnects == 1);

        var lost = Assert.IsType<ConnectionEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal((ClientState.Reconnecting, ClientState.Open), (lost.State, lost.Previous));
        Assert.NotNull(lost.Reason);
        Assert.Equal(ClientState.Open, Assert.IsType<ConnectionEvent>(await stream.ReadAsync(Clients.Stop)).State);
        var gap = Assert.IsType<GapEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal(lost.Time, gap.From);
        Assert.True(gap.To > gap.From);
        var changed = Assert.IsType<NumberStateEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal(("102", NumberState.DoNotDisturb, NumberState.Free), (changed.Number, changed.State, changed.Previous));
    }

    [Fact]
    public async Task Closing_ends_the_stream_after_saying_so()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var stream = await connection.WatchAsync([], [], Clients.Stop);
        using var other = await connection.WatchAsync([OktellEventType.Call], [], Clients.Stop);

        await connection.CloseAsync(Clients.Stop);

        var last = Assert.IsType<ConnectionEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal(ClientState.Closed, last.State);
        Assert.NotNull(last.Reason);
        Assert.Null(await stream.ReadAsync(Clients.Stop));
        Assert.Null(await other.ReadAsync(Clients.Stop));
        Assert.Equal(last.Reason, other.EndReason);
        Assert.Equal(OktellErrors.ConnectionClosed, (await Clients.RefusalAsync(() => connection.WatchAsync([], [], Clients.Stop))).Error);
    }

    [Fact]
    public async Task A_connection_lost_for_good_ends_the_stream_with_the_reason()
    {
        await using var server = await StartAsync();
        using var connection = await OktellConnection.OpenAsync([server.Address], Clients.Ivanov, Options with { Reconnect = false }, Clients.Stop);
        using var stream = await connection.WatchAsync([], [], Clients.Stop);

        server.Connections.Last().Abort();

        var last = Assert.IsType<ConnectionEvent>(await stream.ReadAsync(Clients.Stop));
        Assert.Equal(ClientState.Failed, last.State);
        Assert.Equal(connection.Client.LastReason, last.Reason);
        Assert.Null(await stream.ReadAsync(Clients.Stop));
    }

    private async Task<ScriptedServer> StartAsync()
    {
        var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (_, message) =>
        {
            var reply = message.Name switch
            {
                "getextendedlineinfo" => line,
                "getuserstate" => """{"userstateid":1}""",
                "getpbxnumbers" => plan,
                "subscribeevent" when refused is not null && message.Body.ToJsonString().Contains(refused, StringComparison.Ordinal) => """{"result":0}""",
                _ => null,
            };
            if (reply is not null)
            {
                await message.ReplyAsync(JsonNode.Parse(reply)!.AsObject());
            }

            return reply is not null;
        };
        return server;
    }

    private Task<OktellConnection> OpenAsync(ScriptedServer server) => OktellConnection.OpenAsync([server.Address], Clients.Ivanov, Options, Clients.Stop);

    private static Task PushStateAsync(ScriptedServer server, string number, int state) => server.Connections.Last().SendAsync(
        "pbxnumberstatechanged", new JsonObject { ["numbers"] = new JsonArray(new JsonObject { ["num"] = number, ["numstateid"] = state }) });

    private Task UntilAsync(string condition, Func<bool> isMet) => Eventually.Until(condition, () =>
    {
        clock.Advance(TimeSpan.FromMilliseconds(100));
        return isMet();
    });
}
