using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Engine.Tests.Messaging;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Personal;

public class PasswordTests
{
    private static readonly OktellCredential Old = new("ivanov", "Secret123");
    private static readonly OktellCredential New = new("somebody else", "Новый-Пароль-1");

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Hashes_go_out_and_a_reconnect_uses_the_new_password(bool asProcedure)
    {
        await using var server = await PeopleServer.StartAsync();
        if (asProcedure)
        {
            server.Procedures["changepassword"] = _ => new JsonObject { ["result"] = 1, ["errorcode"] = 0 };
        }

        using var connection = await server.OpenAsync(Clients.Options with { Reconnect = true });
        await connection.Password.ChangeAsync(Old, New, Clients.Stop);
        server.Connection.Abort();
        await Eventually.Until("the connection is back", () => server.Server.HeardOf("login").Count() == 2 && connection.State == ClientState.Open);

        var body = asProcedure ? Assert.Single(server.Bodies("execpredefineddbstoredproc"))["inputparams"]!.AsObject() : Assert.Single(server.Bodies("changepassword"));
        Assert.Equal($$"""{"newpwdmd5":"{{PasswordHash.ExactCase("Новый-Пароль-1")}}","oldpwdmd5":"{{PasswordHash.ExactCase("Secret123")}}"}""", body.ToJsonString());
        var login = server.Server.HeardOf("login").Last().Body;
        Assert.Equal("ivanov", login["userlogin"]!.GetValue<string>());
        Assert.Equal(PasswordHash.ExactCase("Новый-Пароль-1"), login["Password"]!.GetValue<string>());
        Assert.Equal(PasswordHash.LowerCase("Новый-Пароль-1"), login["password"]!.GetValue<string>());
        Assert.DoesNotContain(PasswordHash.ExactCase("Новый-Пароль-1"), string.Join('\n', connection.Journal.GetLast(1000).Select(entry => entry.Text)), StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("old password is wrong", nameof(OktellErrors.OldPasswordWrong), false)]
    [InlineData("Old password is wrong", nameof(OktellErrors.OldPasswordWrong), true)]
    [InlineData("too short", nameof(OktellErrors.PasswordChangeRefused), false)]
    [InlineData("too short", nameof(OktellErrors.PasswordChangeRefused), true)]
    public async Task A_refusal_leaves_the_old_password(string reason, string error, bool asProcedure)
    {
        await using var server = await PeopleServer.StartAsync();
        server.Answers["changepassword"] = _ => PeopleServer.Refused(reason);
        if (asProcedure)
        {
            server.Procedures["changepassword"] = _ => new JsonObject { ["result"] = 1, ["errorcode"] = 5, ["errormsg"] = reason };
        }

        using var connection = await server.OpenAsync(Clients.Options with { Reconnect = true });
        var failure = await Clients.RefusalAsync(() => connection.Password.ChangeAsync(Old, New, Clients.Stop));
        server.Connection.Abort();
        await Eventually.Until("the connection is back", () => server.Server.HeardOf("login").Count() == 2 && connection.State == ClientState.Open);

        Assert.Equal(error, failure.Error.Id);
        Assert.Equal(PasswordHash.ExactCase("Secret123"), server.Server.HeardOf("login").Last().Body["Password"]!.GetValue<string>());
        Assert.DoesNotContain(PasswordHash.ExactCase("Новый-Пароль-1"), failure.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("Новый-Пароль-1", failure.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task An_empty_new_password_is_refused_before_anything_is_sent()
    {
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync();

        Assert.Equal(OktellErrors.NewPasswordEmpty, (await Clients.RefusalAsync(() => connection.Password.ChangeAsync(Old, new OktellCredential("ivanov", ""), Clients.Stop))).Error);
        Assert.Empty(server.Bodies("changepassword"));
    }

    [Fact]
    public async Task A_lost_reply_leaves_the_outcome_unknown()
    {
        await using var server = await PeopleServer.StartAsync();
        var otherwise = server.Server.OnMessage;
        server.Server.OnMessage = (connection, message) => message.Name == "changepassword" ? Task.FromResult(true) : otherwise(connection, message);
        using var connection = await server.OpenAsync(Clients.Options with { RequestTimeout = TimeSpan.FromSeconds(1) });

        var failure = Assert.IsType<OktellRequestException>(await Clients.RefusalAsync(() => connection.Password.ChangeAsync(Old, New, Clients.Stop)));

        Assert.True(failure.IsOutcomeUnknown);
        Assert.Single(server.Bodies("changepassword"));
    }
}
