using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>What tests and rehearsals steer the simulator with. Loopback callers only: it lets anybody answer anybody's phone.</summary>
internal sealed class ControlInterface(Exchange exchange, ClientRegistry clients, MessageMethods messages, Faults faults, SimulatorClock clock, SimulatorLog log, CancellationToken stopping)
{
    public const string Folder = "/simulator/";

    private static readonly string[] Groups = ["dynamic", "dynamicwaitabort", "chat", "dlgcard", "phoneevent"];

    private const int LargestBurst = 10_000_000;

    public async Task ServeAsync(HttpContext context, string what)
    {
        if (context.Connection.RemoteIpAddress is not { } caller || !IsLoopback(caller))
        {
            await WriteAsync(context, StatusCodes.Status403Forbidden, Refused("The control interface answers callers on the same machine only.")).ConfigureAwait(false);
            return;
        }

        var isRead = what == "state";
        if (context.Request.Method != (isRead ? HttpMethods.Get : HttpMethods.Post))
        {
            await WriteAsync(context, StatusCodes.Status405MethodNotAllowed, Refused(isRead ? "Use GET." : "Use POST.")).ConfigureAwait(false);
            return;
        }

        JsonElement body = default;
        if (!isRead)
        {
            try
            {
                body = await JsonSerializer.DeserializeAsync<JsonElement>(context.Request.Body, cancellationToken: context.RequestAborted).ConfigureAwait(false);
            }
            catch (JsonException)
            {
                // Left undefined: refused with the other bodies that are no objects.
            }

            if (body.ValueKind != JsonValueKind.Object)
            {
                await WriteAsync(context, StatusCodes.Status400BadRequest, Refused("The body must be a JSON object.")).ConfigureAwait(false);
                return;
            }
        }

        var (status, reply) = exchange.Run(() => CarryOut(what, body));
        log.Write($"control {what}: {status}");
        await WriteAsync(context, status, reply).ConfigureAwait(false);
    }

    private static bool IsLoopback(IPAddress caller) => IPAddress.IsLoopback(caller.IsIPv4MappedToIPv6 ? caller.MapToIPv4() : caller);

    private (int Status, JsonObject Reply) CarryOut(string what, JsonElement body) => what switch
    {
        "state" => (StatusCodes.Status200OK, StateReport.Make(exchange, clients)),
        "call" => From(exchange.Dial(body.GetText("from"), body.GetText("to"), body.GetNonEmptyText("line"))),
        "answer" => ForPerson(body, exchange.Answer),
        "hangup" => body.GetText("number") is { } number ? From(exchange.HangUpOutside(number)) : ForPerson(body, exchange.HangUp),
        "flash" => LineMethods.Mode(body.GetText("mode")) is { } mode
            ? ForPerson(body, person => exchange.Flash(person, mode))
            : (StatusCodes.Status400BadRequest, Refused("mode must be switch, abort or next.")),
        "phone" => body.GetFlag("connected") is { } isConnected
            ? ForPerson(body, person => exchange.ConnectPhone(person, isConnected))
            : (StatusCodes.Status400BadRequest, Refused("connected must be true or false.")),
        "message" => Message(body),
        "event" => Push(body),
        "fault" => SetFaults(body),
        "burst" => Burst(body),
        _ => (StatusCodes.Status404NotFound, Refused("There is call, answer, hangup, flash, phone, message, event, fault, burst and state.")),
    };

    private (int, JsonObject) ForPerson(JsonElement body, Func<Person, Outcome> wish)
    {
        if (body.GetText("user") is not { } user)
        {
            return (StatusCodes.Status400BadRequest, Refused("user is missing."));
        }

        return FindPerson(user) is { } person
            ? From(wish(person))
            : (StatusCodes.Status404NotFound, Refused($"Nobody has the login or number {user}."));
    }

    private Person? FindPerson(string? user) => user is null ? null : exchange.Plan.FindByLogin(user) ?? exchange.Plan.FindByNumber(user);

