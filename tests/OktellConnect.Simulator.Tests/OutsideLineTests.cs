using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Tests;

/// <summary>Lines to the public network: which one a call takes, and what happens when all are taken.</summary>
public sealed class OutsideLineTests
{
    private const string First = "+74952150000";
    private const string Second = "+74952150001";

    private static Task<Rehearsal> StartAsync() => Rehearsal.StartAsync(options => options with
    {
        Seed = Rehearsal.Seed with { OutsideLines = [new SeedOutsideLine(First, 1), new SeedOutsideLine(Second, 1)] },
    });

    private static async Task<long?[]> TakenAsync(Rehearsal pbx) =>
        [.. (await pbx.ControlAsync("state")).Body.GetItems("outsidelines").Select(line => line.GetWholeNumber("taken"))];

    [Fact]
    public async Task Calls_out_take_the_first_free_line_and_are_busy_when_there_is_none()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await using var sidorov = await pbx.LogInAsync("sidorov");
        await pbx.TalkAsync(ivanov, "911000");
        await pbx.TalkAsync(petrov, "921000");
        Assert.Equal(First, (await ivanov.LineAsync()).GetProperty("abonent").GetText("extline"));
        Assert.Equal(Second, (await petrov.LineAsync()).GetProperty("abonent").GetText("extline"));
        await sidorov.DoAsync("pbxautocallstart", ("number", "931000"));
        pbx.Pass(0.5);
        Assert.Equal("call 931000 -", await sidorov.ShowsAsync());
        pbx.Pass(1);
        Assert.Equal("ready - -", await sidorov.ShowsAsync());
        await ivanov.DoAsync("pbxabortcall");
        await pbx.TalkAsync(sidorov, "911000");
        Assert.Equal(First, (await sidorov.LineAsync()).GetProperty("abonent").GetText("extline"));
        Assert.Equal([1L, 1L], await TakenAsync(pbx));
    }

    [Fact]
    public async Task Callers_from_outside_dial_a_line_of_their_choice_and_the_journal_has_its_number()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        Assert.Equal(200, (await pbx.ControlAsync("call", new { from = "+79161234567", to = "101", line = Second })).Status);
        Assert.Equal(409, (await pbx.ControlAsync("call", new { from = "+79161234568", to = "102", line = Second })).Status);
        Assert.Equal(409, (await pbx.ControlAsync("call", new { from = "+79161234568", to = "102", line = "+70000000000" })).Status);
        Assert.Equal(200, (await pbx.ControlAsync("call", new { from = "+79161234569", to = "102" })).Status);
        Assert.Equal(409, (await pbx.ControlAsync("call", new { from = "+79161234570", to = "103" })).Status);
        Assert.Equal([1L, 1L], await TakenAsync(pbx));
        await ivanov.DoAsync("pbxdeclinecall");
        Assert.Equal([1L, 0L], await TakenAsync(pbx));
        Assert.Equal(Second, Assert.Single((await ivanov.DoAsync("getpbxcalljournal")).GetItems("data")).GetText("anumberdialed"));
    }

    [Fact]
    public async Task Somebody_passed_on_keeps_his_line_and_needs_another_one_for_transit()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await pbx.TalkAsync(ivanov, "911000");
        await ivanov.DoAsync("pbxmaketransfer", ("transferto", "102"));
        await petrov.DoAsync("pbxanswercall");
        Assert.Equal([1L, 0L], await TakenAsync(pbx));
        await pbx.TalkAsync(ivanov, "921000");
        await petrov.DoAsync("pbxmaketransfer", ("transferto", "931000"));
        pbx.Pass(1);
        Assert.Equal("ring 911000 -", await petrov.ShowsAsync());
    }

    [Theory]
    [InlineData("is not among outsideLines", Second, 1)]
    [InlineData("has no channels", First, 0)]
    public void Lines_that_make_no_sense_are_refused(string problem, string number, int channels)
    {
        var seed = Rehearsal.Seed with { OutsideLines = [new SeedOutsideLine(number, channels)] };
        var error = Assert.Throws<SeedException>(() => SeedRules.Check(seed, "seed.json"));
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }
}
