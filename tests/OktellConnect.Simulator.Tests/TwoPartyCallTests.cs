using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>A call from order to end, as both phones see it.</summary>
public sealed class TwoPartyCallTests
{
    private static JsonObject To(string number, string? sequence = null, bool intercom = false)
    {
        var body = new JsonObject { ["number"] = number };
        if (sequence is not null)
        {
            body["sequence"] = sequence;
        }

        if (intercom)
        {
            body["intercom"] = true;
        }

        return body;
    }

    [Fact]
    public async Task The_callers_own_phone_rings_for_half_a_second_and_picks_up_by_itself()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");

        Assert.Equal(1, (await ivanov.AskAsync("pbxautocallstart", To("102", "user"))).GetWholeNumber("result"));
        Assert.Equal("backring", await ivanov.PhoneAsync());
        pbx.Pass(0.499);
        Assert.Equal("backring", await ivanov.PhoneAsync());
        Assert.Equal("ready", await petrov.PhoneAsync());
        pbx.Pass(0.001);
        Assert.Equal("call", await ivanov.PhoneAsync());
        Assert.Equal("ring", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task An_answered_call_joins_both_lines_and_its_end_frees_both()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(0.5);

        Assert.Equal(1, (await petrov.AskAsync("pbxanswercall")).GetWholeNumber("result"));
        Assert.Equal("talk", await ivanov.PhoneAsync());
        Assert.Equal("talk", await petrov.PhoneAsync());
        var (one, other) = (await ivanov.LineAsync(), await petrov.LineAsync());
        Assert.Equal(one.GetText("chainid"), other.GetText("chainid"));
        Assert.Equal("102", one.GetProperty("abonent").GetText("number"));
        Assert.Equal("101", other.GetProperty("abonent").GetText("number"));
        Assert.Equal("lsCommutated", one.GetText("linestatestr"));

        pbx.Pass(7);
        Assert.Equal(7, (await ivanov.LineAsync()).GetWholeNumber("timertalklensec"));
        Assert.Equal(1, (await ivanov.AskAsync("pbxabortcall")).GetWholeNumber("result"));
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.Equal("ready", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task The_caller_hears_of_every_phase_in_order()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(0.5);
        await petrov.AskAsync("pbxanswercall");
        await petrov.AskAsync("pbxabortcall");
        await ivanov.UntilEventAsync("userstatechanged", state => state.GetWholeNumber("userstateid") == 1);

        string[] expected =
        [
            "phoneevent_acmcallstarted", "phoneevent_ringstarted", "userstatechanged", "phoneevent_ringstopped", "linestatechanged",
            "phoneevent_acmcallstopped", "phoneevent_commstarted", "phoneevent_commstopped", "userstatechanged",
        ];
        Assert.Equal(expected, ivanov.Events.Select(pushed => pushed.Name).Where(name => name != "pbxnumberstatechanged"));
    }

    [Fact]
    public async Task The_called_one_hears_of_every_phase_in_order()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(0.5);
        await petrov.AskAsync("pbxanswercall");
        await ivanov.AskAsync("pbxabortcall");
        await petrov.UntilEventAsync("userstatechanged", state => state.GetWholeNumber("userstateid") == 1);

        string[] expected = ["phoneevent_ringstarted", "userstatechanged", "phoneevent_ringstopped", "phoneevent_commstarted", "phoneevent_commstopped", "userstatechanged"];
        Assert.Equal(expected, petrov.Events.Select(pushed => pushed.Name).Where(name => name != "pbxnumberstatechanged"));
        Assert.All(petrov.Events.Where(pushed => pushed.Name.StartsWith("phoneevent_", StringComparison.Ordinal)), pushed =>
        {
            Assert.Equal("petrov", pushed.Body.GetText("userlogin"));
            Assert.Equal("101", pushed.Body.GetText("callerid"));
            Assert.Equal("Иванов Иван", pushed.Body.GetText("callername"));
            Assert.False(pushed.Body.GetFlag("isextline"));
        });
        Assert.False(petrov.Events.Single(pushed => pushed.Name == "phoneevent_commstarted").Body.GetFlag("isconference"));
        Assert.Single(petrov.Events.Where(pushed => pushed.Name.StartsWith("phoneevent_", StringComparison.Ordinal)).Select(pushed => pushed.Body.GetText("chainid")).Distinct());
    }

