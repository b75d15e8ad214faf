using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Nothing is met with silence.</summary>
public sealed class EveryMethodTests
{
    private const int UnknownMethod = 90001;
    private const int NotServed = 90008;

    [Fact]
    public async Task Every_request_that_is_known_is_served_and_answered_under_its_name()
    {
        await using var pbx = await Rehearsal.StartAsync();
        foreach (var method in MethodCatalog.All.Where(method => method.Direction == MessageDirection.ToServer && method.Name is not ("logout" or "ping")))
        {
            await using var client = await pbx.LogInAsync();
            var reply = await client.ExchangeAsync(method.Name);
            Assert.Equal(method.Name == "whoareyou" ? "iam" : method.Name + "result", reply.Name);
            Assert.DoesNotContain(reply.Body.GetWholeNumber("error"), new long?[] { UnknownMethod, NotServed });
        }
    }

    [Theory]
    [InlineData("pbxmakecoffee", UnknownMethod)]
    [InlineData("", UnknownMethod)]
    [InlineData("userstatechanged", NotServed)]
    [InlineData("multipart", NotServed)]
    [InlineData("usertextmessagereceived", NotServed)]
    public async Task What_is_no_request_is_refused_with_a_text_of_its_own(string method, int error)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync(method);
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.Equal(error, reply.GetWholeNumber("error"));
        Assert.False(string.IsNullOrEmpty(reply.GetText("errormsg")));
    }

    [Fact]
    public async Task Before_login_everything_but_the_handshake_is_refused()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        foreach (var method in MethodCatalog.All.Where(method => method.Direction == MessageDirection.ToServer && method.Name is not ("login" or "ping" or "whoareyou")))
        {
            Assert.Equal("Not logged in", (await client.AskAsync(method.Name)).GetText("errormsg"));
        }

        Assert.Equal("pong", (await client.ExchangeAsync("ping")).Name);
    }

    [Fact]
    public async Task The_server_says_who_it_is()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        var reply = await client.ExchangeAsync("whoareyou", new JsonObject { ["type"] = "ws-server" });
        Assert.Equal("iam", reply.Name);
        Assert.Equal("commserver", reply.Body.GetText("type"));
        Assert.False(string.IsNullOrEmpty(reply.Body.GetText("version")));
    }

    [Fact]
    public async Task The_chain_of_a_call_tells_what_has_become_of_it()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        Assert.Empty((await ivanov.AskAsync("getchaincontent")).GetProperty("content").GetItems("trace"));
        await pbx.ControlAsync("call", new { from = "+79161234567", to = "101" });
        await ivanov.AskAsync("pbxanswercall");
        pbx.Pass(5);
        await ivanov.AskAsync("pbxmaketransfer", new JsonObject { ["transferto"] = "102" });
        await petrov.AskAsync("pbxanswercall");
        var content = (await petrov.AskAsync("getchaincontent")).GetProperty("content");
        Assert.Equal((await petrov.LineAsync()).GetText("chainid"), content.GetText("chainid"));
        Assert.Equal("+79161234567", content.GetItems("trace").First().GetText("aoutnumber"));
    }
}
