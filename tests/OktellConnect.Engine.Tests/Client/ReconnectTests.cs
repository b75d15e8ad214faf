using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Client;

public class ReconnectTests
{
    private readonly FakeTimeProvider clock = new();

    private OktellClientOptions Options => Clients.Options with { Clock = clock, Reconnect = true, KeepAliveInterval = TimeSpan.FromHours(1) };

    [Fact]
    public async Task A_lost_connection_logs_in_and_subscribes_before_anything_else()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Options);
        using var events = await client.SubscribeAsync(["customevent", "phoneevent_ringstarted"], Clients.Stop);

        server.Connections.Single().Abort();
        await Eventually.Until("the loss is noticed", () => client.State == ClientState.Reconnecting);
        var waiting = client.RequestAsync("getversion", null, Clients.Stop);
        await UntilOpenAsync(client);
        await waiting;

        var second = server.Heard.Where(message => message.Connection.Index == 1).Select(message => message.Name);
        Assert.Equal(["ping", "login", "subscribeevent", "getversion"], second);
        Assert.Equal(["customevent", "phoneevent_ringstarted"], server.HeardOf("subscribeevent").Last().Body["eventmethod"]!.AsArray().Select(name => name!.GetValue<string>()));
        Assert.Equal(1, client.Counters.Reconnects);
    }

    [Fact]
    public async Task The_stream_shows_the_gap_with_both_ends_and_goes_on()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Options);
        using var events = await client.SubscribeAsync(["customevent"], Clients.Stop);

        server.Connections.Single().Abort();
        await Eventually.Until("the loss is noticed", () => client.State == ClientState.Reconnecting);
        await UntilOpenAsync(client);
        var gap = await events.ReadAsync(Clients.Stop);
        await server.Connections.Last().SendAsync("customevent", new JsonObject { ["eventname"] = "x" });
        var next = await events.ReadAsync(Clients.Stop);

        Assert.Equal(ServerEventKind.Gap, gap!.Kind);
        Assert.True(gap.Time > gap.LostAt);
        Assert.Equal("x", next!.Parameters["eventname"]);
    }

    [Fact]
    public async Task A_request_that_was_sent_is_never_sent_again()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (connection, message) =>
        {
            if (message.Name == "pbxautocallstart")
            {
                connection.Abort();
            }

            return Task.FromResult(message.Name == "pbxautocallstart");
        };
        using var client = await server.ConnectAsync(Options);

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("pbxautocallstart", null, Clients.Stop));
        await UntilOpenAsync(client);
        await client.RequestAsync("getversion", null, Clients.Stop);

        Assert.True(failure.IsOutcomeUnknown);
        Assert.Contains("unknown", failure.Message, StringComparison.Ordinal);
        Assert.Single(server.HeardOf("pbxautocallstart"));
    }

    [Fact]
    public async Task The_same_refusal_twice_ends_the_attempts()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Options);
        server.OnMessage = async (_, message) =>
        {
            if (message.Name == "login")
            {
                await message.ReplyAsync(new JsonObject { ["result"] = 0, ["errormsg"] = "Wrong login/pass combination" });
            }

            return message.Name == "login";
        };

        server.Connections.Single().Abort();
        await Eventually.Until("it gives up", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return client.State == ClientState.Failed;
        });

        Assert.Equal(3, server.HeardOf("login").Count());
        Assert.Contains("password is wrong", client.LastReason, StringComparison.Ordinal);
        var failure = await Clients.RefusalAsync(() => client.RequestAsync("getversion", null, Clients.Stop));
        Assert.Equal(OktellErrors.ConnectionLost, failure.Error);
    }

    [Fact]
    public async Task A_server_that_is_still_starting_is_asked_until_it_serves()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Options);
        server.OnMessage = async (_, message) =>
        {
            var refuse = message.Name == "login" && server.HeardOf("login").Count() < 6;
            if (refuse)
            {
                await message.ReplyAsync(new JsonObject { ["result"] = 0, ["errormsg"] = "Service not available" });
            }

            return refuse;
        };

        server.Connections.Single().Abort();
        await Eventually.Until("the loss is noticed", () => client.State == ClientState.Reconnecting);
        await UntilOpenAsync(client);

        Assert.Equal(6, server.HeardOf("login").Count());
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_taken_for_dead()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Options with { KeepAliveInterval = TimeSpan.FromSeconds(15), Reconnect = false });
        server.OnMessage = (_, _) => Task.FromResult(true);

        await Eventually.Until("it gives up", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            return client.State == ClientState.Failed;
        });

        Assert.Contains("has sent nothing for", client.LastReason, StringComparison.Ordinal);
        Assert.True(server.HeardOf("ping").Count() >= 2);
    }

    [Fact]
    public async Task Pings_go_out_every_fifteen_seconds_and_answers_keep_the_connection()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Clients.Options with { Clock = clock });
        for (var pings = 2; pings < 8; pings++)
        {
            var expected = pings;
            await Eventually.Until($"ping {expected} arrives", () =>
            {
                clock.Advance(TimeSpan.FromSeconds(1));
                return server.HeardOf("ping").Count() >= expected;
            });
            await client.RequestAsync("getversion", null, Clients.Stop);
        }

        Assert.Equal(ClientState.Open, client.State);
    }

    [Fact]
    public async Task States_are_announced_in_order_and_a_handler_that_throws_stops_nobody()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Options);
        var seen = new System.Collections.Concurrent.ConcurrentQueue<ClientState>();
        client.StateChanged += (_, _) => throw new InvalidOperationException("a handler's own mistake");
        client.StateChanged += (_, change) => seen.Enqueue(change.State);

        server.Connections.Single().Abort();
        await Eventually.Until("the loss is noticed", () => client.State == ClientState.Reconnecting);
        await UntilOpenAsync(client);
        client.Dispose();

        await Eventually.Until("the end is announced", () => seen.LastOrDefault() == ClientState.Closed);
        Assert.Equal([ClientState.Reconnecting, ClientState.Open, ClientState.Closed], seen.SkipWhile(state => state == ClientState.Open));
        Assert.True(client.Counters.FailedHandlers >= 3);
    }

    [Fact]
    public async Task A_slow_reader_loses_the_oldest_events_and_is_told_how_many()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync(Options with { EventBufferCapacity = 10 });
        using var events = await client.SubscribeAsync(["customevent"], Clients.Stop);
        for (var number = 0; number < 100; number++)
        {
            await server.Connections.Single().SendAsync("customevent", new JsonObject { ["n"] = number });
        }

        await client.RequestAsync("getversion", null, Clients.Stop);

        var dropped = await events.ReadAsync(Clients.Stop);
        var first = await events.ReadAsync(Clients.Stop);
        Assert.Equal((ServerEventKind.Dropped, 90), (dropped!.Kind, dropped.DroppedCount));
        Assert.Equal(90L, first!.Parameters["n"]);
        Assert.Equal(90, events.DroppedCount);
    }

    [Fact]
    public async Task A_closed_client_ends_its_streams()
    {
        await using var server = await ScriptedServer.StartAsync();
        var client = await server.ConnectAsync(Options);
        using var events = await client.SubscribeAsync(["customevent"], Clients.Stop);
        var reading = events.ReadAsync(Clients.Stop);
        await client.CloseAsync(Clients.Stop);
        Assert.Null(await reading);
    }

    private Task UntilOpenAsync(OktellClient client) => Eventually.Until("the connection is open again", () =>
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return client.State == ClientState.Open && client.Counters.Reconnects > 0;
    });
}
