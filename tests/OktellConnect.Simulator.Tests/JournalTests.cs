using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Tests;

/// <summary>The call journal: the made-up past and the calls of today.</summary>
public sealed class JournalTests
{
    private const string Customer = "+79161234567";
    private static readonly DateTime Today = new(2026, 3, 18);

    private static async Task<List<JsonElement>> JournalAsync(RawClient client, JsonObject? filter = null) =>
        [.. (await client.AskAsync("getpbxcalljournal", filter is null ? [] : new JsonObject { ["filter"] = filter })).GetItems("data")];

    private static IReadOnlyList<JournalRow> History(DateTime today) => HistoryGenerator.Make(new NumberPlan(Rehearsal.Seed), Rehearsal.Seed.Customers, today);

    [Fact]
    public void The_history_is_the_same_every_time_and_ends_yesterday()
    {
        var rows = History(Today);
        Assert.Equal(rows, History(Today.AddHours(9)));
        Assert.Equal(Today.AddDays(-HistoryGenerator.Days), rows.Min(row => row.Started).Date);
        Assert.Equal(Today.AddDays(-1), rows.Max(row => row.Started).Date);
        Assert.Equal(HistoryGenerator.Days, rows.Select(row => row.Started.Date).Distinct().Count());
    }

    [Fact]
    public void The_history_holds_every_kind_of_call()
    {
        var rows = History(Today);
        Assert.Equal([ConnectionType.InsideToOutside, ConnectionType.InsideToInside, ConnectionType.OutsideToService, ConnectionType.OutsideToInside], rows.Select(row => row.Type).Distinct().Order());
        foreach (var type in new[] { ConnectionType.InsideToOutside, ConnectionType.InsideToInside, ConnectionType.OutsideToInside })
        {
            Assert.Contains(rows, row => row.Type == type && row.Answered is null);
            Assert.Contains(rows, row => row.Type == type && row.IsRecorded);
        }

        Assert.Contains(rows.GroupBy(row => row.ChainId), chain => chain.Count(leg => leg.Type == ConnectionType.OutsideToInside && leg.Answered is not null) > 1);
        Assert.Contains(rows, row => Rehearsal.Seed.Customers.Contains(row.From.Number));
        Assert.All(rows, row => Assert.True(row.Started <= (row.Answered ?? row.Started) && (row.Answered ?? row.Started) <= row.Stopped));
        Assert.Equal(rows.Count, rows.Select(row => row.CommutationId).Distinct().Count());
    }

