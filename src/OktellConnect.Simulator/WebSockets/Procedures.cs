using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Carries a stored procedure out. Input parameters may be named with or without the sign of SQL.</summary>
internal delegate JsonObject Procedure(MethodContext context, JsonElement input);

/// <summary>The stored procedures there are; which of them may be run is for the seed to say.</summary>
internal sealed class Procedures(NumberPlan plan)
{
    private readonly Dictionary<string, Procedure> procedures = new(StringComparer.OrdinalIgnoreCase);

    public void AddTo(MethodTable methods) => methods.Add("execpredefineddbstoredproc", Run);

    public void Add(string name, Procedure procedure) => procedures.Add(name, procedure);

    public static JsonObject Table(JsonArray table) => Reply.Done(("errorcode", 0), ("dataset", new JsonArray(table)));

    public static JsonObject Refused(Refusal refusal, string text)
    {
        var reply = Reply.Refused(refusal, text);
        reply["errorcode"] = (int)refusal;
        return reply;
    }

    public static string? Text(JsonElement input, string name) => input.GetText(name) ?? input.GetText("@" + name);

    public static DateTime? Time(JsonElement input, string name) => ParseTime(Text(input, name));

    public static DateTime? ParseTime(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.NoCurrentDateDefault, out var time) ? time : null;

    private JsonObject Run(MethodContext context)
    {
        var name = context.Body.GetText("procedure");
        return name is not null && plan.Procedures.Contains(name, StringComparer.OrdinalIgnoreCase) && procedures.TryGetValue(name, out var procedure)
            ? procedure(context, context.Body.GetField("inputparams") ?? default)
            : Refused(Refusal.NotPermitted, "The procedure is unknown or not allowed");
    }
}
