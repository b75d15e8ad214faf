using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Statistics;

namespace OktellConnect.Engine.Tests.Statistics;

/// <summary>A call journal in memory whose habits (limit, order, meaning of the day) a test chooses.</summary>
internal sealed class JournalServer
{
    public static readonly DateTime Today = new(2026, 11, 22);

    public List<JsonObject> Rows { get; } = [];

    public List<string?> DaysAsked { get; } = [];

    /// <summary>Most rows of a reply; null for no limit.</summary>
    public int? Limit { get; init; }

    /// <summary>Which rows a limit keeps.</summary>
    public Keep Keep { get; init; } = Keep.Oldest;

    /// <summary>Whether replies are sent newest row first.</summary>
    public bool SendsNewestFirst { get; init; }

    /// <summary>Whether the server does not know the field datestart.</summary>
    public bool IgnoresDay { get; init; }

    /// <summary>Whether datestart means that day only.</summary>
    public bool DayOnly { get; init; }

    /// <summary>Whether dates are not understood and match nothing.</summary>
    public bool MisunderstandsDay { get; init; }

    /// <summary>Name of a field with the number of rows before the limit; null for none.</summary>
    public string? TotalField { get; init; }

    /// <summary>Called before each request, with its number from 1.</summary>
    public Action<int>? BeforeRequest { get; set; }

    public CallJournalSource Source => new(AnswerAsync, Clock());

    public static FakeTimeProvider Clock()
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(Today.AddHours(12), TimeSpan.FromHours(3)));
        clock.SetLocalTimeZone(TimeZoneInfo.CreateCustomTimeZone("Moscow", TimeSpan.FromHours(3), "Moscow", "Moscow"));
        return clock;
    }

    public JournalServer Add(DateTime start, string? id = null, Action<JsonObject>? change = null)
    {
        var row = new JsonObject
        {
            ["commutationid"] = id ?? $"leg-{Rows.Count:D6}",
            ["timestart"] = start.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            ["timeanswer"] = start.AddSeconds(5).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            ["timestop"] = start.AddSeconds(65).ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture),
            ["connectiontype"] = 5,
            ["aoutnumber"] = "+79161234567",
            ["boutnumber"] = "101",
        };
        change?.Invoke(row);
        Rows.Add(row);
        return this;
    }

    /// <summary>Adds calls on each of the days, an hour apart from eight o'clock on.</summary>
    public JournalServer AddDays(DateTime first, DateTime last, int callsADay)
    {
        for (var day = first; day <= last; day = day.AddDays(1))
        {
            for (var call = 0; call < callsADay; call++)
            {
                Add(day.AddHours(8).AddMinutes(call * 10));
            }
        }

        return this;
    }

    public async Task<(List<CallRecord> Records, OktellException? End, IReadOnlyList<string> Warnings)> ReadAsync(CallRecordQuery query)
    {
        using var reader = await Source.OpenAsync(query, TestContext.Current.CancellationToken);
        var records = new List<CallRecord>();
        try
        {
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                records.Add(reader.Current);
            }
        }
        catch (OktellException end)
        {
            return (records, end, reader.Warnings);
        }

        return (records, null, reader.Warnings);
    }

    public Task<(List<CallRecord> Records, OktellException? End, IReadOnlyList<string> Warnings)> ReadAsync(DateTime from, DateTime to) =>
        ReadAsync(new CallRecordQuery { From = from, To = to });

    private Task<JsonElement> AnswerAsync(string method, JsonObject? parameters, CancellationToken cancellation)
    {
        Assert.Equal("getpbxcalljournal", method);
        var filter = parameters!["filter"]!.AsObject();
        Assert.True((bool)filter["showcallcenter"]!);
        var day = (string?)filter["datestart"];
        DaysAsked.Add(day);
        BeforeRequest?.Invoke(DaysAsked.Count);

        var date = day is null ? (DateTime?)null : DateTime.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var chosen = Rows.Where(row => date is null || IgnoresDay || (!MisunderstandsDay && Start(row) >= date && (!DayOnly || Start(row).Date == date)));
        var ordered = chosen.OrderBy(Start).ThenBy(row => (string?)row["commutationid"], StringComparer.Ordinal).ToList();
        var total = ordered.Count;
        if (Limit is { } limit && total > limit)
        {
            ordered = Keep switch
            {
                Keep.Oldest => ordered.GetRange(0, limit),
                Keep.Newest => ordered.GetRange(total - limit, limit),
                _ => [.. ordered.OrderBy(row => Scramble((string?)row["commutationid"] + day)).Take(limit).OrderBy(Start)],
            };
        }

        if (SendsNewestFirst)
        {
            ordered.Reverse();
        }

        var reply = new JsonObject { ["result"] = 1, ["data"] = new JsonArray([.. ordered.Select(row => row.DeepClone())]) };
        if (TotalField is { } field)
        {
            reply[field] = total;
        }

        return Task.FromResult(JsonSerializer.SerializeToElement(reply));
    }

    private static uint Scramble(string text) => text.Aggregate(2166136261u, (hash, character) => (hash ^ character) * 16777619u);

    private static DateTime Start(JsonObject row) => DateTime.ParseExact((string)row["timestart"]!, "yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
}

internal enum Keep
{
    Oldest,
    Newest,
    Random,
}
