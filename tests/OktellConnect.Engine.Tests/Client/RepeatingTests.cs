using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Client;

/// <summary>What is sent again when a connection is lost, and what never is.</summary>
public class RepeatingTests
{
    private readonly FakeTimeProvider clock = new();

    public static TheoryData<string> MethodsThatChangeSomething => [.. MethodCatalog.All
        .Where(method => method is { Direction: MessageDirection.ToServer, Category: not RepeatCategory.Read } && method.Name is not ("login" or "logout"))
        .Select(method => method.Name), "a_method_nobody_knows"];

    private OktellClientOptions Options => Clients.Options with { Clock = clock, Reconnect = true, KeepAliveInterval = TimeSpan.FromHours(1) };

    [Theory]
    [MemberData(nameof(MethodsThatChangeSomething))]
    public async Task What_changes_something_is_sent_once_whatever_becomes_of_its_reply(string method)
    {
        await using var server = await BreakingServerAsync(method, times: int.MaxValue);
        using var client = await server.ConnectAsync(Options);

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync(method, null, Clients.Stop));
        await UntilOpenAsync(client);
        await client.RequestAsync("getversion", null, Clients.Stop);

        Assert.True(failure.IsOutcomeUnknown);
        Assert.Equal(RequestEndReason.ConnectionLost, failure.Reason);
        Assert.Single(server.HeardOf(method));
        Assert.Equal(0, client.Counters.RepeatedRequests);
    }

    [Fact]
    public async Task A_read_that_lost_its_reply_with_the_connection_is_sent_once_more()
    {
        await using var server = await BreakingServerAsync("getpbxnumbers", times: 1);
        using var client = await server.ConnectAsync(Options);

        var reading = client.RequestAsync("getpbxnumbers", null, Clients.Stop);
        await UntilOpenAsync(client);
        await reading;

        Assert.Equal([0, 1], server.HeardOf("getpbxnumbers").Select(message => message.Connection.Index));
        Assert.Equal(1, client.Counters.RepeatedRequests);
    }

    [Fact]
    public async Task A_read_is_not_sent_a_third_time()
    {
        await using var server = await BreakingServerAsync("getpbxnumbers", times: int.MaxValue);
        using var client = await server.ConnectAsync(Options);

        var reading = client.RequestAsync("getpbxnumbers", null, Clients.Stop);
        await UntilOpenAsync(client);
        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => reading);

        Assert.Equal(RequestEndReason.ConnectionLost, failure.Reason);
        Assert.False(failure.IsOutcomeUnknown);
        Assert.Equal(2, server.HeardOf("getpbxnumbers").Count());
    }

    [Fact]
    public async Task With_fail_nothing_waits_and_nothing_is_sent_twice()
    {
        await using var server = await BreakingServerAsync("getpbxnumbers", times: 1);
        using var client = await server.ConnectAsync(Options with { WhileDisconnected = DisconnectedRequests.Fail });

        var sent = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("getpbxnumbers", null, Clients.Stop));
        await Eventually.Until("the loss is noticed", () => client.State == ClientState.Reconnecting);
        var refused = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("getpbxnumbers", null, Clients.Stop));
        await UntilOpenAsync(client);

        Assert.Equal((RequestEndReason.ConnectionLost, RequestEndReason.NotSent), (sent.Reason, refused.Reason));
        Assert.False(refused.WasSent);
        Assert.Single(server.HeardOf("getpbxnumbers"));
        await client.RequestAsync("getpbxnumbers", null, Clients.Stop);
    }

    [Fact]
    public async Task A_message_that_could_be_written_in_part_only_ends_the_connection_and_is_unknown()
    {
        await using var server = await ScriptedServer.StartAsync();
        var reading = new TaskCompletionSource();
        server.OnMessage = async (connection, message) =>
        {
            if (message.Name == "stall")
            {
                // Reads no more: what comes after this fills the buffers in between.
                await reading.Task;
            }

            return message.Name == "stall";
        };
        using var client = await server.ConnectAsync(Clients.Options);
        var stalled = client.RequestAsync("stall", null, Clients.Stop);
        await Eventually.Until("the server reads no more", () => server.HeardOf("stall").Any());

        var large = client.RequestAsync("triggercustomevent", new JsonObject { ["eventparam"] = new string('x', 48 * 1024 * 1024) }, Clients.Stop);
        await Eventually.Until("the message is on its way", () => client.Journal.GetLast(1) is [{ Name: "triggercustomevent" }]);
        server.Connections.Single().Abort();
        reading.SetResult();

        await Assert.ThrowsAsync<OktellRequestException>(() => stalled);
        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => large);
        Assert.True(failure.IsOutcomeUnknown);
        Assert.Equal(RequestEndReason.ConnectionLost, failure.Reason);
        await Eventually.Until("the connection is given up", () => client.State == ClientState.Failed);
    }

    [Fact]
    public async Task Each_reason_for_the_end_of_a_request_is_told_apart()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (_, message) =>
        {
            if (message.Name == "refused")
            {
                await message.ReplyAsync(new JsonObject { ["result"] = 0, ["error"] = 7 });
            }

            return message.Name is "refused" or "silent";
        };
        var client = await server.ConnectAsync(Options with { MaximumRequestsInFlight = 1 });

        Assert.Equal(RequestEndReason.Refused, (await FailureAsync(client.RequestAsync("refused", null, Clients.Stop))).Reason);

        // The only turn is taken for a minute; whoever waits for it has twenty seconds.
        var silent = client.RequestAsync("silent", null, TimeSpan.FromMinutes(1), Clients.Stop);
        await Eventually.Until("the request has arrived", () => server.HeardOf("silent").Any());
        var crowded = client.RequestAsync("getversion", null, Clients.Stop);
        clock.Advance(TimeSpan.FromSeconds(20));
        var unsent = await FailureAsync(crowded);
        Assert.Equal(RequestEndReason.NotSent, unsent.Reason);
        Assert.Contains("1 requests wait for replies, which is as many as may", unsent.Message, StringComparison.Ordinal);
        Assert.Empty(server.HeardOf("getversion"));
        clock.Advance(TimeSpan.FromSeconds(40));
        Assert.Equal(RequestEndReason.TimedOut, (await FailureAsync(silent)).Reason);

        var last = client.RequestAsync("silent", null, Clients.Stop);
        await Eventually.Until("the last request has arrived", () => server.HeardOf("silent").Count() == 2);
        client.Dispose();
        Assert.Equal(RequestEndReason.ConnectionClosed, (await FailureAsync(last)).Reason);
        Assert.Equal(RequestEndReason.ConnectionClosed, (await FailureAsync(client.RequestAsync("getversion", null, Clients.Stop))).Reason);
    }

    [Fact]
    public void Pauses_double_up_to_thirty_seconds_and_half_of_each_is_chance() =>
        CsCheck.Check.Sample(CsCheck.Gen.Int, seed =>
        {
            var pauses = new ReconnectPauses(new Random(seed));
            foreach (var whole in new[] { 1, 2, 4, 8, 16, 30, 30, 30 })
            {
                var pause = pauses.Next().TotalSeconds;
                Assert.InRange(pause, whole / 2.0, whole);
            }
        });

    private static async Task<OktellRequestException> FailureAsync(Task request) => await Assert.ThrowsAsync<OktellRequestException>(() => request);

    /// <summary>Hears a method so many times and breaks off instead of answering.</summary>
    private static async Task<ScriptedServer> BreakingServerAsync(string method, int times)
    {
        var server = await ScriptedServer.StartAsync();
        var broken = 0;
        server.OnMessage = (connection, message) =>
        {
            // After a reconnect the client itself subscribes again; that is not the request of the test.
            var isMeant = message.Name == method && message.Body["eventmethod"] is null && Interlocked.Increment(ref broken) <= times;
            if (isMeant)
            {
                connection.Abort();
            }

            return Task.FromResult(isMeant);
        };
        return server;
    }

    private Task UntilOpenAsync(OktellClient client) => Eventually.Until("the connection is open again", () =>
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return client.State == ClientState.Open && client.Counters.Reconnects > 0;
    });
}
