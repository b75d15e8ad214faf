using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Http;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>The call journal, by its own method and by stored procedure, and the temporary passwords for its recordings.</summary>
internal sealed class JournalMethods(Exchange exchange, CallJournal journal, TemporaryPasswords passwords)
{
    public void AddTo(MethodTable methods)
    {
        methods.Add("getpbxcalljournal", Journal);
        methods.Add("execpredefineddbstoredproc", RunProcedure);
        methods.Add("gettemphttppass", _ => Reply.Done(("password", passwords.Issue())));
    }

    private JsonObject Journal(MethodContext context)
    {
        IEnumerable<JournalRow> rows = journal.Rows;
        var filter = context.Body.GetField("filter") ?? default;
        if (filter.GetNonEmptyText("idchain") is { } chain)
        {
            rows = rows.Where(row => string.Equals(row.ChainId, chain, StringComparison.OrdinalIgnoreCase));
        }

        if (filter.GetNonEmptyText("datestart") is { } start)
        {
            if (Time(start) is not { } earliest)
            {
                return Reply.Refused(Refusal.BadParameter, "datestart is not a date");
            }

            rows = rows.Where(row => row.Started >= earliest);
        }

        if (filter.GetNonEmptyText("connectiontype") is { } direction)
        {
            if (Types(direction) is not { } types)
            {
                return Reply.Refused(Refusal.BadParameter, "connectiontype is neither incoming nor outgoing nor internal");
            }

            rows = rows.Where(row => types.Contains(row.Type));
        }

        if (filter.GetWholeNumber("minduration") is { } seconds)
        {
            rows = rows.Where(row => row.TalkTime.TotalSeconds >= seconds);
        }

        if (filter.GetFlag("showcallcenter") != true)
        {
            rows = rows.Where(row => row.Type is not (ConnectionType.OutsideToService or ConnectionType.InsideToService));
        }

        return Reply.Done(("data", new JsonArray([.. rows.Select(JournalRendering.AsObject)])));
    }

    private JsonObject RunProcedure(MethodContext context)
    {
        var name = context.Body.GetText("procedure");
        if (!exchange.Plan.Procedures.Contains(name, StringComparer.OrdinalIgnoreCase) || !string.Equals(name, SeedRules.CallsProcedure, StringComparison.OrdinalIgnoreCase))
        {
            return Failed(Refusal.NotPermitted, "The procedure is unknown or not allowed");
        }

        var input = context.Body.GetField("inputparams") ?? default;
        if (Time(Parameter(input, "from")) is not { } from || Time(Parameter(input, "to")) is not { } to)
        {
            return Failed(Refusal.BadParameter, "from and to must be dates");
        }

        var rows = journal.Rows.Where(row => row.Started >= from && row.Started < to);
        return Reply.Done(("errorcode", 0), ("dataset", new JsonArray(JournalRendering.AsTable(rows))));
    }

    private static JsonObject Failed(Refusal refusal, string text)
    {
        var reply = Reply.Refused(refusal, text);
        reply["errorcode"] = (int)refusal;
        return reply;
    }

    // SQL people write parameters with the sign.
    private static string? Parameter(JsonElement input, string name) => input.GetText(name) ?? input.GetText("@" + name);

    private static DateTime? Time(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var time) ? time : null;

    private static ConnectionType[]? Types(string direction) => direction switch
    {
        "incoming" => [ConnectionType.OutsideToService, ConnectionType.OutsideToInside],
        "outgoing" => [ConnectionType.InsideToOutside, ConnectionType.ServiceToOutside],
        "internal" => [ConnectionType.InsideToService, ConnectionType.InsideToInside, ConnectionType.ServiceToInside],
        _ => null,
    };
}
