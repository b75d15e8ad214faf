using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Statistics;

/// <summary>One answer of the call journal, with what is needed to judge whether it was cut.</summary>
internal sealed class CallJournalReply
{
    private CallJournalReply(DateTime? day, IReadOnlyList<CallRecord> rows, long? statedTotal)
    {
        Day = day;
        Rows = rows;
        StatedTotal = statedTotal;
        for (var index = 0; index < rows.Count; index++)
        {
            var start = rows[index].Started;
            Oldest = Oldest is { } oldest && oldest < start ? oldest : start;
            Newest = Newest is { } newest && newest > start ? newest : start;
            SentNewestFirst = index == 0 || (SentNewestFirst && start <= rows[index - 1].Started);
        }

        SentNewestFirst = SentNewestFirst && Oldest != Newest;
    }

    /// <summary>The day asked for, or null where no day was given.</summary>
    public DateTime? Day { get; }

    /// <summary>The rows in the order in which the server sent them.</summary>
    public IReadOnlyList<CallRecord> Rows { get; }

    /// <summary>How many rows the server says there are, or null where it does not say.</summary>
    public long? StatedTotal { get; }

    /// <summary>Start of the oldest row.</summary>
    public DateTime? Oldest { get; }

    /// <summary>Start of the newest row.</summary>
    public DateTime? Newest { get; }

    /// <summary>Whether the rows came in falling order of start, with at least two different starts.</summary>
    public bool SentNewestFirst { get; }

    /// <summary>Reads a reply's body.</summary>
    /// <exception cref="OktellException">The body has no list of rows, or a row is unreadable.</exception>
    public static CallJournalReply Read(DateTime? day, JsonElement body, CallRow row, CallRowMapper mapper)
    {
        if (body.ValueKind != JsonValueKind.Object || !body.TryGetProperty("data", out var data) || data.ValueKind is not (JsonValueKind.Array or JsonValueKind.Null))
        {
            throw new OktellException(OktellErrors.CallJournalReplyUnreadable, "The server's reply to getpbxcalljournal has no list of rows in its field data.");
        }

        var rows = new List<CallRecord>(data.ValueKind == JsonValueKind.Array ? data.GetArrayLength() : 0);
        var derivedIds = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var item in data.ValueKind == JsonValueKind.Array ? data.EnumerateArray() : default)
        {
            if (item.ValueKind != JsonValueKind.Object)
            {
                throw new OktellException(OktellErrors.CallJournalReplyUnreadable, $"Row {rows.Count + 1} of the server's reply to getpbxcalljournal is not an object but {item.ValueKind}.");
            }

            row.Load(item);
            rows.Add(mapper.Map(row, () => $"Row {rows.Count + 1} of the reply for {Describe(day)}", derivedIds));
        }

        return new CallJournalReply(day, rows, Total(body, rows.Count));
    }

    /// <summary>The day for people.</summary>
    public static string Describe(DateTime? day) => day?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture) ?? "no day";

    // "count" may be no more than the number of rows in this very reply, as it is in the vendor's COM library, so it proves nothing when it
    // agrees; when it is larger, the reply was cut.
    private static long? Total(JsonElement body, int rows) =>
        body.GetWholeNumber("totalcount") ?? body.GetWholeNumber("total") ?? (body.GetWholeNumber("count") is { } count && count > rows ? count : null);
}
