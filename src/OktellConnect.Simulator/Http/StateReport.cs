using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>The whole PBX for a look from outside: no passwords, hashes or session ids.</summary>
internal static class StateReport
{
    public static JsonObject Make(Exchange exchange, ClientRegistry clients) => new()
    {
        ["people"] = new JsonArray([.. exchange.Plan.People.Select(Person)]),
        ["lines"] = new JsonArray([.. exchange.Plan.People.Select(person => person.Line.Leg).OfType<Leg>().Select(Line)]),
        ["calls"] = new JsonArray([.. exchange.Calls.Select(Call)]),
        ["connections"] = new JsonArray([.. clients.Connections.Select(Connection)]),
    };

    private static JsonObject Person(Person person) => new()
    {
        ["login"] = person.Login,
        ["number"] = person.Number,
        ["state"] = person.StateId,
        ["callcenter"] = person.Chosen.OnCallCenter,
        ["redirect"] = person.Chosen.OnRedirect,
        ["connections"] = person.Clients,
    };

    private static JsonObject Line(Leg leg) => new()
    {
        ["number"] = leg.Party.Number,
        ["state"] = Word(leg.State),
        ["with"] = leg.Opposite.Party.Number,
        ["chainid"] = leg.Call.ChainId,
    };

    private static JsonObject Call(Call call) => new()
    {
        ["chainid"] = call.ChainId,
        ["from"] = call.Caller.Party.Number,
        ["to"] = call.Callee.Party.Number,
        ["dialled"] = call.Dialled,
        ["callerstate"] = Word(call.Caller.State),
        ["calleestate"] = Word(call.Callee.State),
        ["answered"] = call.Answered is not null,
    };

    private static JsonObject Connection(ClientConnection connection) => new()
    {
        ["number"] = connection.Number,
        ["user"] = connection.Person?.Login,
        ["subscriptions"] = new JsonArray([.. connection.Subscriptions.Order(StringComparer.Ordinal).Select(name => (JsonNode)name)]),
    };

    private static string Word(LegState state) => state switch
    {
        LegState.Waiting => "waiting",
        LegState.CallbackRinging => "callback",
        LegState.Dialling => "dialling",
        LegState.Ringing => "ringing",
        LegState.WaitingForAnswer => "waitingforanswer",
        LegState.InService => "service",
        LegState.Talking => "talking",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Not a state."),
    };
}