    private static (int, JsonObject) From(Outcome outcome) => outcome.Refusal switch
    {
        null => (StatusCodes.Status200OK, new JsonObject { ["result"] = 1, ["chainid"] = outcome.ChainId }),
        Refusal.LineState or Refusal.ConferenceNotFound => (StatusCodes.Status409Conflict, Refused(outcome.Text)),
        Refusal.NumberNotFound => (StatusCodes.Status404NotFound, Refused(outcome.Text)),
        _ => (StatusCodes.Status400BadRequest, Refused(outcome.Text)),
    };

    private (int, JsonObject) Message(JsonElement body)
    {
        if (FindPerson(body.GetText("from")) is not { } from || FindPerson(body.GetText("to")) is not { } to || body.GetText("text") is not { } text)
        {
            return (StatusCodes.Status400BadRequest, Refused("from and to must be logins or numbers, and text a text."));
        }

        return (StatusCodes.Status200OK, new JsonObject { ["result"] = 1, ["idmessage"] = messages.Deliver(null, from, to, text).Id });
    }

    private (int, JsonObject) SetFaults(JsonElement body)
    {
        if (FaultRequest.Read(body, out var problem) is not { } plan)
        {
            return (StatusCodes.Status400BadRequest, Refused(problem));
        }

        var user = body.GetNonEmptyText("user");
        var person = FindPerson(user);
        if (user is not null && person is null)
        {
            return (StatusCodes.Status404NotFound, Refused($"Nobody has the login or number {user}."));
        }

        faults.Set(person, plan);
        if (plan.CloseAfter == 0)
        {
            foreach (var connection in clients.Connections.Where(connection => person is null || ReferenceEquals(connection.Person, person)))
            {
                connection.Break();
            }
        }

        return (StatusCodes.Status200OK, new JsonObject { ["result"] = 1 });
    }

    private (int, JsonObject) Push(JsonElement body)
    {
        if (body.GetNonEmptyText("event") is not { } name || !IsEvent(name) || body.GetField("body") is { ValueKind: not JsonValueKind.Object })
        {
            return (StatusCodes.Status400BadRequest, Refused("event must be the name of an event that is known, and body an object."));
        }

        var user = body.GetNonEmptyText("user");
        var person = FindPerson(user);
        if (user is not null && person is null)
        {
            return (StatusCodes.Status404NotFound, Refused($"Nobody has the login or number {user}."));
        }

        JsonObject Body()
        {
            var copy = body.GetField("body") is { } given ? Reply.Copy(given) : [];
            if (person is not null)
            {
                copy.TryAdd("userid", person.Id);
                copy.TryAdd("userlogin", person.Login);
            }

            return copy;
        }

        var count = person is null ? clients.SendToAll(name, Body) : clients.SendTo(person, name, Body);
        return (StatusCodes.Status200OK, new JsonObject { ["result"] = 1, ["connections"] = count });
    }

    // Frames of the transport are no events, whatever a catalogue calls them.
    private static bool IsEvent(string name) => name is not ("multipart" or "websocketredirect")
        && (MethodCatalog.Find(name) is { Direction: MessageDirection.FromServer } || Groups.Any(group => EventGroups.Covers(group, name)));

    private (int, JsonObject) Burst(JsonElement body)
    {
        const string Only = NumberStateFeed.Event;
        var pace = body.GetWholeNumber("perSecond");
        if (body.GetText("event") != Only || body.GetWholeNumber("count") is not (> 0 and <= LargestBurst and var count)
            || (body.GetField("perSecond") is not null && pace is not (> 0 and <= LargestBurst)))
        {
            return (StatusCodes.Status400BadRequest, Refused($"event must be {Only}, and count and perSecond numbers from 1 to {LargestBurst}."));
        }

        if (pace is { } perSecond)
        {
            // Ends with its count, or with the simulator.
            _ = clients.BurstAsync((int)count, (int)perSecond, clock, stopping);
        }
        else
        {
            clients.Burst((int)count);
        }

        return (StatusCodes.Status200OK, new JsonObject { ["result"] = 1 });
    }

    private static JsonObject Refused(string text) => new() { ["result"] = 0, ["errormsg"] = text };

    private static async Task WriteAsync(HttpContext context, int status, JsonObject reply)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.WriteAsync(reply.ToJsonString(), context.RequestAborted).ConfigureAwait(false);
    }
}
