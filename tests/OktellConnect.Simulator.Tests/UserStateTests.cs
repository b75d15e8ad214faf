using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>User states: what can be chosen, who hears of it.</summary>
public sealed class UserStateTests
{
    [Theory]
    [InlineData("""{"userstateid":1,"oncallcenter":true,"onccmanual":false,"onredirect":false}""", 1, true, false, false)]
    [InlineData("""{"userstateid":1,"oncallcenter":true,"onccmanual":true,"onredirect":false}""", 1, true, true, false)]
    [InlineData("""{"userstateid":2,"oncallcenter":true,"onredirect":false,"lunchreasonid":2}""", 2, true, false, false)]
    [InlineData("""{"userstateid":3,"oncallcenter":false,"onredirect":false}""", 3, false, false, false)]
    [InlineData("""{"userstateid":5,"onredirect":false}""", 5, false, false, false)]
    [InlineData("""{"onredirect":true}""", 1, false, false, true)]
    public async Task Every_status_of_the_vendors_table_is_answered_and_pushed_whole(string request, int state, bool callCenter, bool manual, bool redirect)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await using var second = await pbx.LogInAsync();
        var reply = await client.AskAsync("setuserstate", JsonNode.Parse(request)!.AsObject());
        Assert.Equal(1, reply.GetWholeNumber("result"));
        await client.UntilEventAsync("userstatechanged");
        await second.UntilEventAsync("userstatechanged");
        var pushed = client.Events.Last(frame => frame.Name == "userstatechanged").Body;
        var pushedToSecond = second.Events.Last(frame => frame.Name == "userstatechanged").Body;
        foreach (var body in new[] { reply, pushed, pushedToSecond, await client.AskAsync("getuserstate") })
        {
            Assert.Equal(state, body.GetWholeNumber("userstateid"));
            Assert.Equal(callCenter, body.GetFlag("oncallcenter"));
            Assert.Equal(manual, body.GetFlag("onccmanual"));
            Assert.Equal(redirect, body.GetFlag("onredirect"));
            Assert.Equal(state == 2, body.GetFlag("onlunch"));
            Assert.False(body.GetFlag("ontask"));
            Assert.Equal(state == 2 ? 2 : null, body.GetWholeNumber("lunchreasonid"));
        }
    }

    [Theory]
    [InlineData("""{"userstateid":0}""")]
    [InlineData("""{"userstateid":4}""")]
    [InlineData("""{"userstateid":7}""")]
    [InlineData("""{"userstateid":2,"lunchreasonid":99}""")]
    public async Task What_cannot_be_chosen_is_refused_and_changes_nothing(string request)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        Assert.Equal(0, (await client.AskAsync("setuserstate", JsonNode.Parse(request)!.AsObject())).GetWholeNumber("result"));
        Assert.Equal(1, (await client.AskAsync("getuserstate")).GetWholeNumber("userstateid"));
    }

    [Fact]
    public async Task Everybody_sees_a_number_come_go_and_change()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var watcher = await pbx.LogInAsync();
        await using (var petrov = await pbx.LogInAsync("petrov"))
        {
            await petrov.AskAsync("setuserstate", new JsonObject { ["userstateid"] = 3 });
        }

        await watcher.UntilEventAsync("pbxnumberstatechanged", body => States(body).Contains(("102", 0)));
        Assert.Equal([("102", 1), ("102", 3), ("102", 0)], watcher.Events.Where(frame => frame.Name == "pbxnumberstatechanged").SelectMany(frame => States(frame.Body)));
        Assert.DoesNotContain(watcher.Events, frame => frame.Name == "userstatechanged");
    }

    [Fact]
    public async Task The_call_centre_can_be_entered_and_left()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        Assert.True((await client.AskAsync("entercallcenter")).GetFlag("oncallcenter"));
        Assert.False((await client.AskAsync("exitcallcenter")).GetFlag("oncallcenter"));
    }

    private static IEnumerable<(string?, long?)> States(JsonElement body) =>
        body.GetItems("numbers").Select(number => (number.GetText("num"), number.GetWholeNumber("numstateid")));
}
