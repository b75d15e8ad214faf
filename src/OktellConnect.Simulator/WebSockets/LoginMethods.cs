using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Login and logout, with every refusal that the vendor's client tells apart.</summary>
internal sealed class LoginMethods(Exchange exchange, ClientRegistry clients, SimulatorSeed seed, Sessions sessions, Faults faults, SimulatorClock clock, SimulatorLog log)
{
    // Clients compare these texts literally, and these numbers.
    private const string WrongPassword = "Wrong login/pass combination";
    private const string NoSession = "Bad request. Session does not exist";
    private const string ForeignSession = "Bad request. Invalid session user";
    private const string Starting = "Service not available";
    private const int DesktopClient = 50093;
    private const int LicenceLimit = 50025;

    private readonly long started = clock.Timestamp;
    private readonly Dictionary<Person, string> sipPasswords = [];

    public void AddTo(MethodTable methods)
    {
        methods.AddOpen("login", Login);
        methods.Add("logout", Logout);
    }

    private JsonObject Login(MethodContext context)
    {
        var body = context.Body;
        var person = exchange.Plan.FindByLogin(body.GetText("userlogin"));
        var plan = faults.PlanFor(person);
        if (plan.TakeLoginFailure())
        {
            return Failed(context, plan);
        }

        if (clock.Since(started) < clock.Scaled(TimeSpan.FromSeconds(seed.StartUpSeconds)))
        {
            return Refused(context, Starting);
        }

        var sessionId = body.GetNonEmptyText("sessionid");
        if (body.GetText("Password") is not null || body.GetText("password") is not null)
        {
            if (person is null || !IsPassword(person, body))
            {
                return Refused(context, WrongPassword);
            }

            // The web phone logs in once more with password and running session: that session goes on.
            if (sessionId is not null && !ReferenceEquals(sessions.Find(sessionId), person))
            {
                sessionId = null;
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

        if (person!.Rights.UsesDesktopClient)
        {
            return Refused(context, "The user works through the desktop client", DesktopClient);
        }

        if (person.Clients == 0 && exchange.Plan.People.Count(other => other.Clients > 0) >= seed.Licences)
        {
            return Refused(context, "The licence allows no further user", LicenceLimit);
        }

        sessionId ??= sessions.Open(person, Lifetime(body));
        Enter(context.Connection, person, sessionId);
        var reply = Reply.Done(("userid", person.Id), ("sessionid", sessionId));
        AddWebPhone(reply, person, body);
        return reply;
    }

    private JsonObject Failed(MethodContext context, FaultPlan plan)
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

    private JsonObject Refused(MethodContext context, string text, int? error = null)
    {
        log.Write($"#{context.Connection.Number} login refused: {text}");
        var reply = new JsonObject { ["result"] = 0, ["errormsg"] = text };
        if (error is { } number)
        {
            reply["error"] = number;
        }

        return reply;
    }

    private void Enter(ClientConnection connection, Person person, string sessionId)
    {
        connection.SessionId = sessionId;
        clients.Enter(connection, person);
        log.Write($"#{connection.Number} is {person.Login}");
    }

    private void AddWebPhone(JsonObject reply, Person person, JsonElement body)
    {
        if (seed.WebPhone is not { } phone || body.GetFlag("usewebrtc") != true)
        {
            return;
        }

        if (!sipPasswords.TryGetValue(person, out var password))
        {
            sipPasswords[person] = password = RandomNumberGenerator.GetHexString(16, lowercase: true);
        }

        reply["sipuser"] = person.Number;
        reply["sippass"] = password;
        reply["sipport"] = phone.Port;
        reply["sipsecure"] = phone.Secure;
    }

    private JsonObject Logout(MethodContext context)
    {
        sessions.Close(context.Connection.SessionId!);
        log.Write($"#{context.Connection.Number} logs out");
        context.ClosesConnection = true;
        return Reply.Done();
    }

    // The exact hash decides where it is sent; the other one comes from clients that know nothing else.
    private static bool IsPassword(Person person, JsonElement body) =>
        body.GetText("Password") is { } exact ? Same(exact, person.PasswordExact) : person.PasswordLower is { } lower && Same(body.GetText("password") ?? "", lower);

    private static bool Same(string sent, string kept) => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(sent), Encoding.UTF8.GetBytes(kept));

    private static TimeSpan? Lifetime(JsonElement body) => body.GetWholeNumber("expires") is > 0 and < int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null;
}