    [Fact]
    public async Task A_row_has_the_documented_fields()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { History = true });
        await using var client = await pbx.LogInAsync();
        var rows = await JournalAsync(client);
        string[] fields =
        [
            "commutationid", "chainid", "timestart", "timeanswer", "timestop", "connectiontype", "reasonstart", "aoutnumber", "boutnumber", "astr", "bstr",
            "auserid", "buserid", "anumberdialed", "isrecorded", "recordlink",
        ];
        Assert.Equal(fields, rows[0].EnumerateObject().Select(field => field.Name));
        Assert.All(rows, row => Assert.True(DateTime.TryParseExact(row.GetText("timestart"), "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)));
        Assert.Equal(rows.Select(row => row.GetText("timestart")).Order(StringComparer.Ordinal), rows.Select(row => row.GetText("timestart")));
        Assert.All(rows, row => Assert.Equal(row.GetFlag("isrecorded") == true, row.GetText("recordlink")!.StartsWith('/')));
    }

    [Fact]
    public async Task Filters_select_and_together_they_narrow()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { History = true });
        await using var client = await pbx.LogInAsync();
        var all = await JournalAsync(client, new JsonObject { ["showcallcenter"] = true });
        var people = await JournalAsync(client, new JsonObject { ["showcallcenter"] = false });
        Assert.Equal(all.Count(row => row.GetWholeNumber("connectiontype") is not (2 or 4)), people.Count);
        Assert.True(people.Count < all.Count);
        Assert.Equal(people.Count, (await JournalAsync(client)).Count);

        foreach (var (word, types) in new[] { ("incoming", new long?[] { 4, 5 }), ("outgoing", [1]), ("internal", [2, 3]) })
        {
            var some = await JournalAsync(client, new JsonObject { ["showcallcenter"] = true, ["connectiontype"] = word });
            Assert.Equal(all.Count(row => types.Contains(row.GetWholeNumber("connectiontype"))), some.Count);
            Assert.NotEmpty(some);
        }

        var week = await JournalAsync(client, new JsonObject { ["showcallcenter"] = true, ["datestart"] = "2026-03-11", ["minduration"] = 60 });
        Assert.NotEmpty(week);
        Assert.All(week, row => Assert.True(string.CompareOrdinal(row.GetText("timestart"), "2026-03-11") >= 0 && row.GetField("timeanswer") is not null));

        var chain = all.GroupBy(row => row.GetText("chainid")).First(legs => legs.Count() > 1);
        Assert.Equal(chain.Count(), (await JournalAsync(client, new JsonObject { ["showcallcenter"] = true, ["idchain"] = chain.Key })).Count);
    }

    [Theory]
    [InlineData("datestart", "yesterday")]
    [InlineData("connectiontype", "sideways")]
    public async Task A_filter_that_means_nothing_is_refused(string field, string value)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("getpbxcalljournal", new JsonObject { ["filter"] = new JsonObject { [field] = value } });
        Assert.Equal(0, reply.GetWholeNumber("result"));
    }

    [Fact]
    public async Task A_call_of_today_is_in_the_journal_when_it_is_over()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await client.AskAsync("pbxautocallstart", new JsonObject { ["number"] = "911000" });
        pbx.Pass(0.5);
        pbx.Pass(1);
        pbx.Pass(61.25);
        Assert.Empty(await JournalAsync(client));
        var chain = (await client.LineAsync()).GetText("chainid");
        await client.AskAsync("pbxabortcall");

        var row = Assert.Single(await JournalAsync(client));
        Assert.Equal(chain, row.GetText("chainid"));
        Assert.Equal("2026-03-18 12:00:00.000", row.GetText("timestart"));
        Assert.Equal("2026-03-18 12:00:01.500", row.GetText("timeanswer"));
        Assert.Equal("2026-03-18 12:01:02.750", row.GetText("timestop"));
        Assert.Equal(1, row.GetWholeNumber("connectiontype"));
        Assert.Equal(("101", "911000", "911000"), (row.GetText("aoutnumber"), row.GetText("boutnumber"), row.GetText("anumberdialed")));
        Assert.Equal("Иванов Иван", row.GetText("astr"));
        Assert.Equal("3357f4d2-b37c-4809-9a1a-e4d64808de1b", row.GetText("auserid"));
    }

    [Fact]
    public async Task A_call_that_was_given_up_before_it_was_dialled_leaves_nothing()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await client.AskAsync("pbxautocallstart", new JsonObject { ["number"] = "911000" });
        await client.AskAsync("pbxdeclinecall");
        Assert.Empty(await JournalAsync(client));
    }

    [Fact]
    public async Task A_call_through_a_queue_has_two_legs_in_one_chain()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("call", new { from = Customer, to = "600" });
        pbx.Pass(4);
        await client.AskAsync("pbxanswercall");
        pbx.Pass(10);
        await client.AskAsync("pbxabortcall");
        var legs = await JournalAsync(client, new JsonObject { ["showcallcenter"] = true });
        Assert.Equal([4, 5], legs.Select(leg => leg.GetWholeNumber("connectiontype")));
        Assert.Single(legs.Select(leg => leg.GetText("chainid")).Distinct());
        Assert.Equal(legs[0].GetText("timestop"), legs[1].GetText("timestart"));
        Assert.All(legs, leg => Assert.Equal("+74952150000", leg.GetText("anumberdialed")));
        Assert.Equal(["600", "101"], legs.Select(leg => leg.GetText("boutnumber")));
    }

    [Fact]
    public async Task The_stored_procedure_returns_the_same_legs_as_a_table_with_a_header()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { History = true });
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("execpredefineddbstoredproc", new JsonObject
        {
            ["procedure"] = "oktellconnect_calls",
            ["inputparams"] = new JsonObject { ["from"] = "2026-03-10", ["to"] = "2026-03-12" },
        });
        Assert.Equal(1, reply.GetWholeNumber("result"));
        Assert.Equal(0, reply.GetWholeNumber("errorcode"));
        var table = Assert.Single(reply.GetItems("dataset")).EnumerateArray().ToList();
        var journal = (await JournalAsync(client, new JsonObject { ["showcallcenter"] = true }))
            .Where(row => row.GetText("timestart")!.StartsWith("2026-03-10", StringComparison.Ordinal) || row.GetText("timestart")!.StartsWith("2026-03-11", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(journal);
        Assert.Equal(journal[0].EnumerateObject().Select(field => field.Name), table[0].EnumerateArray().Select(name => name.GetString()));
        Assert.Equal(
            journal.Select(row => string.Join("|", row.EnumerateObject().Select(field => field.Value.ToString()))),
            table.Skip(1).Select(row => string.Join("|", row.EnumerateArray().Select(cell => cell.ToString()))));
    }

    [Theory]
    [InlineData("drop_everything", "2026-03-10")]
    [InlineData("oktellconnect_calls", "soon")]
    [InlineData("oktellconnect_calls", null)]
    public async Task An_unknown_procedure_or_a_bad_parameter_is_an_error(string procedure, string? from)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("execpredefineddbstoredproc", new JsonObject
        {
            ["procedure"] = procedure,
            ["inputparams"] = new JsonObject { ["from"] = from, ["to"] = "2026-03-12" },
        });
        Assert.NotEqual(0, reply.GetWholeNumber("errorcode"));
        Assert.Null(reply.GetField("dataset"));
    }

    [Fact]
    public async Task A_recording_needs_a_temporary_password_and_is_a_real_WAV()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { History = true });
        await using var client = await pbx.LogInAsync();
        var link = (await JournalAsync(client)).Select(row => row.GetText("recordlink")).First(link => link!.Length > 0)!;
        var password = (await client.AskAsync("gettemphttppass")).GetText("password");

        using var refused = await pbx.GetAsync(link);
        Assert.Equal(403, (int)refused.StatusCode);
        using var wrong = await pbx.GetAsync($"{link}?temppass=00000000000000000000000000000000");
        Assert.Equal(403, (int)wrong.StatusCode);
        using var none = await pbx.GetAsync($"/download/rec/{Guid.Empty}?temppass={password}");
        Assert.Equal(404, (int)none.StatusCode);

        using var recording = await pbx.GetAsync($"{link}?temppass={password}");
        Assert.Equal("audio/wav", recording.Content.Headers.ContentType?.MediaType);
        var bytes = await recording.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal("RIFF", System.Text.Encoding.ASCII.GetString(bytes, 0, 4));
        Assert.Equal("WAVEfmt ", System.Text.Encoding.ASCII.GetString(bytes, 8, 8));
        Assert.Equal(bytes.Length - 8, BitConverter.ToInt32(bytes, 4));
        Assert.Equal(bytes.Length - 44, BitConverter.ToInt32(bytes, 40));
        Assert.True(bytes.Skip(44).Distinct().Count() > 50, "The recording is silent.");

        pbx.Pass(3601);
        using var late = await pbx.GetAsync($"{link}?temppass={password}");
        Assert.Equal(403, (int)late.StatusCode);
    }

    [Fact]
    public async Task Without_history_the_journal_begins_empty_and_with_it_the_last_whole_month_is_there()
    {
        await using var empty = await Rehearsal.StartAsync();
        await using var nobody = await empty.LogInAsync();
        Assert.Empty(await JournalAsync(nobody));

        var days = History(new DateTime(2026, 1, 31)).Select(row => row.Started.Date).ToHashSet();
        Assert.All(Enumerable.Range(1, 31), day => Assert.Contains(new DateTime(2025, 12, day), days));
    }

    [Fact]
    public void Without_a_queue_nobody_waited_in_one()
    {
        var seed = Rehearsal.Seed with { Queues = [] };
        Assert.DoesNotContain(HistoryGenerator.Make(new NumberPlan(seed), [], Today), row => row.Type == ConnectionType.OutsideToService);
    }

    [Fact]
    public async Task The_content_of_a_chain_are_the_legs_of_the_current_call_so_far()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.TalkAsync(client, "911000");
        var chain = (await client.LineAsync()).GetText("chainid");
        await client.FlashAsync();
        await client.FlashAsync();
        var content = (await client.DoAsync("getchaincontent")).GetProperty("content");
        Assert.Equal(chain, content.GetText("chainid"));
        Assert.Equal("911000", Assert.Single(content.GetItems("trace")).GetText("boutnumber"));
    }

    [Fact]
    public async Task Every_return_from_hold_begins_a_leg_with_its_reason()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await pbx.TalkAsync(client, "911000");
        pbx.Pass(10);
        await client.FlashAsync();
        pbx.Pass(5);
        await client.FlashAsync();
        pbx.Pass(20);
        await client.FlashAsync();
        await client.DoAsync("pbxautocallstart", ("number", "922000"));
        pbx.Pass(1);
        pbx.Pass(3);
        await client.DoAsync("pbxabortcall");
        var legs = await JournalAsync(client);
        Assert.Equal(
            ["911000 1 10", "911000 5 20", "922000 1 -", "911000 2 3"],
            legs.Select(leg => $"{leg.GetText("boutnumber")} {leg.GetWholeNumber("reasonstart")} {Length(leg)}"));
        Assert.Single(legs.Select(leg => leg.GetText("chainid")).Distinct());
        Assert.Equal(3, legs.Count(leg => leg.GetFlag("isrecorded") == true));
        Assert.Equal(4, legs.Select(leg => leg.GetText("commutationid")).Distinct().Count());
    }

    private static string Length(JsonElement leg) => leg.GetText("timeanswer") is { } answer
        ? (DateTime.Parse(leg.GetText("timestop")!, CultureInfo.InvariantCulture) - DateTime.Parse(answer, CultureInfo.InvariantCulture)).TotalSeconds.ToString(CultureInfo.InvariantCulture)
        : "-";
}
