using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Events;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Events;

/// <summary>The queue is not pushed: it is read while somebody wants to know, and never otherwise.</summary>
public class QueueEventTests
{
    private readonly FakeTimeProvider clock = new();
    private volatile string queue = """{"queue":[{"number":"+79161234567","chainid":"c1"}]}""";

    [Fact]
    public async Task Who_comes_and_who_goes_is_told_while_somebody_watches()
    {
        await using var server = await StartAsync();
        using var connection = await OktellConnection.OpenAsync(
            [server.Address], Clients.Ivanov, Clients.Options with { Clock = clock, KeepAliveInterval = TimeSpan.FromHours(1) }, Clients.Stop);
        using (var calls = await connection.WatchAsync([OktellEventType.Call], [], Clients.Stop))
        {
            clock.Advance(TimeSpan.FromSeconds(30));
            Assert.Empty(server.HeardOf("getcurrentqueue"));
        }

        using (var stream = await connection.WatchAsync([OktellEventType.Queue], [], Clients.Stop))
        {
            AssertEvent("+79161234567", entered: true, await stream.ReadAsync(Clients.Stop));

            queue = """{"queue":[{"number":"102","chainid":"c2"}]}""";
            var news = stream.ReadAsync(Clients.Stop);
            await TickUntilAsync("the queue is read again", () => news.IsCompleted);
            AssertEvent("+79161234567", entered: false, await news);
            AssertEvent("102", entered: true, await stream.ReadAsync(Clients.Stop));
        }

        var asked = -1;
        await TickUntilAsync("nobody asks any more", () => asked == (asked = server.HeardOf("getcurrentqueue").Count()));
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(asked, server.HeardOf("getcurrentqueue").Count());
    }

    [Fact]
    public async Task A_queue_that_cannot_be_read_once_changes_nothing()
    {
        await using var server = await StartAsync();
        using var connection = await OktellConnection.OpenAsync(
            [server.Address], Clients.Ivanov, Clients.Options with { Clock = clock, KeepAliveInterval = TimeSpan.FromHours(1) }, Clients.Stop);
        using var stream = await connection.WatchAsync([OktellEventType.Queue], [], Clients.Stop);
        AssertEvent("+79161234567", entered: true, await stream.ReadAsync(Clients.Stop));

        queue = """{"result":0}""";
        var before = server.HeardOf("getcurrentqueue").Count();
        await TickUntilAsync("it was refused", () => server.HeardOf("getcurrentqueue").Count() > before + 1);
        queue = """{"queue":[]}""";
        var news = stream.ReadAsync(Clients.Stop);
        await TickUntilAsync("it is read again", () => news.IsCompleted);

        AssertEvent("+79161234567", entered: false, await news);
    }

    private static void AssertEvent(string number, bool entered, OktellEvent? item)
    {
        var seen = Assert.IsType<QueueEvent>(item);
        Assert.Equal((number, entered), (seen.Item.Number, seen.Entered));
    }

    private Task TickUntilAsync(string condition, Func<bool> isMet) => Eventually.Until(condition, () =>
    {
        clock.Advance(TimeSpan.FromSeconds(1));
        return isMet();
    });

    private async Task<ScriptedServer> StartAsync()
    {
        var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (_, message) =>
        {
            if (message.Name != "getcurrentqueue")
            {
                return false;
            }

            await message.ReplyAsync(JsonNode.Parse(queue)!.AsObject());
            return true;
        };
        return server;
    }
}
