using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Changing one's own password.</summary>
public sealed class PasswordTests
{
    private static JsonObject Change(string from, string to, string? clear = null)
    {
        var body = new JsonObject { ["oldpwdmd5"] = PasswordHash.ExactCase(from), ["newpwdmd5"] = PasswordHash.ExactCase(to) };
        if (clear is not null)
        {
            body["newpwd"] = clear;
        }

        return body;
    }

    [Fact]
    public async Task The_new_password_logs_in_and_the_old_one_no_longer()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        Assert.Equal(1, (await client.AskAsync("changepassword", Change("Secret123", "Новый777"))).GetWholeNumber("result"));
        Assert.Equal(1, (await client.AskAsync("getmyuserinfo")).GetWholeNumber("result"));
        await using var again = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal("Wrong login/pass combination", (await again.LogInWithAsync("ivanov", "Secret123")).GetText("errormsg"));
        Assert.Equal(1, (await again.LogInWithAsync("ivanov", "Новый777")).GetWholeNumber("result"));
        Assert.DoesNotContain("Новый777", pbx.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_old_password_is_told_in_the_words_that_clients_compare()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("changepassword", Change("secret123", "Other777"));
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.Equal("old password is wrong", reply.GetText("errormsg"));
        await using var again = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal(1, (await again.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("result"));
    }

    [Theory]
    [InlineData("Пароль7", "Пароль7", true)]
    [InlineData("Пароль7", "\u00CF\u00E0\u00F0\u00EE\u00EB\u00FC7", true)]
    [InlineData("abc12", "abc12", false)]
    [InlineData("abcdefg", "abcdefg", false)]
    [InlineData("1234567", "1234567", false)]
    [InlineData("Secret777", "Secret778", false)]
    [InlineData("Secret777", "Секреті7", false)]
    public async Task A_password_sent_in_clear_is_judged(string wanted, string clear, bool isGood)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("changepassword", Change("Secret123", wanted, clear));
        Assert.Equal(isGood ? 1 : 0, reply.GetWholeNumber("result"));
        await using var again = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal(1, (await again.LogInWithAsync("ivanov", isGood ? wanted : "Secret123")).GetWholeNumber("result"));
    }

    [Fact]
    public async Task What_is_no_hash_changes_nothing()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        foreach (var wrong in new[] { "", "Secret123", new string('g', 32) })
        {
            Assert.Equal(90003, (await client.AskAsync("changepassword", new JsonObject { ["oldpwdmd5"] = PasswordHash.ExactCase("Secret123"), ["newpwdmd5"] = wrong })).GetWholeNumber("error"));
        }
    }

    [Fact]
    public async Task It_is_a_procedure_where_the_seed_allows_it()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = Rehearsal.Seed with { Procedures = ["changepassword"] } });
        await using var client = await pbx.LogInAsync();
        JsonObject Call(JsonObject input) => new() { ["procedure"] = "changepassword", ["inputparams"] = input };
        var wrong = await client.AskAsync("execpredefineddbstoredproc", Call(Change("no", "Other777")));
        Assert.Equal("old password is wrong", wrong.GetText("errormsg"));
        Assert.NotEqual(0, wrong.GetWholeNumber("errorcode"));
        var done = await client.AskAsync("execpredefineddbstoredproc", Call(Change("Secret123", "Other777")));
        Assert.Equal(1, done.GetWholeNumber("result"));
        Assert.Equal(0, done.GetWholeNumber("errorcode"));
        await using var again = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal(1, (await again.LogInWithAsync("ivanov", "Other777")).GetWholeNumber("result"));
    }
}
