using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Passing calls on: blind, with somebody on hold, and what happens when nobody takes them.</summary>
public sealed class TransferTests : IAsyncLifetime
{
    private const string Customer = "+79161234567";
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

    private static Task TransferAsync(RawClient client, string number) => client.DoAsync("pbxmaketransfer", ("transferto", number));

    [Fact]
    public async Task A_blind_transfer_frees_me_and_rings_at_the_number()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        var chain = (await ivanov.LineAsync()).GetText("chainid");
        await ivanov.FreshAsync();
        await petrov.FreshAsync();
        await TransferAsync(ivanov, "103");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal("dial 103 -", await petrov.ShowsAsync());
        Assert.Equal("ring 102 -", await sidorov.ShowsAsync());
        await sidorov.DoAsync("pbxanswercall");
        Assert.Equal("talk 103 -", await petrov.ShowsAsync());
        Assert.Equal(chain, (await sidorov.LineAsync()).GetText("chainid"));
        Assert.Equal(["commstopped", "user 1"], await ivanov.HeardAsync());
        Assert.Equal(["commstopped", "linestatechanged", "commstarted"], await petrov.HeardAsync());
    }

    [Fact]
    public async Task An_outside_caller_is_passed_on_and_the_journal_has_both_legs_in_one_call()
    {
        await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        await ivanov.DoAsync("pbxanswercall");
        pbx.Pass(5);
        await TransferAsync(ivanov, "102");
        pbx.Pass(3);
        await petrov.DoAsync("pbxanswercall");
        pbx.Pass(7);
        await pbx.ControlAsync("hangup", new { number = Customer });
        var legs = (await ivanov.DoAsync("getpbxcalljournal")).GetItems("data").ToList();
        Assert.Equal(["101", "102"], legs.Select(leg => leg.GetText("boutnumber")));
        Assert.All(legs, leg => Assert.Equal((5, Customer, 1), ((int)leg.GetWholeNumber("connectiontype")!, leg.GetText("aoutnumber"), (int)leg.GetWholeNumber("isrecorded")!)));
        Assert.Single(legs.Select(leg => leg.GetText("chainid")).Distinct());
        Assert.Equal(legs[0].GetText("timestop"), legs[1].GetText("timestart"));
    }

    [Theory]
    [InlineData("decline")]
    [InlineData("silence")]
    public async Task What_nobody_takes_comes_back_to_me(string how)
    {
        await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        await ivanov.DoAsync("pbxanswercall");
        await TransferAsync(ivanov, "103");
        if (how == "decline")
        {
            await sidorov.DoAsync("pbxdeclinecall");
        }
        else
        {
            pbx.Pass(30);
        }

        Assert.Equal($"ring {Customer} -", await ivanov.ShowsAsync());
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
        await ivanov.DoAsync("pbxanswercall");
        Assert.Equal($"talk {Customer} -", await ivanov.ShowsAsync());
        await ivanov.DoAsync("pbxabortcall");
        Assert.Equal([true, false, true], (await ivanov.DoAsync("getpbxcalljournal")).GetItems("data").Select(leg => leg.GetField("timeanswer") is not null));
    }

    [Fact]
    public async Task What_comes_back_to_somebody_busy_ends()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await TransferAsync(ivanov, "922000");
        await ivanov.DoAsync("pbxautocallstart", ("number", "911000"));
        pbx.Pass(1);
        Assert.Equal("ready - -", await petrov.ShowsAsync());
        await pbx.ControlAsync("hangup", new { user = "ivanov" });
        Assert.Empty((await pbx.ControlAsync("state")).Body.GetItems("calls"));
    }

    [Fact]
    public async Task With_somebody_on_hold_the_current_one_goes_and_I_return_to_the_held_one()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.FlashAsync();
        await pbx.TalkAsync(ivanov, "103", sidorov);
        await ivanov.FreshAsync();
        await TransferAsync(ivanov, "911000");
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal("dial 911000 -", await sidorov.ShowsAsync());
        pbx.Pass(1);
        Assert.Equal("talk 911000 -", await sidorov.ShowsAsync());
        Assert.Equal(["commstopped", "flash 2", "commstarted"], await ivanov.HeardAsync());
    }

    [Fact]
    public async Task To_the_number_on_hold_it_joins_the_two()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.FlashAsync();
        await pbx.TalkAsync(ivanov, "103", sidorov);
        await TransferAsync(ivanov, "102");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        Assert.Equal("talk 103 -", await petrov.ShowsAsync());
    }

    [Fact]
    public async Task To_a_queue_the_party_waits_there_for_a_member()
    {
        await pbx.TalkAsync(sidorov, "911000");
        await TransferAsync(sidorov, "600");
        Assert.Equal("ring 911000 -", await ivanov.ShowsAsync());
        await ivanov.DoAsync("pbxanswercall");
        Assert.Equal("talk 911000 -", await ivanov.ShowsAsync());
    }

    [Fact]
    public async Task From_outside_to_outside_is_transit()
    {
        await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        await ivanov.DoAsync("pbxanswercall");
        await TransferAsync(ivanov, "911000");
        Assert.Equal("ready - -", await ivanov.ShowsAsync());
        pbx.Pass(1);
        Assert.Equal(2, Assert.Single((await pbx.ControlAsync("state")).Body.GetItems("outsidelines")).GetWholeNumber("taken"));
        await pbx.ControlAsync("hangup", new { number = "911000" });
        Assert.Equal([5, 6], (await ivanov.DoAsync("getpbxcalljournal")).GetItems("data").Select(leg => (int)leg.GetWholeNumber("connectiontype")!));
    }

    [Fact]
    public async Task The_other_name_of_the_method_does_the_same()
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.DoAsync("pbxtransfercall", ("number", "103"));
        Assert.Equal("ring 102 -", await sidorov.ShowsAsync());
    }

    [Theory]
    [InlineData("")]
    [InlineData("555")]
    [InlineData("101")]
    [InlineData("102")]
    [InlineData("Петров")]
    public async Task To_what_cannot_be_called_it_is_refused_and_the_talk_goes_on(string number)
    {
        await pbx.TalkAsync(ivanov, "102", petrov);
        await ivanov.RefusedAsync("pbxmaketransfer", ("transferto", number));
        Assert.Equal("talk 102 -", await ivanov.ShowsAsync());
        Assert.Equal("talk 101 -", await petrov.ShowsAsync());
    }

    [Fact]
    public async Task Only_a_talk_can_be_passed_on()
    {
        await ivanov.RefusedAsync("pbxmaketransfer", ("transferto", "103"));
        await ivanov.DoAsync("pbxautocallstart", ("number", "102"));
        pbx.Pass(0.5);
        await ivanov.RefusedAsync("pbxmaketransfer", ("transferto", "103"));
        await petrov.RefusedAsync("pbxmaketransfer", ("transferto", "103"));
        Assert.Equal("ring 101 -", await petrov.ShowsAsync());
    }
}
