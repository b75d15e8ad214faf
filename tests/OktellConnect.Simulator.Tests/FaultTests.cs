using System.Net.WebSockets;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>What can be made to go wrong.</summary>
public sealed class FaultTests
{
    private static byte[] Request(string method, string id) => FrameCodec.Encode(method, new JsonObject { ["qid"] = id, ["number"] = "911000" });

    [Fact]
    public async Task A_dropped_reply_belongs_to_a_request_that_was_carried_out()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { drop = 1, method = "pbxautocallstart" });
        await client.SendAsync(Request("pbxautocallstart", "lost"));
        Assert.Equal("backring", await client.PhoneAsync());
        Assert.DoesNotContain(client.Arrived, frame => frame.QueryId == "lost");
        await client.AskAsync("pbxdeclinecall");
        Assert.Equal(1, (await client.AskAsync("pbxautocallstart", new JsonObject { ["number"] = "911000" })).GetWholeNumber("result"));
    }

    [Fact]
    public async Task Garbled_messages_are_no_frames_and_end_after_their_count()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { garble = 1 });
        await client.SendAsync(Request("getmyuserinfo", "bad"));
        await Eventually.Until("rubbish comes", () => !client.Rubbish.IsEmpty);
        Assert.Equal(1, (await client.AskAsync("getmyuserinfo")).GetWholeNumber("result"));
    }

    [Fact]
    public async Task Silence_leaves_the_connection_open_and_does_nothing()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { silence = true });
        await client.SendAsync(Request("pbxautocallstart", "unheard"));
        await client.SendAsync(FrameCodec.Encode("ping", new JsonObject { ["qid"] = "unheard too" }));
        Assert.Empty((await pbx.ControlAsync("state")).Body.GetItems("calls"));
        Assert.Equal(WebSocketState.Open, client.State);
        await pbx.ControlAsync("fault", new { });
        Assert.Equal(1, (await client.AskAsync("getmyuserinfo")).GetWholeNumber("result"));
        Assert.DoesNotContain(client.Arrived, frame => frame.QueryId?.StartsWith("unheard", StringComparison.Ordinal) == true);
    }

    [Fact]
    public async Task A_delay_holds_every_message_back_by_that_much()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { delayMs = 5000 });
        await client.SendAsync(Request("pbxautocallstart", "late"));
        await client.SendAsync(Request("getmyuserinfo", "late too"));
        await Eventually.Until("the call is begun", async () => (await pbx.ControlAsync("state")).Body.GetItems("calls").Any());
        Assert.DoesNotContain(client.Arrived, frame => frame.QueryId?.StartsWith("late", StringComparison.Ordinal) == true);

        // Each message is held back by itself: the delays do not add up.
        pbx.Pass(5);
        await Eventually.Until("both replies come", () => client.Arrived.Count(frame => frame.QueryId?.StartsWith("late", StringComparison.Ordinal) == true) == 2);
    }

    [Fact]
    public async Task A_connection_breaks_off_after_so_many_messages()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("fault", new { closeAfter = 2 });
        await client.AskAsync("ping");
        await client.AskAsync("ping");
        await client.SendAsync(Request("ping", "third"));
        await Assert.ThrowsAnyAsync<WebSocketException>(() => client.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Close_after_nothing_breaks_every_connection_off_at_once()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await using var second = await pbx.LogInAsync();
        await using var third = await pbx.LogInAsync("petrov");
        Assert.Equal(200, (await pbx.ControlAsync("fault", new { closeAfter = 0 })).Status);
        foreach (var broken in new[] { client, second, third })
        {
            await Assert.ThrowsAnyAsync<WebSocketException>(() => broken.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken));
        }

        await pbx.ControlAsync("fault", new { });
        await using var again = await pbx.LogInAsync();
        Assert.Equal("ready", await again.PhoneAsync());
    }
}
