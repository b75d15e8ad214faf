using System.Text.Json;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class LineStateTableTests
{
    public static TheoryData<string, string, bool, string, bool> Table => new()
    {
        // old state, line info, mark before, new state, mark after
        { "Ready", """{"abonent":{"number":"102","isringing":true}}""", true, "BackRing", true },
        { "Ready", """{"abonent":{}}""", true, "BackRing", true },
        { "BackRing", """{"abonent":{"number":"102","isautocall":true}}""", true, "BackCall", false },
        { "Ready", """{"abonent":{"isautocall":1}}""", true, "BackCall", false },
        { "Ready", """{"abonent":{"number":"102","isringing":true,"direction":"acm_callback"}}""", false, "BackRing", false },
        { "BackRing", """{"abonent":{"number":"102","isringing":true}}""", false, "BackRing", false },
        { "Ready", """{"abonent":{"number":"102","isringing":true}}""", false, "Ring", false },
        { "Ready", """{"abonent":{"number":"102","isringing":true,"direction":"something"}}""", false, "Ring", false },
        { "Ring", """{"abonent":{"number":"102","iscommutated":true}}""", false, "Talk", false },
        { "Call", """{"abonent":{"number":"102","iswaitinginflash":true}}""", false, "Talk", false },
        { "Call", """{"abonent":{"isconference":true,"conferenceid":"c1"}}""", false, "Talk", false },
        { "Call", """{"linestatestr":"lsCommutated","abonent":{"isivr":true}}""", true, "Talk", true },
        { "Call", """{"linestatestr":"lsCommutated","abonent":{"isivr":true,"iswaitingforanswer":true}}""", false, "Ready", false },
        { "BackCall", """{"abonent":{"number":"102","iscommutated":true}}""", true, "Call", false },
        { "Ready", """{"abonent":{"number":"102"}}""", false, "Call", false },
        { "Ready", """{"abonent":{"extline":"5"}}""", false, "Call", false },
        { "Ready", """{"linestatestr":"lsDisconnected","abonent":{}}""", false, "Disconnected", false },
        { "Talk", """{"linestatestr":"lsHookUp","abonent":{}}""", false, "Ready", false },
        { "Talk", """{"linestatestr":"lsHookDown","abonent":{}}""", false, "Ready", false },
        { "BackRing", """{"abonent":{}}""", true, "Ready", false },
        { "Unknown", """{"abonent":{}}""", false, "Ready", false },
        { "Talk", """{"linestatestr":"lsReserved","abonent":{}}""", false, "Talk", false },
        { "Ready", """{"linestatestr":"lsReserved","abonent":{}}""", false, "Ready", false },
        { "Talk", """{"linestatestr":"lsDisconnected"}""", false, "Talk", false },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_row_of_the_table_decides(string old, string info, bool markBefore, string expected, bool markAfter)
    {
        using var document = JsonDocument.Parse(info);
        var (state, mark) = LineStateTable.Derive(Enum.Parse<LineState>(old), markBefore, ExtendedLineInfo.Read(document.RootElement));
        Assert.Equal(Enum.Parse<LineState>(expected), state);
        Assert.Equal(markAfter, mark);
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
}
