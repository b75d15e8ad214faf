using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Login and what belongs to a connection as such.</summary>
internal sealed class SessionMethods(Exchange exchange, ClientRegistry clients, Sessions sessions, Faults faults, SimulatorLog log, int webServerPort)
{
    // Clients compare these texts literally.
    private const string WrongPassword = "Wrong login/pass combination";
    private const string NoSession = "Bad request. Session does not exist";
    private const string ForeignSession = "Bad request. Invalid session user";

    public void AddTo(MethodTable methods)
    {
        methods.AddOpen("ping", Ping);
        methods.AddOpen("login", Login);
        methods.Add("logout", Logout);
        methods.Add("subscribeevent", Subscribe);
        methods.Add("getversion", Version);
        methods.Add("getmyuserinfo", MyInfo);
        methods.Add("triggercustomevent", TriggerCustomEvent);
    }

    // Real servers give the whole body back.
    private static JsonObject Ping(MethodContext context) => Reply.Copy(context.Body);

    private JsonObject Login(MethodContext context)
    {
        var login = context.Body.GetText("userlogin");
        var plan = faults.Plan;
        if (plan.TakeLoginFailure())
        {
            log.Write($"#{context.Connection.Number} login fails on purpose");
            var failure = new JsonObject { ["result"] = 0 };
            if (plan.LoginError is { } error)
            {
                failure["error"] = error;
            }

            if (plan.LoginMessage is { } text)
            {
                failure["errormsg"] = text;
            }

            return failure;
        }

        var sessionId = context.Body.GetNonEmptyText("sessionid");
        var person = exchange.Plan.FindByLogin(login);
        if (context.Body.GetText("Password") is not null || context.Body.GetText("password") is not null)
        {
            if (person is null || !IsPassword(person, context.Body))
            {
                return Refused(context, WrongPassword);
            }

            // The web phone logs in once more with password and running session: that session goes on.
            if (sessionId is null || !ReferenceEquals(sessions.Find(sessionId), person))
            {
                sessionId = sessions.Open(person, Lifetime(context.Body));
            }
        }
        else if (sessionId is null)
        {
            return Refused(context, WrongPassword);
        }
        else if (sessions.Find(sessionId) is not { } owner)
        {
            return Refused(context, NoSession);
        }
        else if (!ReferenceEquals(owner, person))
        {
            return Refused(context, ForeignSession);
        }

        Enter(context.Connection, person!, sessionId);
        return Reply.Done(("userid", person!.Id), ("sessionid", sessionId));
    }

    private JsonObject Refused(MethodContext context, string text)
    {
        log.Write($"#{context.Connection.Number} login refused: {text}");
        return new JsonObject { ["result"] = 0, ["errormsg"] = text };
    }

    private void Enter(ClientConnection connection, Person person, string sessionId)
    {
        if (connection.Person is { } before)
        {
            exchange.ClientLeft(before);
        }

        connection.Person = person;
        connection.SessionId = sessionId;
        exchange.ClientArrived(person);
        log.Write($"#{connection.Number} is {person.Login}");
    }

    // The exact hash decides where it is sent; the other one comes from clients that know nothing else.
    private static bool IsPassword(Person person, JsonElement body) =>
        body.GetText("Password") is { } exact ? Same(exact, person.PasswordExact) : Same(body.GetText("password") ?? "", person.PasswordLower);

    private static bool Same(string sent, string kept) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(kept));

    private static TimeSpan? Lifetime(JsonElement body) => body.GetWholeNumber("expires") is > 0 and < int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null;

    private JsonObject Logout(MethodContext context)
    {
        sessions.Close(context.Connection.SessionId!);
        log.Write($"#{context.Connection.Number} logs out");
        context.ClosesConnection = true;
        return Reply.Done();
    }

    /// <summary>An array in <c>eventmethod</c>, as the vendor's client sends it, or one name in <c>event</c>.</summary>
    private static JsonObject Subscribe(MethodContext context)
    {
        var names = context.Body.GetItems("eventmethod")
            .Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString())
            .Append(context.Body.GetText("eventmethod")).Append(context.Body.GetText("event"))
            .Where(name => !string.IsNullOrEmpty(name)).ToList();
        if (names.Count == 0)
        {
            return Reply.Refused(Refusal.BadParameter, "No event named");
        }

        names.ForEach(name => context.Connection.Subscribe(name!));
        return Reply.Done();
    }

    private JsonObject Version(MethodContext context)
    {
        var reply = Reply.Done(("version", new JsonObject
        {
            ["dated"] = 160000,
            ["build"] = "2.12.0.160000",
            ["webserverport"] = webServerPort,
        }));
        if (context.Body.GetFlag("showalloweddbstoredprocs") == true)
        {
            var allowed = new JsonObject();
            foreach (var procedure in exchange.Plan.Procedures)
            {
                allowed[procedure] = 1;
            }

            reply["alloweddbstoredprocs"] = allowed;
        }

        return reply;
    }

    private static JsonObject MyInfo(MethodContext context) => Reply.Done(
        ("userid", context.Person.Id),
        ("userlogin", context.Person.Login),
        ("username", context.Person.Name),
        ("mainpbxnumber", context.Person.Number),
        ("hasline", true),
        ("lineid", context.Person.Line.Id),
        ("linenumber", context.Person.Line.Number),
        ("isoperator", context.Person.IsOperator));

    private JsonObject TriggerCustomEvent(MethodContext context)
    {
        if (context.Body.GetNonEmptyText("eventname") is not { } name)
        {
            return Reply.Refused(Refusal.BadParameter, "No event named");
        }

        JsonObject Body() => new()
        {
            ["eventname"] = name,
            ["eventparam"] = context.Body.GetField("eventparam") is { } parameter ? JsonNode.Parse(parameter.GetRawText()) : null,
            ["userid"] = context.Person.Id,
        };

        var recipients = context.Body.GetItems("recipients").Select(item => item.ToString()).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (recipients.Count == 0)
        {
            clients.SendToAll("customevent", Body);
            return Reply.Done();
        }

        if (context.Body.GetFlag("sendback") == true)
        {
            recipients.Add(context.Person.Id);
        }

        foreach (var person in exchange.Plan.People.Where(person => recipients.Contains(person.Id)))
        {
            clients.SendTo(person, "customevent", Body);
        }

        return Reply.Done();
    }
}
