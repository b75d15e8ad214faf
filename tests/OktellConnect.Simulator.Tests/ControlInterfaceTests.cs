using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Steering from outside, and calls that come in.</summary>
public sealed class ControlInterfaceTests
{
    private const string Customer = "+79161234567";

    [Fact]
    public async Task A_call_from_outside_rings_and_is_answered_by_control()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        var (status, body) = await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        Assert.Equal(200, status);
        Assert.Equal("ring", await ivanov.PhoneAsync());
        var line = await ivanov.LineAsync();
        Assert.Equal(body.GetText("chainid"), line.GetText("chainid"));
        Assert.Equal(Customer, line.GetProperty("abonent").GetText("callerid"));
        Assert.True(line.GetProperty("abonent").GetFlag("isextline"));

        Assert.Equal(200, (await pbx.ControlAsync("answer", new { user = "ivanov" })).Status);
        Assert.Equal("talk", await ivanov.PhoneAsync());
        Assert.Equal(200, (await pbx.ControlAsync("hangup", new { user = "ivanov" })).Status);
        Assert.Equal("ready", await ivanov.PhoneAsync());
    }

    [Fact]
    public async Task The_caller_outside_can_give_up()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        Assert.Equal(200, (await pbx.ControlAsync("hangup", new { number = Customer })).Status);
        Assert.Equal("ready", await ivanov.PhoneAsync());
        await ivanov.UntilEventAsync("phoneevent_ringstopped");
    }

    [Fact]
    public async Task A_colleague_can_dial_on_his_desk_phone()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var sidorov = await pbx.LogInAsync("sidorov");
        await pbx.ControlAsync("call", new { from = "103", to = "101" });
        Assert.Equal("ring", await ivanov.PhoneAsync());
        Assert.Equal("dial", await sidorov.PhoneAsync());
        await ivanov.AskAsync("pbxanswercall");
        Assert.Equal("talk", await sidorov.PhoneAsync());
        await sidorov.AskAsync("ping");
        Assert.DoesNotContain(sidorov.Events, pushed => pushed.Name.StartsWith("phoneevent_acm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_message_reaches_who_subscribed_to_messages()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await ivanov.AskAsync("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray("usertextmessagereceived") });
        Assert.Equal(200, (await pbx.ControlAsync("message", new { from = "petrov", to = "ivanov", text = "Перезвони \"Юпитеру\"" })).Status);
        await ivanov.UntilEventAsync("usertextmessagereceived", body => body.GetText("text") == "Перезвони \"Юпитеру\"" && body.GetText("senderlogin") == "petrov");
    }

    [Fact]
    public async Task A_burst_brings_exactly_that_many_events()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        Assert.Equal(200, (await pbx.ControlAsync("burst", new { @event = "pbxnumberstatechanged", count = 5000 })).Status);
        await ivanov.AskAsync("ping");
        Assert.Equal(5000, ivanov.Events.Count(pushed => pushed.Name == "pbxnumberstatechanged"));
    }

    [Fact]
    public async Task The_state_shows_people_lines_calls_and_connections()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        var state = (await pbx.ControlAsync("state")).Body;
        Assert.Equal(3, state.GetItems("people").Count());
        Assert.Equal("ringing", Assert.Single(state.GetItems("lines")).GetText("state"));
        Assert.Equal(Customer, Assert.Single(state.GetItems("calls")).GetText("from"));
        Assert.Equal("ivanov", Assert.Single(state.GetItems("connections")).GetText("user"));
    }

    [Theory]
    [InlineData("call", """{"from":"x","to":"101"}""", 400)]
    [InlineData("call", """{"from":"+79161234567"}""", 400)]
    [InlineData("call", """{"from":"+79161234567","to":"555"}""", 404)]
    [InlineData("call", """{"from":"+79161234567","to":"+79161234568"}""", 400)]
    [InlineData("call", """{"from":"999","to":"101"}""", 404)]
    [InlineData("answer", """{"user":"ivanov"}""", 409)]
    [InlineData("answer", """{}""", 400)]
    [InlineData("hangup", """{"user":"nobody"}""", 404)]
    [InlineData("hangup", """{"number":"+79161234567"}""", 404)]
    [InlineData("message", """{"from":"petrov","to":"ivanov"}""", 400)]
    [InlineData("burst", """{"event":"other","count":1}""", 400)]
    [InlineData("burst", """{"event":"pbxnumberstatechanged","count":0}""", 400)]
    [InlineData("burst", """{"event":"pbxnumberstatechanged","count":10,"perSecond":0}""", 400)]
    [InlineData("fault", """{"drpo":1}""", 400)]
    [InlineData("fault", """{"drop":"1"}""", 400)]
    [InlineData("fault", """{"silence":1}""", 400)]
    [InlineData("fault", """{"login":{}}""", 400)]
    [InlineData("fault", """[]""", 400)]
    [InlineData("dance", """{}""", 404)]
    public async Task What_makes_no_sense_is_refused_with_a_reason(string what, string body, int status)
    {
        await using var pbx = await Rehearsal.StartAsync();
        var (given, reply) = await pbx.ControlAsync(what, JsonNode.Parse(body)!);
        Assert.Equal(status, given);
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.False(string.IsNullOrEmpty(reply.GetText("errormsg")));
    }

    [Fact]
    public async Task A_busy_person_cannot_be_called_and_the_journal_has_the_missed_call()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await pbx.ControlAsync("call", new { from = Customer, to = "101" });
        Assert.Equal(409, (await pbx.ControlAsync("call", new { from = "+79261234567", to = "101" })).Status);
        var missed = Assert.Single((await ivanov.AskAsync("getpbxcalljournal")).GetItems("data"));
        Assert.Equal("+79261234567", missed.GetText("aoutnumber"));
        Assert.Null(missed.GetField("timeanswer"));
    }

    [Fact]
    public async Task Callers_from_other_machines_are_refused()
    {
        var own = NetworkInterface.GetAllNetworkInterfaces().Where(card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(card => card.GetIPProperties().UnicastAddresses).Select(unicast => unicast.Address)
            .FirstOrDefault(address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        Assert.SkipWhen(own is null, "This machine has no address but loopback.");

        await using var pbx = await Rehearsal.StartAsync(options => options with { Host = "*" });
        using var reply = await pbx.GetAsync($"http://{own}:{pbx.Host.Uri.Port}/simulator/state");
        Assert.Equal(HttpStatusCode.Forbidden, reply.StatusCode);
        Assert.Equal(200, (await pbx.ControlAsync("state")).Status);
    }

    [Fact]
    public async Task Everything_else_over_HTTP_is_not_found()
    {
        await using var pbx = await Rehearsal.StartAsync();
        using var reply = await pbx.GetAsync("/execute?name=x");
        Assert.Equal(HttpStatusCode.NotFound, reply.StatusCode);
        Assert.Equal("text/plain", reply.Content.Headers.ContentType?.MediaType);
    }
}
