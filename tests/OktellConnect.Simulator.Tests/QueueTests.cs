using OktellConnect.Protocol;

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
        Assert.Equal("ivr", await sidorov.PhoneAsync());
        await ivanov.AskAsync("pbxanswercall");
        Assert.Equal("talk", await sidorov.PhoneAsync());
        Assert.Equal("101", (await sidorov.LineAsync()).GetProperty("abonent").GetText("number"));
        await sidorov.UntilEventAsync("phoneevent_ivrstarted", body => body.GetFlag("isroutingivr") == true);
    }
}
