using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>The call journal, by its own method and by stored procedure.</summary>
internal sealed class JournalMethods(CallJournal journal)
{
    public void AddTo(MethodTable methods, Procedures procedures)
    {
        methods.Add("getpbxcalljournal", Journal);
        methods.Add("getchaincontent", ChainContent);
        procedures.Add(SeedRules.CallsProcedure, CallsProcedure);
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
            if (Procedures.ParseTime(start) is not { } earliest)
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

    /// <summary>What has become of the call that the person's line is in, up to now. Beyond <c>content.trace</c> the reply is our guess.</summary>
    private JsonObject ChainContent(MethodContext context)
    {
        var line = context.Person.Line;
        var chain = (line.Current ?? line.Held)?.Bridge.ChainId ?? LineRendering.NoChain;
        var legs = journal.Rows.Where(row => row.ChainId == chain).Select(JournalRendering.AsObject);
        return Reply.Done(("content", new JsonObject { ["chainid"] = chain, ["trace"] = new JsonArray([.. legs]) }));
    }

    private JsonObject CallsProcedure(MethodContext context, JsonElement input)
    {
        if (Procedures.Time(input, "from") is not { } from || Procedures.Time(input, "to") is not { } to)
        {
            return Procedures.Refused(Refusal.BadParameter, "from and to must be dates");
        }

        return Procedures.Table(JournalRendering.AsTable(journal.Rows.Where(row => row.Started >= from && row.Started < to)));
    }

    private static ConnectionType[]? Types(string direction) => direction switch
    {
        "incoming" => [ConnectionType.OutsideToService, ConnectionType.OutsideToInside],
        "outgoing" => [ConnectionType.InsideToOutside, ConnectionType.ServiceToOutside],
        "internal" => [ConnectionType.InsideToService, ConnectionType.InsideToInside, ConnectionType.ServiceToInside],
        _ => null,
    };
}
