using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Hold, as the one who holds, the one who is held and a third one see it.</summary>
public sealed class HoldTests : IAsyncLifetime
{
    private Rehearsal pbx = null!;
    private RawClient ivanov = null!;
    private RawClient petrov = null!;
    private RawClient sidorov = null!;

    public async ValueTask InitializeAsync()
    {
        pbx = await Rehearsal.StartAsync();
        ivanov = await pbx.LogInAsync();
        petrov = await pbx.LogInAsync("petrov");
        sidorov = await pbx.LogInAsync("sidorov");
    }

    public async ValueTask DisposeAsync()
    {
        await ivanov.DisposeAsync();
        await petrov.DisposeAsync();
        await sidorov.DisposeAsync();
        await pbx.DisposeAsync();
    }

    private async Task FreshAsync()
    {
        await ivanov.FreshAsync();
        await petrov.FreshAsync();
        await sidorov.FreshAsync();
    }

    [Fact]
    public async Task On_hold_I_have_the_dial_tone_and_the_other_side_waits()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await FreshAsync();
        await ivanov.FlashAsync();
        var mine = await ivanov.LineAsync();
        Assert.Equal("lsHookUp", mine.GetText("linestatestr"));
        Assert.True(mine.GetFlag("isflashing"));
        Assert.Empty(mine.GetProperty("abonent").EnumerateObject());
        Assert.Equal(Guid.Empty.ToString(), mine.GetText("chainid"));
        Assert.Equal("102", mine.GetProperty("flashed").GetText("number"));
        var other = (await petrov.LineAsync()).GetProperty("abonent");
        Assert.True(other.GetFlag("iswaitinginflash"));
        Assert.False(other.GetFlag("iscommutated"));
        Assert.Equal("101", other.GetText("number"));
        Assert.Equal(["commstopped", "flash 1"], await ivanov.HeardAsync());
        Assert.Equal(["commstopped", "flash 11"], await petrov.HeardAsync());
        var asked = await ivanov.DoAsync("getflashedabonentinfo");
        Assert.True(asked.GetFlag("containsflashed"));
        Assert.Equal("102", asked.GetProperty("abonent").GetText("number"));
        Assert.Equal(5, (await ivanov.AskAsync("getuserstate")).GetWholeNumber("userstateid"));
    }

    [Fact]
    public async Task Back_from_hold_the_talk_goes_on_as_a_new_commutation_of_the_same_call()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        var chain = (await ivanov.LineAsync()).GetText("chainid");
        await ivanov.FlashAsync();
        pbx.Pass(5);
        await FreshAsync();
        await ivanov.FlashAsync();
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal("talk 101 -", await petrov.ShowsAsync());
        Assert.Equal(chain, (await ivanov.LineAsync()).GetText("chainid"));
        Assert.Equal(0, (await ivanov.LineAsync()).GetWholeNumber("timertalklensec"));
        Assert.Equal(["flash 2", "commstarted"], await ivanov.HeardAsync());
        Assert.Equal(["flash 12", "commstarted"], await petrov.HeardAsync());
        Assert.False((await ivanov.DoAsync("getflashedabonentinfo")).GetFlag("containsflashed"));
    }

    [Fact]
    public async Task A_call_made_in_a_talk_puts_the_current_party_on_hold_and_is_dialled_at_once()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        var chain = (await ivanov.LineAsync()).GetText("chainid");
        await FreshAsync();
        await ivanov.DoAsync("pbxautocallstart", ("number", "103"));
        Assert.Equal("call 103 102", await ivanov.ShowsAsync());
        Assert.Equal("ring 101 -", await sidorov.ShowsAsync());
        await sidorov.DoAsync("pbxanswercall");
        Assert.Equal("talk 103 102", await ivanov.ShowsAsync());
        Assert.Equal(chain, (await sidorov.LineAsync()).GetText("chainid"));
        Assert.Equal(["commstopped", "flash 1", "acmcallstarted", "acmcallstopped", "commstarted"], await ivanov.HeardAsync());
        Assert.Equal(["commstopped", "flash 11"], await petrov.HeardAsync());
    }

    [Fact]
    public async Task A_call_can_be_made_from_the_dial_tone()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.FlashAsync();
        await pbx.TalkAsync(ivanov, "103", sidorov);
        Assert.Equal("talk 103 102", await ivanov.ShowsAsync());
    }

    [Fact]
    public async Task Current_and_held_are_exchanged()
    {
        await ConsultAsync();
        await ivanov.FlashAsync();
        Assert.Equal("talk 102 103", await ivanov.ShowsAsync());
        Assert.True((await sidorov.LineAsync()).GetProperty("abonent").GetFlag("iswaitinginflash"));
        Assert.True((await petrov.LineAsync()).GetProperty("abonent").GetFlag("iscommutated"));
        Assert.Equal(["commstopped", "flash 7", "commstarted"], await ivanov.HeardAsync());
        Assert.Equal(["flash 12", "commstarted"], await petrov.HeardAsync());
        Assert.Equal(["commstopped", "flash 11"], await sidorov.HeardAsync());
    }

    [Fact]
    public async Task Next_does_what_switch_does_under_a_type_of_its_own()
    {
        await ConsultAsync();
        await ivanov.FlashAsync("next");
        Assert.Equal("talk 102 103", await ivanov.ShowsAsync());
        Assert.Equal(["commstopped", "flash 8", "commstarted"], await ivanov.HeardAsync());
    }

    [Fact]
    public async Task Abort_drops_the_current_one_and_the_held_one_returns()
    {
        await ConsultAsync();
        await ivanov.FlashAsync("abort");
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
        Assert.Equal(["commstopped", "flash 3", "commstarted"], await ivanov.HeardAsync());
        Assert.Equal(["flash 12", "commstarted"], await petrov.HeardAsync());
        Assert.Equal(["commstopped", "user 1"], await sidorov.HeardAsync());
    }

    [Fact]
    public async Task When_the_current_one_hangs_up_the_held_one_returns_by_itself()
    {
        await ConsultAsync();
        await sidorov.DoAsync("pbxabortcall");
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal(["commstopped", "flash 2", "commstarted"], await ivanov.HeardAsync());
        await ivanov.DoAsync("pbxabortcall");
        var legs = (await ivanov.DoAsync("getpbxcalljournal")).GetItems("data").ToList();
        Assert.Equal([(102, 1), (103, 1), (102, 2)], legs.Select(leg => (int.Parse(leg.GetText("boutnumber")!), (int)leg.GetWholeNumber("reasonstart")!)));
        Assert.Single(legs.Select(leg => leg.GetText("chainid")).Distinct());
    }

    [Fact]
    public async Task When_the_held_one_hangs_up_the_talk_goes_on()
    {
        await ConsultAsync();
        await petrov.DoAsync("pbxabortcall");
        Assert.Equal("talk 103 -", await ivanov.ShowsAsync());
        Assert.Equal(["flash 4"], await ivanov.HeardAsync());
        Assert.Equal(["flash 13", "linestatechanged", "user 1"], await petrov.HeardAsync());
        Assert.Empty(await sidorov.HeardAsync());
    }

    [Fact]
    public async Task When_the_held_one_hangs_up_during_the_dial_tone_the_line_is_free()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.FlashAsync();
        await FreshAsync();
        await petrov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal(["flash 4", "user 1"], await ivanov.HeardAsync());
    }

    [Fact]
    public async Task Hanging_up_with_somebody_on_hold_joins_the_two_others()
    {
        await ConsultAsync();
        var chain = (await ivanov.LineAsync()).GetText("chainid");
        await ivanov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal("talk 103 -", await petrov.ShowsAsync());
        Assert.Equal("talk 102 -", await sidorov.ShowsAsync());
        Assert.Equal(chain, (await petrov.LineAsync()).GetText("chainid"));
        Assert.Equal(["commstopped", "flash 5", "user 1"], await ivanov.HeardAsync());
        Assert.Equal(["flash 12", "commstarted"], await petrov.HeardAsync());
        Assert.Equal(["commstopped", "commstarted"], await sidorov.HeardAsync());
        await petrov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
    }

    [Fact]
    public async Task Hanging_up_during_the_dial_tone_ends_the_held_call()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.FlashAsync();
        await FreshAsync();
        await ivanov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal("ready - -", await petrov.ShowsAsync());
        Assert.Equal(["flash 13", "linestatechanged", "user 1"], await petrov.HeardAsync());
    }

    [Fact]
    public async Task Hanging_up_before_the_answer_leaves_the_held_one_waiting_for_it()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.DoAsync("pbxautocallstart", ("number", "103"));
        await ivanov.DoAsync("pbxabortcall");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal("dial 103 -", await petrov.ShowsAsync());
        await sidorov.DoAsync("pbxanswercall");
        Assert.Equal("talk 103 -", await petrov.ShowsAsync());
        Assert.Equal("talk 102 -", await sidorov.ShowsAsync());
    }

    [Theory]
    [InlineData("922000", 1)]
    [InlineData("103", 30)]
    public async Task When_the_second_call_comes_to_nothing_the_held_one_returns(string number, double after)
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.DoAsync("pbxautocallstart", ("number", number));
        pbx.Pass(after);
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal("talk 101 -", await petrov.ShowsAsync());
    }

    [Fact]
    public async Task The_second_call_can_be_given_up()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.DoAsync("pbxautocallstart", ("number", "103"));
        await ivanov.DoAsync("pbxautocallabort");
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
    }

    [Fact]
    public async Task Each_side_can_put_the_other_on_hold_and_both_have_to_come_back()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.FlashAsync();
        await petrov.FlashAsync();
        Assert.Equal("ready - 102", await ivanov.ShowsAsync());
        Assert.Equal("ready - 101", await petrov.ShowsAsync());
        await ivanov.FlashAsync();
        Assert.True((await ivanov.LineAsync()).GetProperty("abonent").GetFlag("iswaitinginflash"));
        await petrov.FlashAsync();
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal("talk 101 -", await petrov.ShowsAsync());
    }

    [Fact]
    public async Task Somebody_outside_can_be_held_too_and_his_hanging_up_is_told()
    {
        await pbx.TalkAsync(ivanov, "+79161234567");
        await ivanov.FlashAsync();
        Assert.Equal("ready - +79161234567", await ivanov.ShowsAsync());
        Assert.Equal(200, (await pbx.ControlAsync("hangup", new { number = "+79161234567" })).Status);
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
    }

    [Theory]
    [InlineData("switch")]
    [InlineData("abort")]
    [InlineData("next")]
    [InlineData("sideways")]
    public async Task Without_a_talk_there_is_nothing_to_hold(string mode)
    {
        await ivanov.RefusedAsync("pbxmakeflash", ("mode", mode));
        await ivanov.DoAsync("pbxautocallstart", ("number", "102"));
        pbx.Pass(0.5);
        await ivanov.RefusedAsync("pbxmakeflash", ("mode", mode));
        await petrov.RefusedAsync("pbxmakeflash", ("mode", mode));
        Assert.Equal("call 102 -", await ivanov.ShowsAsync());
    }

    [Fact]
    public async Task A_third_call_is_refused()
    {
        await ConsultAsync();
        await ivanov.RefusedAsync("pbxautocallstart", ("number", "911000"));
        Assert.Equal("talk 103 102", await ivanov.ShowsAsync());
    }

    [Fact]
    public async Task The_state_report_shows_who_is_held_and_who_waits()
    {
        await ConsultAsync();
        var state = (await pbx.ControlAsync("state")).Body;
        var mine = state.GetItems("lines").Single(line => line.GetText("number") == "101");
        Assert.Equal(("talking", "103"), (mine.GetText("state"), mine.GetText("with")));
        Assert.Equal("102", mine.GetProperty("held").GetText("with"));
        Assert.True(state.GetItems("lines").Single(line => line.GetText("number") == "102").GetFlag("waitsinflash"));
        Assert.Equal(200, (await pbx.ControlAsync("flash", new { user = "ivanov", mode = "switch" })).Status);
        Assert.Equal("talk 102 103", await ivanov.ShowsAsync());
        Assert.Equal(200, (await pbx.ControlAsync("hangup", new { user = "ivanov" })).Status);
        Assert.Empty((await pbx.ControlAsync("state")).Body.GetItems("lines"));
    }

    private async Task ConsultAsync()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.FlashAsync();
        await pbx.TalkAsync(ivanov, "103", sidorov);
        await FreshAsync();
    }
}
