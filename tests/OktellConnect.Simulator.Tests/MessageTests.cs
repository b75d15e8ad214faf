using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Messaging;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.Tests;

/// <summary>Text messages between people, and their history.</summary>
public sealed class MessageTests
{
    private const string Event = "usertextmessagereceived";
    private const string Petrov = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a102";
    private const string Sidorov = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a103";

    private static Task<Rehearsal> StartAsync() => Rehearsal.StartAsync(options => options with
    {
        Seed = Rehearsal.Seed with
        {
            Procedures = ["oktellconnect_calls", "oktellconnect_messages"],
            Users = [.. Rehearsal.Seed.Users.Select(user => user.Login == "sidorov" ? user with { SendsMessages = false } : user)],
        },
    });

    private static Task<JsonElement> ListenAsync(RawClient client) =>
        client.AskAsync("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray(Event) });

    private static Task<JsonElement> SayAsync(RawClient client, string text, params string[] to) =>
        client.AskAsync("sendusertextmessage", new JsonObject { ["userids"] = new JsonArray([.. to.Select(id => (JsonNode)id)]), ["text"] = text });

    private static async Task<List<string[]>> HistoryAsync(RawClient client, JsonObject? input = null)
    {
        var reply = await client.AskAsync("execpredefineddbstoredproc", new JsonObject { ["procedure"] = "oktellconnect_messages", ["inputparams"] = input ?? [] });
        Assert.Equal(1, reply.GetWholeNumber("result"));
        Assert.Equal(0, reply.GetWholeNumber("errorcode"));
        return [.. reply.GetItems("dataset").Single().EnumerateArray().Select(row => row.EnumerateArray().Select(cell => cell.GetString()!).ToArray())];
    }

    [Fact]
    public async Task A_text_reaches_every_subscribed_connection_of_its_addressee_and_nobody_else()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var desk = await pbx.LogInAsync("petrov");
        await using var home = await pbx.LogInAsync("petrov");
        await using var deaf = await pbx.LogInAsync("petrov");
        await using var sidorov = await pbx.LogInAsync("sidorov");
        foreach (var listener in new[] { desk, home, sidorov, ivanov })
        {
            await ListenAsync(listener);
        }

        const string Text = "Перезвони «Юпитеру» 📞 \"срочно\"";
        var sent = Assert.Single((await ivanov.AskAsync("sendusertextmessage", new JsonObject { ["userid"] = Petrov, ["text"] = Text })).GetItems("messages"));
        Assert.Equal(Petrov, sent.GetText("userid"));
        foreach (var listener in new[] { desk, home })
        {
            await listener.UntilEventAsync(Event);
            var body = Assert.Single(listener.Events, pushed => pushed.Name == Event).Body;
            Assert.Equal(Text, body.GetText("text"));
            Assert.Equal(sent.GetText("idmessage"), body.GetText("idmessage"));
            Assert.Equal(["petrov", Petrov, "ivanov", "Иванов Иван"], new[] { "userlogin", "userid", "senderlogin", "sendername" }.Select(name => body.GetText(name)!));
            Assert.Matches("^2026-03-18 ..:00:00$", body.GetText("time"));
        }

        foreach (var other in new[] { deaf, sidorov, ivanov })
        {
            await other.AskAsync("ping");
            Assert.DoesNotContain(other.Events, pushed => pushed.Name == Event);
        }
    }

