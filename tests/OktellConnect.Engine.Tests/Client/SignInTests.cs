using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Client;

public class SignInTests
{
    [Fact]
    public async Task A_good_login_opens_the_connection()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();

        Assert.Equal(ClientState.Open, client.State);
        Assert.Equal("00000000-0000-0000-0000-000000000101", client.UserId);
        Assert.True(client.Latency > TimeSpan.Zero);
    }

    [Fact]
    public async Task The_first_messages_are_a_bare_ping_and_a_login_with_both_hashes()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();

        var heard = server.Heard.ToArray();
        Assert.Equal(["ping", "login"], heard.Select(message => message.Name));
        Assert.Equal(["qid"], heard[0].Body.Select(field => field.Key));
        Assert.Equal(["userlogin", "Password", "password", "showid", "usewebrtc", "qid"], heard[1].Body.Select(field => field.Key));
        Assert.Equal("5c90b96a75d4f9d5a1cfaa6f532afdc8", heard[1].Body["Password"]!.GetValue<string>());
        Assert.Equal("5d7845ac6ee7cfffafc5fe5f35cf666d", heard[1].Body["password"]!.GetValue<string>());
        Assert.Matches("^0\\.[0-9]+$", heard[1].QueryId);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_and_named_so()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = RefuseLogin(new JsonObject { ["result"] = 0, ["errormsg"] = "Wrong login/pass combination" });

        var failure = await Clients.RefusalAsync(() => server.ConnectAsync(Clients.Options with { Reconnect = true }));

        Assert.Equal(OktellErrors.WrongPassword, failure.Error);
        Assert.Single(server.HeardOf("login"));
        Assert.DoesNotContain("5c90b96a75d4f9d5a1cfaa6f532afdc8", failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Secret123", failure.ToString(), StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { """{"result":0,"error":50093,"errormsg":"Wrong login/pass combination"}""", "DesktopClientActive" },
        { """{"result":1,"error":50025}""", "LicenceLimit" },
        { """{"result":0,"errormsg":"Service not available"}""", "ServiceStarting" },
        { """{"result":0,"errormsg":"Bad request. Session does not exist"}""", "SessionRejected" },
        { """{"result":0,"errormsg":"Bad request. Invalid session user"}""", "SessionRejected" },
        { """{"result":0,"error":7,"errormsg":"something else"}""", "LoginRefused" },
        { """{"result":1,"errormsg":"an error beside a success"}""", "LoginRefused" },
        { """{"result":0}""", "LoginRefused" },
        { """{"result":1}""", "UnexpectedReply" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_refusal_of_a_login_has_its_own_id(string reply, string id)
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = RefuseLogin(JsonNode.Parse(reply)!.AsObject());

        var failure = await Clients.RefusalAsync(() => server.ConnectAsync());

        Assert.Equal(id, failure.Error.Id);
        Assert.Single(server.HeardOf("login"));
    }

    [Fact]
    public async Task What_a_server_says_about_hashes_and_sessions_is_struck_out()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = RefuseLogin(new JsonObject
        {
            ["result"] = 0,
            ["errormsg"] = "hash 5c90b96a75d4f9d5a1cfaa6f532afdc8 of session 0baa1f0e-1111-2222-3333-444444444444",
        });

        var failure = await Clients.RefusalAsync(() => server.ConnectAsync());

        Assert.Contains("hash *** of session ***", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Closing_sends_logout_and_waits_for_the_server_to_close()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();

        await client.CloseAsync(Clients.Stop);

        Assert.Single(server.HeardOf("logout"));
        Assert.Equal(ClientState.Closed, client.State);
        var failure = await Clients.RefusalAsync(() => client.RequestAsync("getversion", null, Clients.Stop));
        Assert.Equal(OktellErrors.ConnectionClosed, failure.Error);
    }

    private static Func<ScriptedConnection, HeardMessage, Task<bool>> RefuseLogin(JsonObject reply) => async (_, message) =>
    {
        if (message.Name != "login")
        {
            return false;
        }

        await message.ReplyAsync(reply.DeepClone().AsObject());
        return true;
    };
}
