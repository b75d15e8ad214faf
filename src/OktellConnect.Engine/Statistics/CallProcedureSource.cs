using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Statistics;

/// <summary>
/// Call records from the stored procedure <c>oktellconnect_calls</c>, which the customer's administrator installs and allows to web clients
/// (docs/statistics.md, "The stored procedure"). It is given the period and must return every leg that starts in it, so its answer is
/// complete by agreement. Thread-safe: readings share nothing.
/// </summary>
public sealed class CallProcedureSource : ICallRecordSource
{
    /// <summary>Name of the procedure.</summary>
    public const string ProcedureName = "oktellconnect_calls";

    private readonly Func<JsonObject, CancellationToken, Task<JsonElement>> execute;
    private readonly TimeZoneInfo zone;

    /// <summary>Calls the procedure through a connection.</summary>
    public CallProcedureSource(OktellConnection connection)
        : this(Execute((connection ?? throw new ArgumentNullException(nameof(connection))).Client), TimeProvider.System.LocalTimeZone)
    {
    }

    internal CallProcedureSource(Func<JsonObject, CancellationToken, Task<JsonElement>> execute, TimeZoneInfo zone) => (this.execute, this.zone) = (execute, zone);

    /// <inheritdoc/>
    public async Task<ICallRecordReader> OpenAsync(CallRecordQuery query, CancellationToken cancellation)
    {
        if (query.From >= query.To)
        {
            return new CallRecordListReader([], [], null);
        }

        JsonElement reply;
        try
        {
            reply = await execute(new JsonObject
            {
                ["procedure"] = ProcedureName,
                ["inputparams"] = new JsonObject { ["from"] = Format(query.From), ["to"] = Format(query.To) },
            }, cancellation).ConfigureAwait(false);
        }
        catch (OktellException refused) when (refused.Error == OktellErrors.RequestRefused)
        {
            throw new OktellException(OktellErrors.ProcedureFailed, $"The stored procedure {ProcedureName} failed: {refused.Message}", refused, ProcedureName);
        }

        if (reply.GetWholeNumber("errorcode") is { } code and not 0)
        {
            throw new OktellException(OktellErrors.ProcedureFailed,
                $"The stored procedure {ProcedureName} failed with error {code.ToString(CultureInfo.InvariantCulture)} {reply.GetText("errormsg")}.", target: ProcedureName);
        }

        var mapper = new CallRowMapper("the stored procedure's table", zone);
        var filter = new CallRecordFilter(query);
        var records = Read(reply, mapper, filter);
        records.Sort(CallRecordOrder.Compare);
        return new CallRecordListReader(records, [.. mapper.MissingFields], null);
    }

    private static List<CallRecord> Read(JsonElement reply, CallRowMapper mapper, CallRecordFilter filter)
    {
        var table = reply.GetItems("dataset").FirstOrDefault();
        if (table.ValueKind != JsonValueKind.Array || table.GetArrayLength() == 0 || table[0].ValueKind != JsonValueKind.Array)
        {
            throw Unreadable("the first table has no header row");
        }

        // Row 0 holds the column names (docs/protocol.md, "Stored procedures").
        var columns = table[0].EnumerateArray().Select(name => name.ValueKind == JsonValueKind.String ? CallFields.Find(name.GetString()!.Trim()) : null).ToList();
        if (!columns.Exists(column => column?.Field == CallField.Started))
        {
            throw Unreadable($"no column holds the start (names known for it: {string.Join(", ", CallFields.NamesOf(CallField.Started))})");
        }

        var records = new Dictionary<string, CallRecord>(StringComparer.Ordinal);
        var row = new CallRow();
        var derivedIds = new Dictionary<string, int>(StringComparer.Ordinal);
        var number = 0;
        foreach (var cells in table.EnumerateArray().Skip(1))
        {
            number++;
            if (cells.ValueKind != JsonValueKind.Array || cells.GetArrayLength() != columns.Count)
            {
                throw Unreadable($"row {number} has not the {columns.Count} values of the header");
            }

            row.Load(cells, columns);
            var record = mapper.Map(row, () => $"Row {number}", derivedIds);
            if (filter.Includes(record))
            {
                records[record.Id] = record;
            }
        }

        return [.. records.Values];
    }

    private static OktellException Unreadable(string problem) =>
        new(OktellErrors.CallProcedureUnreadable, $"The result of the stored procedure {ProcedureName} cannot be read: {problem}.", target: ProcedureName);

    // SQL Server reads this form of datetime the same under every language setting.
    private static string Format(DateTime time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture);

    private static Func<JsonObject, CancellationToken, Task<JsonElement>> Execute(OktellClient client) =>
        (parameters, cancellation) => client.RequestAsync("execpredefineddbstoredproc", parameters, client.Options.ProcedureTimeout, cancellation);
}
