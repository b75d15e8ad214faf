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
}
