using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Passwords, sessions, and the refusals that clients tell apart by their text.</summary>
public sealed class LoginTests
{
    private static JsonObject Hashes(string login, string? exact, string? lower)
    {
        var body = new JsonObject { ["userlogin"] = login };
        if (exact is not null)
        {
            body["Password"] = exact;
        }

        if (lower is not null)
        {
            body["password"] = lower;
        }

        return body;
    }

    [Theory]
    [InlineData("ivanov", "5c90b96a75d4f9d5a1cfaa6f532afdc8", "5d7845ac6ee7cfffafc5fe5f35cf666d")]
    [InlineData("petrov", "08f8e03bd59a7c67dc44028b3e073d5e", "749789e4982b0c563f6729aac100a614")]
    [InlineData("ivanov", "5c90b96a75d4f9d5a1cfaa6f532afdc8", null)]
    [InlineData("ivanov", null, "5d7845ac6ee7cfffafc5fe5f35cf666d")]
    [InlineData("IVANOV", "5c90b96a75d4f9d5a1cfaa6f532afdc8", null)]
    public async Task Either_hash_that_real_clients_send_logs_in(string login, string? exact, string? lower)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        var reply = await client.AskAsync("login", Hashes(login, exact, lower));
        Assert.Equal(1, reply.GetWholeNumber("result"));
        Assert.Null(reply.GetField("error"));
        Assert.Null(reply.GetField("errormsg"));
        Assert.Matches("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", reply.GetText("userid"));
        Assert.False(string.IsNullOrEmpty(reply.GetText("sessionid")));
    }

    [Theory]
    [InlineData("ivanov", "secret123")]
    [InlineData("ivanov", "")]
    [InlineData("nobody", "Secret123")]
    [InlineData("", "Secret123")]
    public async Task A_wrong_password_and_an_unknown_login_look_the_same(string login, string password)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        var reply = await client.LogInWithAsync(login, password);
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.Equal("Wrong login/pass combination", reply.GetText("errormsg"));
        Assert.Equal("Not logged in", (await client.AskAsync("getmyuserinfo")).GetText("errormsg"));
    }

    [Fact]
    public async Task A_session_serves_without_password_but_only_its_owner()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var first = await RawClient.ConnectAsync(pbx.Host);
        var session = (await first.LogInWithAsync("ivanov", "Secret123")).GetText("sessionid");

        await using var again = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal(1, (await again.AskAsync("login", new JsonObject { ["userlogin"] = "ivanov", ["sessionid"] = session })).GetWholeNumber("result"));

        await using var other = await RawClient.ConnectAsync(pbx.Host);
        var foreign = await other.AskAsync("login", new JsonObject { ["userlogin"] = "sidorov", ["sessionid"] = session });
        Assert.Equal("Bad request. Invalid session user", foreign.GetText("errormsg"));
        var unknown = await other.AskAsync("login", new JsonObject { ["userlogin"] = "ivanov", ["sessionid"] = "no such" });
        Assert.Equal("Bad request. Session does not exist", unknown.GetText("errormsg"));
    }

    [Fact]
    public async Task A_session_ends_when_its_lifetime_is_over_and_at_logout()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var first = await RawClient.ConnectAsync(pbx.Host);
        var body = Hashes("ivanov", PasswordHash.ExactCase("Secret123"), null);
        body["expires"] = 60;
        var session = (await first.AskAsync("login", body)).GetText("sessionid");
        pbx.Pass(61);
        var late = await first.AskAsync("login", new JsonObject { ["userlogin"] = "ivanov", ["sessionid"] = session });
        Assert.Equal("Bad request. Session does not exist", late.GetText("errormsg"));

        await using var second = await RawClient.ConnectAsync(pbx.Host);
        session = (await second.LogInWithAsync("ivanov", "Secret123")).GetText("sessionid");
        await second.AskAsync("logout");
        await using var third = await RawClient.ConnectAsync(pbx.Host);
        var gone = await third.AskAsync("login", new JsonObject { ["userlogin"] = "ivanov", ["sessionid"] = session });
        Assert.Equal("Bad request. Session does not exist", gone.GetText("errormsg"));
    }

    [Fact]
    public async Task Logout_is_answered_and_closes_the_connection()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        Assert.Equal(1, (await client.AskAsync("logout")).GetWholeNumber("result"));
        await client.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_second_login_of_the_same_session_does_not_disturb_the_first()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var first = await RawClient.ConnectAsync(pbx.Host);
        var session = (await first.LogInWithAsync("ivanov", "Secret123")).GetText("sessionid");
        await using (var phone = await RawClient.ConnectAsync(pbx.Host))
        {
            var body = Hashes("ivanov", PasswordHash.ExactCase("Secret123"), PasswordHash.LowerCase("Secret123"));
            body["sessionid"] = session;
            body["usewebrtc"] = true;
            Assert.Equal(session, (await phone.AskAsync("login", body)).GetText("sessionid"));
        }

        Assert.Equal(1, (await first.AskAsync("getmyuserinfo")).GetWholeNumber("result"));
    }

    [Theory]
    [InlineData(50093, null)]
    [InlineData(50025, null)]
    [InlineData(null, "Service not available")]
    public async Task Refusals_of_licence_desktop_and_start_can_be_ordered(int? error, string? text)
    {
        await using var pbx = await Rehearsal.StartAsync();
        Assert.Equal(200, (await pbx.ControlAsync("fault", new { login = new { error, errormsg = text, count = 1 } })).Status);
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        JsonElement refused = await client.LogInWithAsync("ivanov", "Secret123");
        Assert.Equal(0, refused.GetWholeNumber("result"));
        Assert.Equal(error, refused.GetWholeNumber("error"));
        Assert.Equal(text, refused.GetText("errormsg"));
        Assert.Equal(1, (await client.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("result"));
    }

    [Fact]
    public async Task No_secret_reaches_the_log_or_the_state_report()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        var session = (await client.LogInWithAsync("petrov", "Пароль")).GetText("sessionid")!;
        await client.LogInWithAsync("ivanov", "Wrong-one");
        var temporary = (await client.AskAsync("gettemphttppass")).GetText("password")!;
        var state = (await pbx.ControlAsync("state")).Body.GetRawText();
        foreach (var secret in new[] { session, temporary, "Пароль", "Wrong-one", PasswordHash.ExactCase("Пароль"), PasswordHash.LowerCase("Пароль"), PasswordHash.ExactCase("Wrong-one") })
        {
            Assert.DoesNotContain(secret, pbx.LogText, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(secret, state, StringComparison.OrdinalIgnoreCase);
        }

        Assert.Contains("petrov", pbx.LogText, StringComparison.Ordinal);
    }
}
