using System.Text.Json;
using CsCheck;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class LineStateTableTests
{
    public static TheoryData<string, string, bool, string, bool, string?> Table => new()
    {
        // old state, line info, mark before, new state, mark after, row
        { "Ready", """{"abonent":{"number":"102","isringing":true}}""", true, "BackRing", true, "a" },
        { "Ready", """{"abonent":{}}""", true, "BackRing", true, "a" },
        { "BackRing", """{"abonent":{"number":"102","isautocall":true}}""", true, "BackCall", false, "b" },
        { "Ready", """{"abonent":{"isautocall":1}}""", true, "BackCall", false, "b" },
        { "Ready", """{"abonent":{"number":"102","isringing":true,"direction":"acm_callback"}}""", false, "BackRing", false, "c" },
        { "BackRing", """{"abonent":{"number":"102","isringing":true}}""", false, "BackRing", false, "c" },
        { "Ready", """{"abonent":{"number":"102","isringing":true}}""", false, "Ring", false, "c'" },
        { "Ready", """{"abonent":{"number":"102","isringing":true,"direction":"something"}}""", false, "Ring", false, "c'" },
        { "Ring", """{"abonent":{"number":"102","iscommutated":true}}""", false, "Talk", false, "d" },
        { "Call", """{"abonent":{"number":"102","iswaitinginflash":true}}""", false, "Talk", false, "d" },
        { "Call", """{"abonent":{"isconference":true,"conferenceid":"c1"}}""", false, "Talk", false, "d" },
        { "Call", """{"linestatestr":"lsCommutated","abonent":{"isivr":true}}""", true, "Talk", true, "d" },
        { "Call", """{"linestatestr":"lsCommutated","abonent":{"isivr":true,"iswaitingforanswer":true}}""", false, "Ready", false, "i" },
        { "BackCall", """{"abonent":{"number":"102","iscommutated":true}}""", true, "Call", false, "e" },
        { "Ready", """{"abonent":{"number":"102"}}""", false, "Call", false, "e" },
        { "Ready", """{"abonent":{"extline":"5"}}""", false, "Call", false, "e" },
        { "Ready", """{"linestatestr":"lsDisconnected","abonent":{}}""", false, "Disconnected", false, "f" },
        { "Talk", """{"linestatestr":"lsHookUp","abonent":{}}""", false, "Ready", false, "i" },
        { "Talk", """{"linestatestr":"lsHookDown","abonent":{}}""", false, "Ready", false, "i" },
        { "BackRing", """{"abonent":{}}""", true, "Ready", false, "i" },
        { "Unknown", """{"abonent":{}}""", false, "Ready", false, "i" },
        { "Talk", """{"linestatestr":"lsReserved","abonent":{}}""", false, "Talk", false, "j" },
        { "Ready", """{"linestatestr":"lsReserved","abonent":{}}""", false, "Ready", false, "j" },
        { "Talk", """{"linestatestr":"lsDisconnected"}""", false, "Talk", false, null },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_row_of_the_table_decides(string old, string info, bool markBefore, string expected, bool markAfter, string? row)
    {
        using var document = JsonDocument.Parse(info);
        var (state, mark, decided) = LineStateTable.Derive(Enum.Parse<LineState>(old), markBefore, ExtendedLineInfo.Read(document.RootElement));
        Assert.Equal(Enum.Parse<LineState>(expected), state);
        Assert.Equal(markAfter, mark);
        Assert.Equal(row, decided);
    }

    [Fact]
    public void Every_combination_of_facts_is_decided_as_the_vendors_client_decides_it()
    {
        var seen = new HashSet<string>();
        foreach (var (old, mark, word, facts) in Combinations())
        {
            using var document = JsonDocument.Parse(Reply(word, facts));
            var (state, markAfter, row) = LineStateTable.Derive(old, mark, ExtendedLineInfo.Read(document.RootElement));
            var expected = Vendor(old, mark, word, facts);
            if ((state, markAfter) != expected)
            {
                Assert.Fail($"{old}, mark {mark}, {word}, {facts}: {state}, {markAfter} by row {row}; the vendor's: {expected}");
            }

            seen.Add(row!);
        }

        Assert.Equal(["a", "b", "c", "c'", "d", "e", "f", "i", "j"], seen.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_reply_whatever_its_shape_is_too_much_for_the_table()
    {
        string[] values =
        [
            "null", "true", "false", "0", "1", "\"\"", "\"1\"", "\"acm_callback\"", "\"lsReserved\"", "\"lsCommutated\"", "[]", "{}", "[1]", "1e300", "-7", "{\"number\":[]}",
        ];
        var value = Gen.Int[0, values.Length - 1].Select(index => values[index]);
        var party = Gen.Select(Gen.Int[0, Names.Length - 1].Select(index => Names[index]), value, (name, text) => $"\"{name}\":{text}").Array[0, 8].Select(fields => "{" + string.Join(",", fields) + "}");
        var reply = Gen.Select(Gen.OneOf(party, value), Gen.OneOf(party, value), value, value, value, (abonent, held, word, chain, seconds) =>
            $$"""{"abonent":{{abonent}},"flashed":{{held}},"isflashing":true,"linestatestr":{{word}},"chainid":{{chain}},"timertalklensec":{{seconds}}}""");
        Gen.Select(reply, Gen.Enum<LineState>(), Gen.Bool).Sample((text, old, mark) =>
        {
            using var document = JsonDocument.Parse(text);
            var info = ExtendedLineInfo.Read(document.RootElement);
            var (state, _, row) = LineStateTable.Derive(old, mark, info);
            Assert.True(Enum.IsDefined(state));
            Assert.Equal(info.Abonent is null, row is null);
        });
    }

    [Theory]
    [InlineData("""{"chainid":"abcdef00-0000-0000-0000-000000000001","abonent":{}}""")]
    [InlineData("""{"chainid":"abcdef00-0000-0000-0000-000000000001","abonent":{"chainid":"abcdef00-0000-0000-0000-000000000001"}}""")]
    [InlineData("""{"chainid":"1","calledid":"102","abonent":{"userid":"00000000-0000-0000-0000-000000000000"}}""")]
    public void A_chain_on_an_idle_line_makes_no_phantom(string reply)
    {
        using var document = JsonDocument.Parse(reply);
        var info = ExtendedLineInfo.Read(document.RootElement);
        Assert.Equal(LineState.Ready, LineStateTable.Derive(LineState.Talk, false, info).State);
        Assert.Null(CallParty.From(info.Abonent, info.ChainId));
    }

    [Fact]
    public void The_party_is_read_as_the_vendors_client_reads_it()
    {
        using var document = JsonDocument.Parse("""
            {"chainid":"ABCDEF00-0000-0000-0000-000000000001","calledid":"74951234567","isflashing":true,"timertalklensec":"12",
             "abonent":{"username":"Пётр","caption":"x","isextline":1,"isringing":"0"},"flashed":{"number":"103","simplename":"Сидоров"}}
            """);
        var info = ExtendedLineInfo.Read(document.RootElement);
        Assert.Equal("abcdef00-0000-0000-0000-000000000001", info.ChainId);
        Assert.Equal(12, info.TalkSeconds);
        Assert.Equal("Пётр", info.Abonent!.Name);
        Assert.True(info.Abonent.IsExternal);
        Assert.Equal("103", info.Held!.Number);
    }

    [Fact]
    public void An_idle_line_shows_nobody()
    {
        using var document = JsonDocument.Parse("""{"chainid":"00000000-0000-0000-0000-000000000000","calledid":"1","abonent":{},"isflashing":false,"flashed":{"number":"1"}}""");
        var info = ExtendedLineInfo.Read(document.RootElement);
        Assert.Null(info.ChainId);
        Assert.Null(info.Held);
        Assert.True(info.Abonent!.IsEmpty);
        Assert.Null(info.Abonent.Number);
    }

    private static readonly string[] Names =
    [
        "isautocall", "isringing", "iscommutated", "iswaitinginflash", "isconference", "isivr", "iswaitingforanswer", "direction", "extline", "number",
        "competitorid", "userid", "callerid", "chainid", "conferenceid", "name", "isextline",
    ];

    // What decides, bit by bit: names in the order of Names, of which the last two stand for "extline or number".
    private static IEnumerable<(LineState Old, bool Mark, string? Word, int Facts)> Combinations() =>
        from old in Enum.GetValues<LineState>()
        from mark in new[] { false, true }
        from word in new[] { null, "lsDisconnected", "lsReserved", "lsCommutated", "lsHookUp", "something else" }
        from facts in Enumerable.Range(0, 1 << 10)
        select (old, mark, word, facts);

    private static bool Has(int facts, string name) => (facts & (1 << Array.IndexOf(Names, name))) != 0;

    private static string Reply(string? word, int facts)
    {
        var fields = Names.Take(10).Where(name => Has(facts, name)).Select(name => $"\"{name}\":{(name switch { "direction" => "\"acm_callback\"", "number" or "extline" => "\"102\"", _ => "true" })}");
        return "{\"linestatestr\":" + (word is null ? "null" : $"\"{word}\"") + ",\"abonent\":{" + string.Join(",", fields) + "}}";
    }

    // The decision of docs/protocol.md, "Line state", written as a chain of questions, apart from the table.
    private static (LineState State, bool Mark) Vendor(LineState old, bool mark, string? word, int facts)
    {
        if (mark && !Has(facts, "isautocall") && old == LineState.Ready)
        {
            return (LineState.BackRing, mark);
        }

        if (Has(facts, "isautocall"))
        {
            return (LineState.BackCall, false);
        }

        if (Has(facts, "isringing"))
        {
            return (Has(facts, "direction") || old == LineState.BackRing ? LineState.BackRing : LineState.Ring, mark);
        }

        if (!mark && (Has(facts, "iscommutated") || Has(facts, "iswaitinginflash") || Has(facts, "isconference")))
        {
            return (LineState.Talk, mark);
        }

        if (word == "lsCommutated" && Has(facts, "isivr") && !Has(facts, "iswaitingforanswer"))
        {
            return (LineState.Talk, mark);
        }

        if (Has(facts, "extline") || Has(facts, "number"))
        {
            return (LineState.Call, false);
        }

        return word switch
        {
            "lsDisconnected" => (LineState.Disconnected, false),
            "lsReserved" => (old, mark),
            _ => (LineState.Ready, false),
        };
    }
}