    [Fact]
    public async Task Everybody_sees_both_numbers_busy_during_the_call()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var sidorov = await pbx.LogInAsync("sidorov");
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(3.5);
        await ivanov.AskAsync("pbxabortcall");
        (string, long)[] expected = [("101", 5), ("102", 5), ("101", 1), ("102", 0)];
        await sidorov.UntilEventAsync("pbxnumberstatechanged", body => body.GetItems("numbers").Any(number => number.GetText("num") == "102" && number.GetWholeNumber("numstateid") == 0));
        Assert.Equal(expected, sidorov.Events.Where(pushed => pushed.Name == "pbxnumberstatechanged")
            .SelectMany(pushed => pushed.Body.GetItems("numbers")).Select(number => (number.GetText("num")!, number.GetWholeNumber("numstateid")!.Value)));
    }

    [Fact]
    public async Task Answering_ones_own_phone_begins_the_dialling_at_once()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        Assert.Equal(1, (await ivanov.AskAsync("pbxanswercall")).GetWholeNumber("result"));
        Assert.Equal("call", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task With_the_other_side_first_my_phone_rings_after_it_has_answered()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("pbxautocallstart", To("102", "abonent"));
        Assert.Equal("call", await ivanov.PhoneAsync());
        Assert.Equal("ring", await petrov.PhoneAsync());
        await petrov.AskAsync("pbxanswercall");
        Assert.Equal("backring", await ivanov.PhoneAsync());
        Assert.Equal("dial", await petrov.PhoneAsync());
        pbx.Pass(0.5);
        Assert.Equal("talk", await ivanov.PhoneAsync());
        Assert.Equal("talk", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task With_an_outside_number_first_my_phone_rings_after_it_has_answered()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await ivanov.AskAsync("pbxautocallstart", To("+79161234567", "abonent"));
        pbx.Pass(1);
        Assert.Equal("backring", await ivanov.PhoneAsync());
        pbx.Pass(0.5);
        Assert.Equal("talk", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task An_intercom_call_is_picked_up_without_ringing()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("pbxautocallstart", To("102", "user", intercom: true));
        pbx.Pass(0.5);
        Assert.Equal("talk", await petrov.PhoneAsync());
        await petrov.UntilEventAsync("phoneevent_commstarted");
        Assert.DoesNotContain(petrov.Events, pushed => pushed.Name == "phoneevent_ringstarted");
    }

    [Theory]
    [InlineData(0, "pbxdeclinecall")]
    [InlineData(0, "pbxautocallabort")]
    [InlineData(0.5, "pbxautocallabort")]
    [InlineData(0.5, "pbxabortcall")]
    public async Task The_caller_can_give_up_before_the_answer(double after, string method)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(after);
        Assert.Equal(1, (await ivanov.AskAsync(method)).GetWholeNumber("result"));
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.Equal("ready", await petrov.PhoneAsync());
        await ivanov.UntilEventAsync("phoneevent_acmcallstopped");
    }

    [Fact]
    public async Task The_called_one_can_decline()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(0.5);
        Assert.Equal(1, (await petrov.AskAsync("pbxdeclinecall")).GetWholeNumber("result"));
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.Equal("ready", await petrov.PhoneAsync());
    }

    [Theory]
    [InlineData("pbxanswercall")]
    [InlineData("pbxabortcall")]
    [InlineData("pbxautocallabort")]
    [InlineData("pbxdeclinecall")]
    public async Task On_an_idle_line_there_is_nothing_to_do(string method)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        var reply = await ivanov.AskAsync(method);
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.False(string.IsNullOrEmpty(reply.GetText("errormsg")));
    }

    [Theory]
    [InlineData("555")]
    [InlineData("101")]
    [InlineData("")]
    [InlineData("Петров")]
    public async Task A_number_that_cannot_be_called_is_refused_and_the_line_stays_free(string number)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        Assert.Equal(0, (await ivanov.AskAsync("pbxautocallstart", To(number))).GetWholeNumber("result"));
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task A_second_call_on_a_busy_line_is_refused()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        Assert.Equal(0, (await ivanov.AskAsync("pbxautocallstart", To("103"))).GetWholeNumber("result"));
        Assert.Equal("102", (await ivanov.LineAsync()).GetProperty("abonent").GetText("number"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Somebody_busy_or_not_to_be_disturbed_is_not_rung(bool isBusy)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        if (isBusy)
        {
            await petrov.AskAsync("pbxautocallstart", To("912000"));
        }
        else
        {
            await petrov.AskAsync("setuserstate", new JsonObject { ["userstateid"] = 3 });
        }

        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(0.5);
        Assert.Equal("call", await ivanov.PhoneAsync());
        pbx.Pass(1);
        Assert.Equal("ready", await ivanov.PhoneAsync());
        Assert.DoesNotContain(petrov.Events, pushed => pushed.Name == "phoneevent_ringstarted" && pushed.Body.GetText("callerid") == "101");
    }

    [Fact]
    public async Task A_redirected_number_rings_elsewhere()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await using var sidorov = await pbx.LogInAsync("sidorov");
        await petrov.AskAsync("saveredirectrules", new JsonObject { ["redirectrule"] = new JsonObject { ["id"] = "a", ["destinationnumber"] = "103", ["isenabled"] = true } });
        await petrov.AskAsync("setuserstate", new JsonObject { ["onredirect"] = true });
        await ivanov.AskAsync("pbxautocallstart", To("102"));
        pbx.Pass(0.5);
        Assert.Equal("ring", await sidorov.PhoneAsync());
        Assert.Equal("ready", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task Phone_events_reach_only_the_person_and_only_who_subscribed()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var deaf = await RawClient.ConnectAsync(pbx.Host);
        await deaf.LogInWithAsync("ivanov", "Secret123");
        await using var single = await RawClient.ConnectAsync(pbx.Host);
        await single.LogInWithAsync("ivanov", "Secret123");
        await single.AskAsync("subscribeevent", new JsonObject { ["event"] = "phoneevent_ringstarted" });
        await using var sidorov = await pbx.LogInAsync("sidorov");

        await ivanov.AskAsync("pbxautocallstart", To("102"));
        await single.UntilEventAsync("phoneevent_ringstarted");
        foreach (var client in new[] { deaf, single, sidorov })
        {
            // Whatever was meant for this connection has come before this reply.
            await client.AskAsync("ping");
        }

        Assert.Empty(deaf.Events);
        Assert.Equal(["phoneevent_ringstarted"], single.Events.Select(pushed => pushed.Name));
        Assert.All(sidorov.Events, pushed => Assert.Equal("pbxnumberstatechanged", pushed.Name));
    }
}
