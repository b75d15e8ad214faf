using System.Management.Automation;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Cmdlets.Tests.Foundation;
using OktellConnect.Events;
using OktellConnect.Testing;

namespace OktellConnect.Cmdlets.Tests.Events;

/// <summary>An endless command must end when its reader wants no more, and must not run ahead of it.</summary>
public sealed class WatchOktellEventTests : IDisposable
{
    private static readonly OktellClientOptions Options = new() { AllowUnencrypted = true, Reconnect = false };

    private readonly CommandRunspace runspace = new(typeof(WatchOktellEvent), typeof(SelectFirstFewCommand), typeof(InvokeEachCommand));

    public void Dispose() => runspace.Dispose();

    [Fact]
    public async Task A_command_further_down_that_wants_no_more_ends_the_watch()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = await OpenAsync(server);
        using var shell = runspace.Create();
        shell.AddCommand("Watch-OktellEvent").AddParameter("Type", "Server").AddParameter("Connection", connection)
            .AddCommand("Select-FirstFew").AddParameter("First", 2);

        var run = shell.InvokeAsync();
        await PushUntilAsync(server, () => run.IsCompleted);

        Assert.Equal(["chatmessage", "chatmessage"], (await run).Select(item => Assert.IsType<ServerPushEvent>(item.BaseObject).Name).Take(2));
        Assert.Empty(shell.Streams.Error);
        await Eventually.Until("nobody listens any more", () => !IsWatched(connection));
    }

    [Fact]
    public async Task Stopping_from_the_keyboard_ends_a_watch_that_sees_nothing()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = await OpenAsync(server);
        using var shell = runspace.Create();
        shell.AddCommand("Watch-OktellEvent").AddParameter("Type", "Message").AddParameter("Connection", connection);

        var run = shell.InvokeAsync();
        await Eventually.Until("it listens", () => IsWatched(connection));
        await Task.Factory.FromAsync(shell.BeginStop(null, null), shell.EndStop);

        await Assert.ThrowsAsync<PipelineStoppedException>(() => run);
        Assert.False(IsWatched(connection));
    }

    [Fact]
    public async Task A_slow_reader_is_warned_once_while_it_stays_slow_and_every_event_is_accounted_for()
    {
        const int Sent = 5000;
        await using var server = await ScriptedServer.StartAsync();
        using var connection = await OpenAsync(server);
        using var shell = runspace.Create();
        using var go = new ManualResetEventSlim();
        var delivered = 0L;
        var lost = 0L;
        shell.AddCommand("Watch-OktellEvent").AddParameter("Type", "Server").AddParameter("Buffer", 10).AddParameter("Connection", connection)
            .AddCommand("Invoke-Each").AddParameter("Action", (object? item) =>
            {
                go.Wait(TimeSpan.FromSeconds(30));
                delivered += item is ServerPushEvent ? 1 : 0;
                lost += item is LossEvent loss ? loss.Count : 0;
            });

        var run = shell.InvokeAsync();
        await Eventually.Until("it listens", () => IsWatched(connection));
        for (var sent = 0; sent < Sent; sent++)
        {
            await server.Connections.Last().SendAsync("chatmessage", []);
        }

        await server.Connections.Last().SendAsync("ping", new JsonObject { ["qid"] = "after" });
        await Eventually.Until("the last event has been received", () => server.HeardOf("pong").Any());
        go.Set();
        await Eventually.Until("all are accounted for", () => Interlocked.Read(ref delivered) + Interlocked.Read(ref lost) == Sent);
        connection.Dispose();
        await run;

        Assert.True(lost > 0);
        Assert.True(delivered >= 10);
        Assert.Contains("faster than they are taken", Assert.Single(shell.Streams.Warning).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_lost_for_good_is_an_error()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var connection = await OpenAsync(server);
        using var shell = runspace.Create();
        shell.AddCommand("Watch-OktellEvent").AddParameter("Type", "Connection").AddParameter("Connection", connection);

        var run = shell.InvokeAsync();
        await Eventually.Until("it listens", () => IsWatched(connection));
        server.Connections.Last().Abort();
        var events = await run;

        var last = Assert.IsType<ConnectionEvent>(events.Last().BaseObject);
        Assert.Equal(ClientState.Failed, last.State);
        Assert.StartsWith("ConnectionLost,", Assert.Single(shell.Streams.Error).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static Task<OktellConnection> OpenAsync(ScriptedServer server) =>
        OktellConnection.OpenAsync([server.Address], new OktellCredential("ivanov", "Secret123"), Options, TestContext.Current.CancellationToken);

    private static bool IsWatched(OktellConnection connection) => connection.WatcherCount > 0;

    private static Task PushUntilAsync(ScriptedServer server, Func<bool> isOver) => Eventually.Until("enough events have come", async () =>
    {
        await server.Connections.Last().SendAsync("chatmessage", []);
        return isOver();
    });
}
