using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Tests;

/// <summary>Calls to a queue number.</summary>
public sealed class QueueTests
{
    private static Task CallAsync(Rehearsal pbx, string from) => pbx.ControlAsync("call", new { from, to = "600" });

    [Fact]
    public async Task A_call_goes_to_the_first_free_member_that_is_there()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await CallAsync(pbx, "+79161234567");
        Assert.Equal("ring", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task With_nobody_there_a_desk_phone_takes_it()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await CallAsync(pbx, "+79161234567");
        pbx.Pass(3);
        var call = Assert.Single((await pbx.ControlAsync("state")).Body.GetItems("calls"));
        Assert.Equal("101", call.GetText("to"));
        Assert.True(call.GetFlag("answered"));
    }

    [Fact]
    public async Task Callers_wait_while_everybody_is_busy_and_members_see_them()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var sidorov = await pbx.LogInAsync("sidorov");
        await CallAsync(pbx, "+79160000001");
        await CallAsync(pbx, "+79160000002");
        await CallAsync(pbx, "+79160000003");
        var waiting = (await ivanov.AskAsync("getcurrentqueue")).GetItems("queue").ToList();
        Assert.Equal(["+79160000002", "+79160000003"], waiting.Select(caller => caller.GetText("number")));
        Assert.All(waiting, caller => Assert.True(Guid.Parse(caller.GetText("chainid")!) != Guid.Empty));
        Assert.Empty((await sidorov.AskAsync("getcurrentqueue")).GetItems("queue"));

        await ivanov.AskAsync("pbxanswercall");
        await ivanov.AskAsync("pbxabortcall");
        Assert.Equal("+79160000002", (await ivanov.LineAsync()).GetProperty("abonent").GetText("number"));
        Assert.Single((await ivanov.AskAsync("getcurrentqueue")).GetItems("queue"));
    }

    [Fact]
    public async Task A_declined_call_goes_to_the_next_member()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await CallAsync(pbx, "+79161234567");
        await ivanov.AskAsync("pbxdeclinecall");
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.Equal("ring", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task An_unanswered_call_moves_on_and_is_given_up_after_a_minute()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await CallAsync(pbx, "+79161234567");
        pbx.Pass(30);
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.Equal("ring", await petrov.PhoneAsync());
        pbx.Pass(30);
        Assert.Equal("ready", await petrov.PhoneAsync());
        Assert.Empty((await pbx.ControlAsync("state")).Body.GetItems("calls"));
    }

    [Fact]
    public async Task A_colleague_hears_the_queue_until_a_member_answers()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var sidorov = await pbx.LogInAsync("sidorov");
        await using var ivanov = await pbx.LogInAsync();
        await sidorov.AskAsync("pbxautocallstart", new() { ["number"] = "600" });
        pbx.Pass(0.5);
        pbx.Pass(0.5);
        Assert.Equal("ivr", await sidorov.PhoneAsync());
        await ivanov.AskAsync("pbxanswercall");
        Assert.Equal("talk", await sidorov.PhoneAsync());
        Assert.Equal("101", (await sidorov.LineAsync()).GetProperty("abonent").GetText("number"));
        await sidorov.UntilEventAsync("phoneevent_ivrstarted", body => body.GetFlag("isroutingivr") == true);
    }

    [Fact]
    public async Task Of_several_queues_the_one_with_the_higher_priority_is_served_first_then_the_oldest_call()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with
        {
            Seed = Rehearsal.Seed with
            {
                Queues =
                [
                    new SeedQueue("b04babe5-99b7-5d61-b8b6-2faf46abec2c", "600", "Отдел продаж", ["ivanov"]),
                    new SeedQueue("3a2e7c32-6644-5833-adac-ce9b39c8bad1", "601", "Важные", ["ivanov", "sidorov"], Priority: 5),
                ],
            },
        });
        await using var ivanov = await pbx.LogInAsync();
        await using var sidorov = await pbx.LogInAsync("sidorov");
        await ivanov.DoAsync("setuserstate", ("userstateid", 2));
        await sidorov.DoAsync("setuserstate", ("userstateid", 2));
        foreach (var (from, to) in new[] { ("+79160000001", "600"), ("+79160000002", "601"), ("+79160000003", "600"), ("+79160000004", "601") })
        {
            await pbx.ControlAsync("call", new { from, to });
            pbx.Pass(2);
        }

        string?[] order = ["+79160000002", "+79160000004", "+79160000001", "+79160000003"];
        var mine = (await ivanov.DoAsync("getcurrentqueue")).GetItems("queue").ToList();
        Assert.Equal(order, mine.Select(item => item.GetText("number")));
        Assert.Equal([6L, 2L, 8L, 4L], mine.Select(item => item.GetWholeNumber("lenqueue")!.Value));
        Assert.All(mine, item => Assert.True(item.GetFlag("isextline") == true && item.GetNonEmptyText("startqueuetime") is not null));
        Assert.Equal(order.Take(2), (await sidorov.DoAsync("getcurrentqueue")).GetItems("queue").Select(item => item.GetText("number")));

        await ivanov.DoAsync("setuserstate", ("userstateid", 1));
        foreach (var number in order)
        {
            Assert.Equal($"ring {number} -", await ivanov.ShowsAsync());
            await ivanov.DoAsync("pbxanswercall");
            await ivanov.DoAsync("pbxabortcall");
        }

        Assert.Equal("ready - -", await ivanov.ShowsAsync());
    }

    [Fact]
    public async Task The_total_queue_lists_what_waits_in_any_queue()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await ivanov.DoAsync("setuserstate", ("userstateid", 2));
        await CallAsync(pbx, "+79161234567");
        pbx.Pass(7);
        var item = Assert.Single((await ivanov.DoAsync("gettotalqueue")).GetItems("queue"));
        Assert.Equal(("600", "Отдел продаж"), (item.GetText("numprefix"), item.GetText("rulename")));
        Assert.Equal(("+79161234567", 7), (item.GetText("callerid"), item.GetWholeNumber("lenqueue")));
    }

    [Theory]
    [InlineData("""{"userstateid":2}""")]
    [InlineData("""{"userstateid":3}""")]
    [InlineData("""{"onredirect":true}""")]
    public async Task Whoever_is_on_a_break_not_to_be_disturbed_or_has_redirected_gets_none(string state)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("setuserstate", JsonNode.Parse(state)!.AsObject());
        await CallAsync(pbx, "+79161234567");
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.Equal("ring", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task A_member_who_has_somebody_on_hold_is_not_free()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await pbx.TalkAsync(ivanov, "911000");
        await ivanov.FlashAsync();
        await CallAsync(pbx, "+79161234567");
        Assert.Equal("ready - 911000", await ivanov.ShowsAsync());
        await ivanov.DoAsync("pbxabortcall");
        Assert.Equal("ring +79161234567 -", await ivanov.ShowsAsync());
    }
}
