using System.Globalization;
using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Statistics;

/// <summary>
/// Makes call records of rows. What a record can do without may be absent; a row without a readable start, or with a time that is none,
/// is an error, because leaving it out or guessing would falsify the list. Not thread-safe: one per source reading.
/// </summary>
internal sealed class CallRowMapper(string source, TimeZoneInfo zone)
{
    private static readonly HashSet<string> NoUser = new(StringComparer.OrdinalIgnoreCase)
    {
        "ab000000-0000-0000-0000-000000000000",
        "bf000000-0000-0000-0000-000000000000",
        "00000000-0000-0000-0000-000000000000",
    };

    // Fields whose absence from every row changes what the records say, so that the reader of the records has to know.
    private static readonly (CallField Field, string Consequence)[] Telling =
    [
        (CallField.Answered, "the time of the answer, so that every call shows as not answered"),
        (CallField.Ended, "the end, so that every call shows as not ended"),
        (CallField.FromNumber, "the number of side A"),
        (CallField.ToNumber, "the number of side B"),
    ];

    private readonly bool[] seen = new bool[CallFields.Count];
    private long rows;

    /// <summary>Sentences about what the source never told in any row.</summary>
    public IEnumerable<string> MissingFields => rows == 0
        ? []
        : Telling.Where(telling => !seen[(int)telling.Field]).Select(telling =>
            $"No row of {source} tells {telling.Consequence} (names known for it: {string.Join(", ", CallFields.NamesOf(telling.Field))}).");

    /// <summary>Makes the record.</summary>
    /// <param name="row">The row.</param>
    /// <param name="place">Which row it is, for messages, for example "row 12 of the reply for 2026-10-01".</param>
    /// <param name="derivedIds">Counts equal rows without an id within one reply, so that each gets an id of its own.</param>
    /// <exception cref="OktellException"><see cref="OktellErrors.CallJournalRowUnreadable"/>.</exception>
    public CallRecord Map(CallRow row, Func<string> place, Dictionary<string, int> derivedIds)
    {
        rows++;
        for (var index = 0; index < seen.Length; index++)
        {
            seen[index] |= row.Has((CallField)index);
        }

        var started = Time(row, CallField.Started, place)
            ?? throw Unreadable(place, $"has no start time (names known for it: {string.Join(", ", CallFields.NamesOf(CallField.Started))})");
        var type = ConnectionType(row);
        var from = new CallParty(row.Text(CallField.FromNumber), Name(row, CallField.FromName, CallField.FromLine), User(row, CallField.FromUserId));
        var dialled = row.Text(CallField.Dialled);

        // A failed attempt has no number of side B; what was dialled is the number called (docs/statistics.md, "Failed calls").
        var to = new CallParty(row.Text(CallField.ToNumber) ?? dialled, Name(row, CallField.ToName, CallField.ToLine), User(row, CallField.ToUserId));
        var chain = Identity(row.Text(CallField.ChainId));
        var link = row.Text(CallField.RecordLink);
        return new CallRecord
        {
            Id = Identity(row.Text(CallField.Id)) ?? DerivedId(derivedIds, chain, started, from, to),
            ChainId = chain,
            Started = started,
            Answered = Time(row, CallField.Answered, place),
            Ended = Time(row, CallField.Ended, place),
            ConnectionType = type,
            Direction = Direction(row, type),
            From = from,
            To = to,
            Dialled = dialled,
            Recorded = Flag(row.Value(CallField.Recorded)) ?? link is not null,
            RecordLink = link,
        };
    }

    private DateTime? Time(CallRow row, CallField field, Func<string> place)
    {
        if (ServerTime.TryRead(row.Value(field), zone, out var time))
        {
            return time;
        }

        throw Unreadable(place, $"has a value of the field {field} that is not a time: {row.Value(field).GetRawText()}");
    }

    private OktellException Unreadable(Func<string> place, string problem) =>
        new(OktellErrors.CallJournalRowUnreadable, $"{place()} of {source} {problem}.");

    private static int? ConnectionType(CallRow row) =>
        int.TryParse(row.Text(CallField.ConnectionType), NumberStyles.Integer, CultureInfo.InvariantCulture, out var type) ? type : null;

    // The type is the finest statement; the journal's filter is said to name types by words, so its rows may as well.
    private static CallDirection Direction(CallRow row, int? type)
    {
        if (type is { } number)
        {
            return ConnectionTypes.Direction(number);
        }

        return (row.Text(CallField.ConnectionType) ?? row.Text(CallField.Direction)) is { } word ? ConnectionTypes.Direction(word) : CallDirection.Unknown;
    }

    // The IVR has no name of its own: it shows in the line.
    private static string? Name(CallRow row, CallField name, CallField line) =>
        row.Text(name) ?? (string.Equals(row.Text(line), "IVR", StringComparison.OrdinalIgnoreCase) ? "IVR" : null);

    private static string? User(CallRow row, CallField field) => Identity(row.Text(field)) is { } id && !NoUser.Contains(id) ? id : null;

    private static string? Identity(string? text)
    {
        var id = text?.Trim('{', '}').ToLowerInvariant();
        return id is null or "00000000-0000-0000-0000-000000000000" ? null : id;
    }

    private static bool? Flag(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetDouble(out var number) => number != 0,
        JsonValueKind.String when JsonReading.StringOf(value) is "1" or "true" or "True" => true,
        JsonValueKind.String => false,
        _ => null,
    };

    // A source that gives no ids still has to be read without doubles: what cannot change while a leg lives identifies it.
    private static string DerivedId(Dictionary<string, int> derivedIds, string? chain, DateTime started, CallParty from, CallParty to)
    {
        var key = string.Join("/", chain ?? "", started.ToString("yyyyMMddHHmmssfff", CultureInfo.InvariantCulture), from.Number, to.Number);
        derivedIds.TryGetValue(key, out var count);
        derivedIds[key] = count + 1;
        return count == 0 ? key : $"{key}/{(count + 1).ToString(CultureInfo.InvariantCulture)}";
    }
}
