using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Each change of a phone's state, row by row: what the line shows then, and which events come in which order.</summary>
public sealed class TransitionTests : IAsyncLifetime
{
    private const string Customer = "+79161234567";
    private Rehearsal pbx = null!;
    private RawClient ivanov = null!;
    private RawClient second = null!;
    private RawClient petrov = null!;

    public async ValueTask InitializeAsync()
    {
        pbx = await Rehearsal.StartAsync();
        ivanov = await pbx.LogInAsync();
        second = await pbx.LogInAsync();
        petrov = await pbx.LogInAsync("petrov");
    }

    public async ValueTask DisposeAsync()
    {
        await ivanov.DisposeAsync();
        await second.DisposeAsync();
        await petrov.DisposeAsync();
        await pbx.DisposeAsync();
    }

    /// <summary>Goes on, and compares what both connections of the person were told and shown since.</summary>
    private async Task StepAsync(Func<Task> change, string events, string word, params string[] flags)
    {
        await ivanov.FreshAsync();
        await second.FreshAsync();
        await change();
        Assert.Equal(events, string.Join(", ", await ivanov.HeardAsync()));
        Assert.Equal(events, string.Join(", ", await second.HeardAsync()));
        foreach (var client in new[] { ivanov, second })
        {
            var line = await client.LineAsync();
            var abonent = line.GetProperty("abonent");
            string[] all = ["isringing", "isautocall", "iscommutated", "iswaitinginflash", "iswaitingforanswer", "isconference", "isivr"];
            Assert.Equal(flags, all.Where(flag => abonent.GetFlag(flag) == true));
            Assert.Equal(word, line.GetText("linestatestr"));
            Assert.Equal(word is "lsReady" or "lsDisconnected" || line.GetFlag("isflashing") == true, line.GetText("chainid") == Guid.Empty.ToString());
        }
    }

    private Task PassAsync(double seconds)
    {
        pbx.Pass(seconds);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_incoming_call_rings_is_answered_and_ends()
    {
        await StepAsync(() => pbx.ControlAsync("call", new { from = Customer, to = "101" }), "ringstarted, user 5", "lsRinging", "isringing");
        await StepAsync(() => ivanov.DoAsync("pbxanswercall"), "ringstopped, commstarted", "lsCommutated", "iscommutated");
        await StepAsync(() => ivanov.DoAsync("pbxabortcall"), "commstopped, user 1", "lsReady");
    }

    [Theory]
    [InlineData("pbxdeclinecall")]
    [InlineData("caller")]
    [InlineData("time")]
    public async Task An_incoming_call_that_is_not_answered_leaves_the_line_free(string how)
    {
        await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        await StepAsync(
            () => how switch
            {
                "time" => PassAsync(30),
                "caller" => pbx.ControlAsync("hangup", new { number = Customer }),
                _ => second.DoAsync(how),
            },
            "ringstopped, user 1",
            "lsReady");
        Assert.Null(Assert.Single((await ivanov.DoAsync("getpbxcalljournal")).GetItems("data")).GetField("timeanswer"));
    }

    [Fact]
    public async Task An_ordered_call_rings_here_is_dialled_answered_held_and_taken_back()
    {
        await StepAsync(() => ivanov.DoAsync("pbxautocallstart", ("number", "102")), "acmcallstarted, ringstarted, user 5", "lsRinging", "isringing");
        Assert.Equal("acm_callback", (await ivanov.LineAsync()).GetProperty("abonent").GetText("direction"));
        await StepAsync(() => PassAsync(0.5), "ringstopped, linestatechanged", "lsHookUp", "isautocall");
        await StepAsync(() => petrov.DoAsync("pbxanswercall"), "acmcallstopped, commstarted", "lsCommutated", "iscommutated");
        await StepAsync(() => second.FlashAsync(), "commstopped, flash 1", "lsHookUp");
        await StepAsync(() => ivanov.FlashAsync(), "flash 2, commstarted", "lsCommutated", "iscommutated");
        await StepAsync(() => petrov.FlashAsync(), "commstopped, flash 11", "lsCommutated", "iswaitinginflash");
        await StepAsync(() => petrov.FlashAsync(), "flash 12, commstarted", "lsCommutated", "iscommutated");
        await StepAsync(() => ivanov.DoAsync("buildconferencefromcommutation"), "commstopped, commstarted conference", "lsCommutated", "iscommutated", "isconference");
        await StepAsync(() => petrov.DoAsync("pbxabortcall"), "commstopped, user 1", "lsReady");
    }

    [Fact]
    public async Task A_call_ordered_with_the_other_side_first_reserves_the_line()
    {
        await StepAsync(() => ivanov.DoAsync("pbxautocallstart", ("number", "102"), ("sequence", "abonent")), "acmcallstarted, user 5", "lsReserved", "isautocall");
        await StepAsync(() => petrov.DoAsync("pbxanswercall"), "ringstarted", "lsRinging", "isringing");
        await StepAsync(() => PassAsync(0.5), "ringstopped, acmcallstopped, commstarted", "lsCommutated", "iscommutated");
    }

    [Fact]
    public async Task A_busy_number_ends_the_placing_of_the_call()
    {
        await ivanov.DoAsync("pbxautocallstart", ("number", "922000"));
        pbx.Pass(0.5);
        await StepAsync(() => PassAsync(1), "acmcallstopped, linestatechanged, user 1", "lsReady");
    }

    [Fact]
    public async Task A_call_dialled_at_the_desk_is_no_autocall()
    {
        await StepAsync(() => pbx.ControlAsync("call", new { from = "101", to = "911000" }), "linestatechanged, user 5", "lsHookUp", "iswaitingforanswer");
        await StepAsync(() => PassAsync(1), "commstarted", "lsCommutated", "iscommutated");
        await StepAsync(() => pbx.ControlAsync("hangup", new { user = "101" }), "commstopped, user 1", "lsReady");
    }

    [Fact]
    public async Task A_queue_is_a_service_until_a_member_answers()
    {
        await petrov.DoAsync("setuserstate", ("userstateid", 2));
        await ivanov.DoAsync("pbxautocallstart", ("number", "600"));
        await StepAsync(() => PassAsync(0.5), "ringstopped, linestatechanged", "lsHookUp", "isautocall");
        await StepAsync(() => PassAsync(0.5), "acmcallstopped, ivrstarted", "lsCommutated", "isivr");
        Assert.Equal("ivr 600 -", await ivanov.ShowsAsync());
        await petrov.DoAsync("setuserstate", ("userstateid", 1));
        Assert.Equal("ivr 600 -", await ivanov.ShowsAsync());
        await StepAsync(() => petrov.DoAsync("pbxanswercall"), "ivrstopped, commstarted", "lsCommutated", "iscommutated");
    }

    [Fact]
    public async Task Without_a_phone_the_line_is_disconnected_and_cannot_be_called()
    {
        await pbx.TalkAsync(ivanov, "911000");
        await StepAsync(() => pbx.ControlAsync("phone", new { user = "ivanov", connected = false }), "commstopped, user 7", "lsDisconnected");
        await ivanov.RefusedAsync("pbxautocallstart", ("number", "102"));
        Assert.Equal(409, (await pbx.ControlAsync("call", new { from = Customer, to = "101" })).Status);
        await StepAsync(() => pbx.ControlAsync("phone", new { user = "ivanov", connected = true }), "user 1", "lsReady");
        Assert.Equal(400, (await pbx.ControlAsync("phone", new { user = "ivanov" })).Status);
    }
}
