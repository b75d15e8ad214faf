using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;

namespace OktellConnect.Statistics;

/// <summary>
/// Call records from the server's call journal, method <c>getpbxcalljournal</c> (docs/statistics.md, "The journal"). The journal can only
/// be asked for calls from a day on, so everything else of a query is decided here, and completeness is proven by asking more than once.
/// One reading holds the records of its period in memory. Thread-safe: readings share nothing.
/// </summary>
public sealed class CallJournalSource : ICallRecordSource
{
    private const string Method = "getpbxcalljournal";

    private readonly Func<string, JsonObject?, CancellationToken, Task<JsonElement>> request;
    private readonly TimeProvider clock;

    /// <summary>Reads the journal through a connection.</summary>
    public CallJournalSource(OktellConnection connection)
        : this((connection ?? throw new ArgumentNullException(nameof(connection))).Client.RequestAsync, TimeProvider.System)
    {
    }

    internal CallJournalSource(Func<string, JsonObject?, CancellationToken, Task<JsonElement>> request, TimeProvider clock) =>
        (this.request, this.clock) = (request, clock);

    /// <inheritdoc/>
    public async Task<ICallRecordReader> OpenAsync(CallRecordQuery query, CancellationToken cancellation)
    {
        var mapper = new CallRowMapper("the call journal", clock.LocalTimeZone);
        var row = new CallRow();
        var walk = new CallJournalWalk(
            query.From,
            query.To,
            clock.GetLocalNow().Date,
            async day => CallJournalReply.Read(day, await request(Method, new JsonObject { ["filter"] = Filter(day) }, cancellation).ConfigureAwait(false), row, mapper));
        var gap = await walk.RunAsync().ConfigureAwait(false);

        var filter = new CallRecordFilter(query);
        var records = walk.Found.Where(filter.Includes).ToList();
        records.Sort(CallRecordOrder.Compare);
        var warnings = mapper.MissingFields.ToList();
        if (gap is null)
        {
            return new CallRecordListReader(records, warnings, null);
        }

        var message = Describe(query, gap);
        if (!query.AllowUnproven)
        {
            return new CallRecordListReader(records, warnings, new OktellException(OktellErrors.CallJournalUnproven, message));
        }

        warnings.Add(message);
        return new CallRecordListReader(records, warnings, null);
    }

    // Without showcallcenter the calls of the call centre are left out (docs/statistics.md, "The journal").
    private static JsonObject Filter(DateTime? day)
    {
        var filter = new JsonObject { ["showcallcenter"] = true };
        if (day is { } date)
        {
            filter["datestart"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        }

        return filter;
    }

    private static string Describe(CallRecordQuery query, CallJournalGap gap)
    {
        var period = $"The call journal cannot be proven complete from {CallPeriod.Format(query.From)} to {CallPeriod.Format(query.To)}: {gap.Reason}.";
        return gap.CompleteFrom is { } day && day < query.To
            ? $"{period} From {CallJournalReply.Describe(day)} on nothing is missing."
            : period;
    }
}
