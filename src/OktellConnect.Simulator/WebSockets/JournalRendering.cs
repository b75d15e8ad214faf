using System.Globalization;
using System.Text.Json.Nodes;
using OktellConnect.Simulator.History;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// Journal legs as fields. Beyond <c>chainid</c>, <c>commutationid</c> and <c>recordlink</c> the names of a real reply are not
/// public: these are the lower-cased column names of Oktell's statistics table, our own guess (docs/simulator.md).
/// </summary>
internal static class JournalRendering
{
    // The statistics table has these where a side is no user of ours.
    private const string NoCaller = "ab000000-0000-0000-0000-000000000000";
    private const string NoCalled = "bf000000-0000-0000-0000-000000000000";

    private static readonly (string Name, Func<JournalRow, JsonNode?> Value)[] Fields =
    [
        ("commutationid", row => row.CommutationId),
        ("chainid", row => row.ChainId),
        ("timestart", row => Time(row.Started)),
        ("timeanswer", row => row.Answered is { } answered ? Time(answered) : null),
        ("timestop", row => Time(row.Stopped)),
        ("connectiontype", row => (int)row.Type),
        ("reasonstart", row => (int)row.Reason),
        ("aoutnumber", row => row.From.Number),
        ("boutnumber", row => row.To.Number),
        ("astr", row => row.From.Name),
        ("bstr", row => row.To.Name),
        ("auserid", row => row.From.UserId ?? NoCaller),
        ("buserid", row => row.To.UserId ?? NoCalled),
        ("anumberdialed", row => row.Dialled),
        ("isrecorded", row => row.IsRecorded ? 1 : 0),
        ("recordlink", row => row.RecordLink),
    ];

    public static JsonObject AsObject(JournalRow row) => new(Fields.Select(field => KeyValuePair.Create(field.Name, field.Value(row))));

    /// <summary>A table as stored procedures return it: the first row holds the names.</summary>
    public static JsonArray AsTable(IEnumerable<JournalRow> rows) =>
        new([new JsonArray([.. Fields.Select(field => (JsonNode)field.Name)]), .. rows.Select(row => new JsonArray([.. Fields.Select(field => field.Value(row))]))]);

    private static string Time(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}
