using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Engine.Tests.Messaging;
using OktellConnect.Personal;

namespace OktellConnect.Engine.Tests.Personal;

public class RedirectTests
{
    private const string UserId = "3357f4d2-b37c-4809-9a1a-e4d64808de1b";
    private const string OwnId = "6ca55cef4e11e0a6b16f790cd418eec1";

    [Fact]
    public async Task The_own_rule_is_known_by_the_vendors_id_however_it_is_spelled()
    {
        await using var server = await StartAsync(Rule("{6CA55CEF-4E11-E0A6-B16F-790CD418EEC1}", "103"), Rule("aaaaaaaa-0000-0000-0000-000000000001", "+79161234567"));
        using var connection = await server.OpenAsync();

        var rules = await connection.Redirects.GetAsync(Clients.Stop);

        Assert.Equal(OwnId, connection.Redirects.OwnId);
        Assert.Equal([true, false], rules.Select(rule => rule.IsOwn));
        Assert.Equal(["103", "+79161234567"], rules.Select(rule => rule.Number));
        Assert.Equal(RedirectState.Active, rules[0].State);
    }

    [Fact]
    public async Task A_first_rule_has_the_fields_of_the_vendors_client()
    {
        await using var server = await StartAsync();
        using var connection = await server.OpenAsync();

        var rule = await connection.Redirects.SetAsync(" 102 ", Clients.Stop);

        var body = Assert.Single(server.Bodies("saveredirectrules"))["redirectrule"]!.AsObject();
        Assert.Equal(
            ["id", "caption", "description", "priority", "userid", "allowcascade", "onlyforredirectstate", "definesources", "isenabled", "state", "destinationnumber"],
            body.Select(field => field.Key));
        Assert.Equal((OwnId, UserId, "102"), (body["id"]!.GetValue<string>(), body["userid"]!.GetValue<string>(), body["destinationnumber"]!.GetValue<string>()));
        Assert.Equal(("102", true), (rule.Number, rule.IsOwn));
    }

    [Fact]
    public async Task What_else_the_rule_says_is_kept_when_its_number_changes()
    {
        var before = Rule(OwnId, "103");
        before["state"] = 1;
        before["days"] = new JsonArray(1, 2, 3);
        before["caption"] = "Дежурство";
        await using var server = await StartAsync(before);
        using var connection = await server.OpenAsync();

        await connection.Redirects.SetAsync("102", Clients.Stop);

        var body = Assert.Single(server.Bodies("saveredirectrules"))["redirectrule"]!;
        Assert.Equal("[1,2,3]", body["days"]!.ToJsonString());
        Assert.Equal(("Дежурство", 2, "102"), (body["caption"]!.GetValue<string>(), body["state"]!.GetValue<int>(), body["destinationnumber"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_rule_that_is_so_already_is_not_sent()
    {
        await using var server = await StartAsync(Rule(OwnId, "103"));
        using var connection = await server.OpenAsync();

        Assert.Equal("103", (await connection.Redirects.SetAsync("103", Clients.Stop)).Number);
        Assert.Empty(server.Bodies("saveredirectrules"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("10 2")]
    [InlineData("10\n2")]
    public async Task What_is_no_number_is_refused_here(string number)
    {
        await using var server = await StartAsync();
        using var connection = await server.OpenAsync();

        Assert.Equal(OktellErrors.RedirectNumberInvalid, (await Clients.RefusalAsync(() => connection.Redirects.SetAsync(number, Clients.Stop))).Error);
        Assert.Equal(OktellErrors.RedirectNumberInvalid, (await Clients.RefusalAsync(() => connection.Redirects.SetAsync(new string('1', 1024 * 1024), Clients.Stop))).Error);
        Assert.Empty(server.Bodies("saveredirectrules"));
    }

    [Fact]
    public async Task A_rule_that_the_server_accepts_and_does_not_show_is_an_error()
    {
        await using var server = await StartAsync();
        server.Answers["saveredirectrules"] = _ => new JsonObject { ["result"] = 1 };
        using var connection = await server.OpenAsync();

        Assert.Equal(OktellErrors.RedirectNotSaved, (await Clients.RefusalAsync(() => connection.Redirects.SetAsync("102", Clients.Stop))).Error);
    }

    [Fact]
    public async Task A_refusal_is_told()
    {
        await using var server = await StartAsync(Rule(OwnId, "103"));
        server.Answers["deleteredirectrules"] = _ => PeopleServer.Refused("no rights");
        using var connection = await server.OpenAsync();
        var rules = await connection.Redirects.GetAsync(Clients.Stop);

        var failure = await Clients.RefusalAsync(() => connection.Redirects.RemoveAsync(rules, Clients.Stop));

        Assert.Equal(OktellErrors.RequestRefused, failure.Error);
        Assert.Equal(OwnId, Assert.Single(server.Bodies("deleteredirectrules"))["ids"]!.AsArray().Single()!.GetValue<string>());
    }

    [Fact]
    public async Task Rules_of_the_wrong_shape_are_passed_over()
    {
        await using var server = await StartAsync();
        server.Answers["getredirectrules"] = _ => JsonNode.Parse("""{"redirectrules":[5,null,{},{"id":""},{"id":"a","destinationnumber":7,"state":"2","isenabled":"1","priority":null}]}""")!.AsObject();
        using var connection = await server.OpenAsync();

        var rule = Assert.Single(await connection.Redirects.GetAsync(Clients.Stop));

        Assert.Equal(("7", RedirectState.Active, true, null), (rule.Number, rule.State, rule.IsEnabled, rule.Priority));
    }

    // Keeps rules as a server does.
    private static async Task<PeopleServer> StartAsync(params JsonObject[] rules)
    {
        var kept = rules.ToList();
        var server = await PeopleServer.StartAsync();
        server.Answers["login"] = _ => new JsonObject { ["result"] = 1, ["userid"] = UserId.ToUpperInvariant() };
        server.Answers["getredirectrules"] = _ => new JsonObject { ["result"] = 1, ["redirectrules"] = new JsonArray([.. kept.Select(rule => rule.DeepClone())]) };
        server.Answers["saveredirectrules"] = message =>
        {
            var rule = message.Body["redirectrule"]!.DeepClone().AsObject();
            kept.RemoveAll(known => known["id"]!.GetValue<string>() == rule["id"]!.GetValue<string>());
            kept.Add(rule);
            return new JsonObject { ["result"] = 1 };
        };
        return server;
    }

    private static JsonObject Rule(string id, string number) => new() { ["id"] = id, ["destinationnumber"] = number, ["state"] = 2, ["isenabled"] = true };
}
