using System.Collections;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>One table of a stored procedure's result. Immutable.</summary>
/// <param name="Columns">Column names, in order; a nameless or repeated one is numbered.</param>
/// <param name="Rows">Rows; each has a value for every column.</param>
public sealed record ProcedureTable(IReadOnlyList<string> Columns, IReadOnlyList<object?[]> Rows);

public sealed partial class OktellClient
{
    /// <summary>Names of the stored procedures the server allows, lower case; null until the server was asked.</summary>
    internal IReadOnlyCollection<string>? AllowedProcedures { get; set; }

    /// <summary>Runs a stored procedure that the server allows to web clients. It is never repeated.</summary>
    /// <param name="name">Name of the procedure; case does not matter.</param>
    /// <param name="parameters">Parameters by name, or null.</param>
    /// <param name="cancellation">Stops waiting; the procedure may run on.</param>
    /// <returns>The result's tables; empty when the procedure returns none.</returns>
    /// <exception cref="OktellException">The procedure is not allowed, it failed, or its reply did not come.</exception>
    public async Task<IReadOnlyList<ProcedureTable>> InvokeProcedureAsync(string name, IDictionary? parameters, CancellationToken cancellation)
    {
        if (AllowedProcedures is { } allowed && !allowed.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            throw new OktellException(OktellErrors.ProcedureNotAllowed, $"{Server} does not allow the stored procedure \"{name}\".", target: name);
        }

        JsonElement reply;
        try
        {
            reply = await RequestAsync("execpredefineddbstoredproc", new JsonObject
            {
                ["procedure"] = name,
                ["userid"] = UserId,
                ["userlogin"] = Login,
                ["inputparams"] = ToJson(parameters) ?? [],
            }, Options.ProcedureTimeout, cancellation).ConfigureAwait(false);
        }
        catch (OktellRequestException refused) when (refused.Error == OktellErrors.RequestRefused)
        {
            throw new OktellException(OktellErrors.ProcedureFailed, $"The stored procedure \"{name}\" failed: {refused.Summary}", refused, name);
        }

        if (reply.GetWholeNumber("errorcode") is { } code and not 0)
        {
            throw new OktellException(OktellErrors.ProcedureFailed,
                $"The stored procedure \"{name}\" failed: {ServerReason(code, reply.GetNonEmptyText("errormsg"))}.", target: name);
        }

        return [.. reply.GetItems("dataset").Select(ReadTable)];
    }

    private static ProcedureTable ReadTable(JsonElement table)
    {
        // Row 0 holds the column names (docs/protocol.md, "Stored procedures").
        var rows = table.ValueKind == JsonValueKind.Array
            ? table.EnumerateArray().Select(row => row.ValueKind == JsonValueKind.Array ? row.EnumerateArray().Select(PlainValues.FromJson).ToArray() : [PlainValues.FromJson(row)]).ToList()
            : [];
        var columns = new List<string>();
        foreach (var heading in rows.Count > 0 ? rows[0] : [])
        {
            var wanted = heading as string is { Length: > 0 } text ? text : $"Column{columns.Count + 1}";
            columns.Add(columns.Contains(wanted, StringComparer.OrdinalIgnoreCase) ? $"{wanted}_{columns.Count + 1}" : wanted);
        }

        return new ProcedureTable(columns, [.. rows.Skip(1).Select(row => FitTo(row, columns.Count))]);
    }

    private static object?[] FitTo(object?[] row, int columns)
    {
        Array.Resize(ref row, columns);
        return row;
    }
}
