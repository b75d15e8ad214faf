using System.Collections;
using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

public class PlainValuesTests
{
    [Fact]
    public void Values_go_to_json_and_come_back_plain()
    {
        var json = PlainValues.ToObject(new Hashtable
        {
            ["text"] = "Пётр",
            ["whole"] = 5,
            ["fraction"] = 1.5,
            ["flag"] = true,
            ["nothing"] = null,
            ["list"] = new object?[] { 1, "two", null },
            ["nested"] = new Dictionary<string, object?> { ["id"] = Guid.Empty },
            ["time"] = new DateTime(2026, 11, 3, 14, 5, 6),
        });

        using var document = JsonDocument.Parse(json.ToJsonString());
        var back = PlainValues.ToDictionary(document.RootElement);

        Assert.Equal("Пётр", back["text"]);
        Assert.Equal(5L, back["whole"]);
        Assert.Equal(1.5, back["fraction"]);
        Assert.Equal(true, back["flag"]);
        Assert.Null(back["nothing"]);
        Assert.Equal([1L, "two", null], (object?[])back["list"]!);
        Assert.Equal("00000000-0000-0000-0000-000000000000", ((Dictionary<string, object?>)back["nested"]!)["ID"]);
        Assert.Equal("2026-11-03T14:05:06", back["time"]);
    }

    [Fact]
    public void A_value_without_a_json_form_is_refused_by_its_name()
    {
        var refusal = Assert.Throws<NotSupportedException>(() => PlainValues.ToObject(new Hashtable { ["outer"] = new Hashtable { ["inner"] = new object?[] { 1, new Version(1, 2) } } }));
        Assert.Contains("outer.inner[1]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_that_holds_itself_ends()
    {
        var table = new Hashtable();
        table["self"] = table;
        Assert.Throws<NotSupportedException>(() => PlainValues.ToObject(table));
    }
}