    [Fact]
    public async Task Several_addressees_get_messages_with_ids_of_their_own()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        var sent = (await SayAsync(ivanov, "Всем привет", Petrov, Sidorov, Petrov.ToUpperInvariant())).GetItems("messages").ToList();
        Assert.Equal([Petrov, Sidorov], sent.Select(message => message.GetText("userid")));
        Assert.Equal(2, sent.Select(message => message.GetText("idmessage")).Distinct().Count());
    }

    [Fact]
    public async Task Who_was_away_gets_what_was_said_once_at_the_next_subscription()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await SayAsync(ivanov, "первое", Petrov);
        await SayAsync(ivanov, "второе", Petrov);
        await using var petrov = await pbx.LogInAsync("petrov");
        await ListenAsync(petrov);
        await petrov.UntilEventAsync(Event, body => body.GetText("text") == "второе");
        await using var again = await pbx.LogInAsync("petrov");
        await ListenAsync(again);
        await again.AskAsync("ping");
        Assert.Equal(["первое", "второе"], petrov.Events.Where(pushed => pushed.Name == Event).Select(pushed => pushed.Body.GetText("text")));
        Assert.DoesNotContain(again.Events, pushed => pushed.Name == Event);
    }

    [Fact]
    public async Task A_group_subscription_with_the_single_field_counts_too()
    {
        await using var pbx = await StartAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        Assert.Equal(1, (await petrov.AskAsync("subscribeevent", new JsonObject { ["event"] = Event })).GetWholeNumber("result"));
        await pbx.ControlAsync("message", new { from = "ivanov", to = "petrov", text = "привет" });
        await petrov.UntilEventAsync(Event, body => body.GetText("text") == "привет");
    }

    [Fact]
    public async Task A_chosen_id_is_used_once()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        JsonObject Body() => new() { ["userid"] = Petrov, ["text"] = "раз", ["idmessage"] = "11111111-2222-3333-4444-555555555555" };
        Assert.Equal("11111111-2222-3333-4444-555555555555", (await ivanov.AskAsync("sendusertextmessage", Body())).GetItems("messages").Single().GetText("idmessage"));
        Assert.Equal(0, (await ivanov.AskAsync("sendusertextmessage", Body())).GetWholeNumber("result"));
        Assert.Equal(2, (await HistoryAsync(ivanov)).Count);
    }

    [Fact]
    public async Task Without_the_right_nothing_is_sent()
    {
        await using var pbx = await StartAsync();
        await using var sidorov = await pbx.LogInAsync("sidorov");
        var reply = await SayAsync(sidorov, "привет", Petrov);
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.Equal(90006, reply.GetWholeNumber("error"));
        Assert.Single(await HistoryAsync(sidorov));
    }

    public static TheoryData<string> Senseless => new(
        $$"""{"userid":"{{Petrov}}"}""",
        $$"""{"userid":"{{Petrov}}","text":""}""",
        $$"""{"userid":"{{Petrov}}","text":"  "}""",
        """{"text":"привет"}""",
        """{"userids":[],"text":"привет"}""",
        """{"userid":"nobody","text":"привет"}""",
        $$"""{"userids":["{{Petrov}}","nobody"],"text":"привет"}""",
        $$"""{"userid":"{{Petrov}}","text":"привет","idmessage":"x"}""",
        $$"""{"userid":"{{Petrov}}","text":"{{new string('я', 10_001)}}"}""");

    [Theory]
    [MemberData(nameof(Senseless))]
    public async Task What_makes_no_sense_is_refused_and_reaches_nobody(string body)
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await ListenAsync(petrov);
        var reply = await ivanov.AskAsync("sendusertextmessage", JsonNode.Parse(body)!.AsObject());
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.False(string.IsNullOrEmpty(reply.GetText("errormsg")));
        await petrov.AskAsync("ping");
        Assert.DoesNotContain(petrov.Events, pushed => pushed.Name == Event);
    }

    [Fact]
    public async Task The_history_holds_ones_own_messages_of_a_time_and_a_person()
    {
        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        await SayAsync(ivanov, "раз", Petrov);
        pbx.Pass(86_400);
        await SayAsync(petrov, "два", "3357f4d2-b37c-4809-9a1a-e4d64808de1b");
        await SayAsync(ivanov, "три", Sidorov);
        await SayAsync(petrov, "не его дело", Sidorov);

        var all = await HistoryAsync(ivanov);
        Assert.Equal(["id", "time", "fromid", "fromlogin", "fromname", "toid", "tologin", "toname", "text"], all[0]);
        Assert.Equal(["раз", "два", "три"], all.Skip(1).Select(row => row[8]));
        Assert.Equal(["ivanov", "petrov", "ivanov"], all.Skip(1).Select(row => row[3]));
        Assert.Equal(["два", "три"], (await HistoryAsync(ivanov, new JsonObject { ["@datefrom"] = "2026-03-19" })).Skip(1).Select(row => row[8]));
        Assert.Equal(["раз"], (await HistoryAsync(ivanov, new JsonObject { ["dateto"] = "2026-03-19 00:00:00" })).Skip(1).Select(row => row[8]));
        Assert.Equal(["раз", "два"], (await HistoryAsync(ivanov, new JsonObject { ["@userid"] = Petrov })).Skip(1).Select(row => row[8]));
    }

    [Fact]
    public async Task The_history_needs_the_procedure_to_be_allowed_and_sensible_dates()
    {
        await using var strict = await Rehearsal.StartAsync();
        await using var client = await strict.LogInAsync();
        var reply = await client.AskAsync("execpredefineddbstoredproc", new JsonObject { ["procedure"] = "oktellconnect_messages", ["inputparams"] = new JsonObject() });
        Assert.Equal(90006, reply.GetWholeNumber("errorcode"));

        await using var pbx = await StartAsync();
        await using var ivanov = await pbx.LogInAsync();
        reply = await ivanov.AskAsync("execpredefineddbstoredproc", new JsonObject { ["procedure"] = "oktellconnect_messages", ["inputparams"] = new JsonObject { ["datefrom"] = "вчера" } });
        Assert.Equal(90003, reply.GetWholeNumber("errorcode"));
    }

    [Fact]
    public void Only_the_newest_messages_are_kept_by_number_and_by_size()
    {
        var people = new NumberPlan(Rehearsal.Seed).People;
        var store = new MessageStore();
        void Add(int index, string text)
        {
            var message = new TextMessage(new Guid(index, 0, 0, new byte[8]).ToString("D"), DateTime.UnixEpoch, people[0], people[1], text);
            store.Add(message);
            store.KeepFor(message);
        }

        for (var index = 0; index < 10_001; index++)
        {
            Add(index, "раз");
        }

        Assert.Equal(10_000, store.All.Count);
        Assert.False(store.Contains(new Guid(0, 0, 0, new byte[8]).ToString("D")));
        var large = new string('я', MessageStore.LongestText);
        for (var index = 20_000; index < 22_000; index++)
        {
            Add(index, large);
        }

        Assert.Equal(16 * 1024 * 1024 / MessageStore.LongestText, store.All.Count);
        Assert.Equal(store.All, store.TakeFor(people[1]));
        Assert.Empty(store.TakeFor(people[1]));
    }
}
