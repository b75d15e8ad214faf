using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>How long phones ring and what outside numbers do.</summary>
public sealed class TimingTests
{
    private static async Task<RawClient> DialAsync(Rehearsal pbx, string number)
    {
        var ivanov = await pbx.LogInAsync();
        Assert.Equal(1, (await ivanov.AskAsync("pbxautocallstart", new JsonObject { ["number"] = number })).GetWholeNumber("result"));
        pbx.Pass(0.5);
        Assert.Equal("call", await ivanov.PhoneAsync());
        return ivanov;
    }

    [Theory]
    [InlineData("911000")]
    [InlineData("951000")]
    [InlineData("+79161234567")]
    [InlineData("8 (916) 123-45-67")]
    [InlineData("923001")]
    public async Task An_ordinary_outside_number_answers_after_a_second_and_talks_on(string number)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await DialAsync(pbx, number);
        pbx.Pass(0.999);
        Assert.Equal("call", await ivanov.PhoneAsync());
        pbx.Pass(0.001);
        Assert.Equal("talk", await ivanov.PhoneAsync());
        Assert.True((await ivanov.LineAsync()).GetProperty("abonent").GetFlag("isextline"));
        pbx.Pass(3600);
        Assert.Equal("talk", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task A_9X2000_number_is_busy()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await DialAsync(pbx, "972000");
        pbx.Pass(1);
        Assert.Equal("ready", await ivanov.PhoneAsync());
        await ivanov.AskAsync("ping");
        Assert.DoesNotContain(ivanov.Events, pushed => pushed.Name == "phoneevent_commstarted");
    }

    [Fact]
    public async Task A_9X3000_number_never_answers()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await DialAsync(pbx, "903000");
        pbx.Pass(3600);
        Assert.Equal("call", await ivanov.PhoneAsync());
        await ivanov.AskAsync("pbxautocallabort");
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task A_9X4000_number_answers_and_hangs_up_after_two_seconds()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await DialAsync(pbx, "914000");
        pbx.Pass(1);
        Assert.Equal("talk", await ivanov.PhoneAsync());
        pbx.Pass(1.999);
        Assert.Equal("talk", await ivanov.PhoneAsync());
        pbx.Pass(0.001);
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task The_phone_of_somebody_without_client_picks_up_after_three_seconds()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await DialAsync(pbx, "102");
        pbx.Pass(2.999);
        Assert.Equal("call", await ivanov.PhoneAsync());
        pbx.Pass(0.001);
        Assert.Equal("talk", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task The_phone_of_somebody_with_client_rings_for_thirty_seconds()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await using var ivanov = await DialAsync(pbx, "102");
        pbx.Pass(29.999);
        Assert.Equal("ring", await petrov.PhoneAsync());
        pbx.Pass(0.001);
        Assert.Equal("ready", await petrov.PhoneAsync());
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task Who_logs_in_while_his_phone_rings_answers_himself()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await DialAsync(pbx, "102");
        pbx.Pass(1);
        await using var petrov = await pbx.LogInAsync("petrov");
        pbx.Pass(2);
        Assert.Equal("ring", await petrov.PhoneAsync());
        pbx.Pass(26.999);
        Assert.Equal("ring", await petrov.PhoneAsync());
        pbx.Pass(0.001);
        Assert.Equal("ready", await petrov.PhoneAsync());
    }

    [Fact]
    public async Task The_speed_divides_every_time()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Speed = 10 });
        await using var ivanov = await pbx.LogInAsync();
        await ivanov.AskAsync("pbxautocallstart", new JsonObject { ["number"] = "914000" });
        pbx.Pass(0.049);
        Assert.Equal("backring", await ivanov.PhoneAsync());
        pbx.Pass(0.001);
        Assert.Equal("call", await ivanov.PhoneAsync());
        pbx.Pass(0.1);
        Assert.Equal("talk", await ivanov.PhoneAsync());
        pbx.Pass(0.2);
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }
}
