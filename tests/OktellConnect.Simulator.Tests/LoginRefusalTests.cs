using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>Every refusal of a login that the vendor's client tells apart, by seed and by order.</summary>
public sealed class LoginRefusalTests
{
    private static Task<Rehearsal> StartAsync(Func<SimulatorSeed, SimulatorSeed> change) =>
        Rehearsal.StartAsync(options => options with { Seed = change(Rehearsal.Seed) });

    [Fact]
    public async Task Who_works_through_the_desktop_client_is_refused_after_the_password_only()
    {
        await using var pbx = await StartAsync(seed => seed with { Users = [.. seed.Users.Select(user => user with { DesktopClient = user.Login == "sidorov" })] });
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        Assert.Null((await client.LogInWithAsync("sidorov", "wrong")).GetWholeNumber("error"));
        Assert.Equal(50093, (await client.LogInWithAsync("sidorov", "Secret123")).GetWholeNumber("error"));
        Assert.Equal(1, (await client.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("result"));
    }

    [Fact]
    public async Task Licences_count_people_not_connections_and_come_free_again()
    {
        await using var pbx = await StartAsync(seed => seed with { Licences = 2 });
        await using var first = await pbx.LogInAsync();
        await using var again = await pbx.LogInAsync();
        await using var third = await RawClient.ConnectAsync(pbx.Host);
        await using (await pbx.LogInAsync("petrov"))
        {
            Assert.Equal(50025, (await third.LogInWithAsync("sidorov", "Secret123")).GetWholeNumber("error"));
        }

        await Eventually.Until("a licence is free", async () => (await third.LogInWithAsync("sidorov", "Secret123")).GetWholeNumber("result") == 1);
    }

    [Fact]
    public async Task While_the_service_starts_nobody_gets_in()
    {
        await using var pbx = await StartAsync(seed => seed with { StartUpSeconds = 10 });
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal("pong", (await client.ExchangeAsync("ping")).Name);
        Assert.Equal("Service not available", (await client.LogInWithAsync("ivanov", "Secret123")).GetText("errormsg"));
        pbx.Pass(10);
        Assert.Equal(1, (await client.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("result"));
    }

    [Fact]
    public async Task A_refusal_can_be_without_any_reason_or_with_one_that_nobody_knows()
    {
        await using var pbx = await StartAsync(seed => seed);
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        await pbx.ControlAsync("fault", new { login = new { count = 1 } });
        var bare = await client.LogInWithAsync("ivanov", "Secret123");
        Assert.Equal(["qid", "result"], bare.EnumerateObject().Select(field => field.Name));
        await pbx.ControlAsync("fault", new { login = new { error = 12345, errormsg = "Планеты не сошлись", count = 1 } });
        var strange = await client.LogInWithAsync("ivanov", "Secret123");
        Assert.Equal((12345, "Планеты не сошлись"), (strange.GetWholeNumber("error"), strange.GetText("errormsg")));
        Assert.Equal(1, (await client.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("result"));
    }

    [Fact]
    public async Task One_person_can_be_refused_and_the_others_not()
    {
        await using var pbx = await StartAsync(seed => seed);
        await pbx.ControlAsync("fault", new { user = "ivanov", login = new { error = 50093 } });
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal(50093, (await client.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("error"));
        Assert.Equal(1, (await client.LogInWithAsync("sidorov", "Secret123")).GetWholeNumber("result"));
    }

    [Fact]
    public async Task The_web_phone_is_told_its_SIP_side_where_there_is_one()
    {
        await using var pbx = await StartAsync(seed => seed with { WebPhone = new SeedWebPhone(5066, true) });
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        JsonObject Body(bool phone, string? session = null) => new() { ["userlogin"] = "ivanov", ["Password"] = PasswordHash.ExactCase("Secret123"), ["usewebrtc"] = phone, ["sessionid"] = session };
        var without = await client.AskAsync("login", Body(false));
        Assert.Null(without.GetField("sipuser"));
        await using var second = await RawClient.ConnectAsync(pbx.Host);
        var with = await second.AskAsync("login", Body(true, without.GetText("sessionid")));
        Assert.Equal(without.GetText("sessionid"), with.GetText("sessionid"));
        Assert.Equal(("101", 5066, true), (with.GetText("sipuser"), with.GetWholeNumber("sipport"), with.GetFlag("sipsecure")));
        Assert.False(string.IsNullOrEmpty(with.GetText("sippass")));
        Assert.DoesNotContain(with.GetText("sippass")!, pbx.LogText, StringComparison.Ordinal);
    }
}
