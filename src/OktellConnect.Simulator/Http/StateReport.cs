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
        ["lines"] = new JsonArray([.. exchange.Plan.People.Where(person => person.Line.IsBusy).Select(Line)]),
        ["calls"] = new JsonArray([.. exchange.Calls.Select(Call)]),
        ["conferences"] = new JsonArray([.. exchange.Conferences.Select(Conference)]),
        ["ghosts"] = new JsonArray([.. exchange.Ghosts.Select(Ghost)]),
        ["queues"] = new JsonArray([.. exchange.Plan.Queues.Where(queue => queue.Waiting.Count > 0).Select(Queue)]),
        ["outsidelines"] = new JsonArray([.. exchange.Plan.OutsideLines.Select(line => new JsonObject
        {
            ["number"] = line.Number,
            ["channels"] = line.Channels,
            ["taken"] = exchange.Taken(line),
        })]),
        ["connections"] = new JsonArray([.. clients.Connections.Select(Connection)]),
    };

    private static JsonObject Person(Person person) => new()
    {
        ["login"] = person.Login,
        ["number"] = person.Number,
        ["state"] = person.StateId,
        ["callcenter"] = person.Chosen.OnCallCenter,
        ["redirect"] = person.Chosen.OnRedirect,
        ["phone"] = person.Line.IsConnected,
        ["connections"] = person.Clients,
    };

    private static JsonObject Line(Person person)
    {
        var body = person.Line.Current is { } current ? End(current) : new JsonObject { ["state"] = "dialtone" };
        body["number"] = person.Number;
        if (person.Line.Held is { } held)
        {
            body["held"] = End(held);
        }

        return body;
    }

    private static JsonObject End(Leg leg)
    {
        var body = new JsonObject
        {
            ["state"] = Word(leg.State),
            ["with"] = leg.Bridge is Call ? PartyRendering.Counterpart(leg).Number : null,
            ["chainid"] = leg.Bridge.ChainId,
            ["waitsinflash"] = leg.IsWaitingInFlash,
        };
        if (leg.Bridge.ConferenceId is { } id)
        {
            body["conference"] = id;
        }

        return body;
    }

    private static JsonObject Call(Call call) => new()
    {
        ["chainid"] = call.ChainId,
        ["from"] = call.Caller.Party.Number,
        ["to"] = call.Callee.Party.Number,
        ["dialled"] = call.Dialled,
        ["callerstate"] = Word(call.Caller.State),
        ["calleestate"] = Word(call.Callee.State),
        ["answered"] = call.IsUp,
        ["talking"] = call.Commutation is not null,
    };

    private static JsonObject Conference(Conference conference) => new()
    {
        ["id"] = conference.Id,
        ["chainid"] = conference.ChainId,
        ["room"] = conference.Room,
        ["name"] = conference.Name,
        ["creator"] = conference.Creator.Login,
        ["competitors"] = new JsonArray([.. conference.Competitors.Select(competitor => new JsonObject
        {
            ["id"] = competitor.Id,
            ["number"] = competitor.Party.Number,
            ["state"] = competitor.State.ToString(),
            ["held"] = competitor.Leg?.IsHeld == true,
        })]),
    };

    private static JsonObject Ghost(GhostConference ghost) => new()
    {
        ["id"] = ghost.Id,
        ["ghost"] = ghost.Ghost.Login,
        ["listensto"] = ghost.Major.Login,
        ["mode"] = ConferenceRendering.Word(ghost.Mode),
    };

    private static JsonObject Queue(CallQueue queue) => new()
    {
        ["number"] = queue.Number,
        ["waiting"] = new JsonArray([.. Exchange.Waiting([queue]).Select(call => (JsonNode)call.Caller.Party.Number)]),
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
