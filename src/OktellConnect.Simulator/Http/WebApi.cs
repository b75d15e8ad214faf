using System.Security.Cryptography;
using System.Text;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>
/// The server's methods over HTTP, for programs: with GET or POST and HTTP Basic, for people whose seed gives them the right.
/// </summary>
internal sealed class WebApi(Exchange exchange, SimulatorClock clock, SimulatorLog log, ScriptApi scripts)
{
    private const string Realm = "Basic realm=\"Oktell\", charset=\"UTF-8\"";

    private static readonly HashSet<string> Names = new(
        ["execsvcscript", "execsvcscriptplain", "tst_getuserstate", "gettotalqueueinfo", "wp_autocallstart", "wp_autocallstop", "wp_switchcall", "wp_flash"],
        StringComparer.OrdinalIgnoreCase);

    public static bool Serves(string path) => Names.Contains(path.TrimStart('/'));

    public async Task ServeAsync(HttpContext context)
    {
#pragma warning disable CA1308 // Method names are in lower case.
        var method = context.Request.Path.Value!.TrimStart('/').ToLowerInvariant();
#pragma warning restore CA1308
        if (!MayUse(context.Request))
        {
            log.Write($"HTTP {method}: no access");
            context.Response.Headers.WWWAuthenticate = Realm;
            await Respond.PlainAsync(context, StatusCodes.Status401Unauthorized, "Log in as a user who may run Web-API methods.").ConfigureAwait(false);
            return;
        }

        if (context.Request.Method != HttpMethods.Get && context.Request.Method != HttpMethods.Post)
        {
            await Respond.PlainAsync(context, StatusCodes.Status405MethodNotAllowed, "Use GET or POST.").ConfigureAwait(false);
            return;
        }

        if (await Parameters.ReadAsync(context).ConfigureAwait(false) is not { } parameters)
        {
            await Respond.PlainAsync(context, StatusCodes.Status400BadRequest, "The form is broken or too long.").ConfigureAwait(false);
            return;
        }

        await (method switch
        {
            "execsvcscript" => scripts.RunAsync(context, parameters),
            "execsvcscriptplain" => scripts.RunPlainAsync(context, parameters),
            "tst_getuserstate" => UserStateAsync(context, parameters),
            "gettotalqueueinfo" => QueuesAsync(context),
            _ => ControlAsync(context, method, parameters),
        }).ConfigureAwait(false);
        log.Write($"HTTP {method}: {context.Response.StatusCode}");
    }

    /// <summary>Whether the request comes from somebody who may run methods.</summary>
    public bool MayUse(HttpRequest request)
    {
        const string Scheme = "Basic ";
        var header = request.Headers.Authorization.ToString();
        var bytes = new byte[header.Length];
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || !Convert.TryFromBase64String(header[Scheme.Length..].Trim(), bytes, out var count))
        {
            return false;
        }

        var credentials = Encoding.UTF8.GetString(bytes, 0, count);
        var colon = credentials.IndexOf(':', StringComparison.Ordinal);
        return colon >= 0 && exchange.Run(() => exchange.Plan.FindByLogin(credentials[..colon]) is { Rights.WebApi: true } person && IsPassword(person, credentials[(colon + 1)..]));
    }

    private static bool IsPassword(Person person, string password)
    {
        try
        {
            return CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(PasswordHash.ExactCase(password)), Encoding.ASCII.GetBytes(person.PasswordExact));
        }
        catch (NotSupportedException)
        {
            // Nobody's password has such characters.
            return false;
        }
    }

    private Task UserStateAsync(HttpContext context, Parameters parameters)
    {
        if (parameters.Text("iduser") is not { } id || !Guid.TryParse(id, out var parsed))
        {
            return Respond.PlainAsync(context, StatusCodes.Status400BadRequest, "iduser is not a GUID.");
        }

        return exchange.Run(() => exchange.Plan.FindById(parsed.ToString("D")) is { } person ? (person.Id, person.StateId) : default) is ({ } userId, var state)
            ? XmlAsync(context, StatusCodes.Status200OK, "userstate", XmlMapper.Set(
                "user",
                new System.Xml.Linq.XAttribute("id", userId),
                XmlMapper.Simple("id", userId, null),
                XmlMapper.Simple("state", state, StateName(state))))
            : Respond.PlainAsync(context, StatusCodes.Status404NotFound, "Nobody has this id.");
    }

    // Only the name of 1 is known; the others are ours.
    private static string StateName(int state) => state switch
    {
        UserStateIds.Disconnected => "usDisconnected",
        UserStateIds.Ready => "usReady",
        UserStateIds.Break => "usBreak",
        UserStateIds.DoNotDisturb => "usDoNotDisturb",
        UserStateIds.Busy => "usBusy",
        UserStateIds.NoPhone => "usNoPhone",
        _ => "usReserved",
    };

    private Task QueuesAsync(HttpContext context)
    {
        var queues = exchange.Run(() => new System.Text.Json.Nodes.JsonArray(
            [.. exchange.Plan.Queues.Select(queue => QueueRendering.Queue(queue, Exchange.Waiting([queue]), clock.LocalNow))]).ToJsonString());
        return Respond.TextAsync(context, StatusCodes.Status200OK, "application/json", queues);
    }

    private Task ControlAsync(HttpContext context, string method, Parameters parameters)
    {
        if (parameters.Text("user") is not { } login)
        {
            return Respond.PlainAsync(context, StatusCodes.Status400BadRequest, "user is missing.");
        }

        var outcome = exchange.Run(() => exchange.Plan.FindByLogin(login) is { } person
            ? CarryOut(person, method, parameters)
            : Outcome.Refused(Refusal.UserNotFound, "Nobody has this login"));
        var status = outcome.Refusal switch
        {
            null => StatusCodes.Status200OK,
            Refusal.LineState => StatusCodes.Status409Conflict,
            Refusal.UserNotFound or Refusal.NumberNotFound => StatusCodes.Status404NotFound,
            _ => StatusCodes.Status400BadRequest,
        };

        // What real servers answer here is not public.
        return XmlAsync(context, status, "result", outcome.IsDone
            ? XmlMapper.Set(method, XmlMapper.Simple("result", 1, "success"))
            : XmlMapper.Set(method, XmlMapper.Simple("result", 0, "failure"), XmlMapper.Simple("error", (int)outcome.Refusal!, outcome.Text)));
    }

    private Outcome CarryOut(Person person, string method, Parameters parameters) => method switch
    {
        "wp_autocallstart" => parameters.Text("sequence") switch
        {
            null or "user" => exchange.Order(person, parameters.Number("number"), CallSequence.UserFirst, false),
            "abonent" => exchange.Order(person, parameters.Number("number"), CallSequence.AbonentFirst, false),
            _ => Outcome.Refused(Refusal.BadParameter, "sequence is neither user nor abonent"),
        },
        "wp_autocallstop" => exchange.AbortAutocall(person),
        "wp_switchcall" => exchange.Transfer(person, parameters.Number("number")),
        _ => LineMethods.Mode(parameters.Text("mode")) is { } mode
            ? exchange.Flash(person, mode)
            : Outcome.Refused(Refusal.BadParameter, "mode is neither switch nor abort nor next"),
    };

    private static Task XmlAsync(HttpContext context, int status, string data, System.Xml.Linq.XElement set) =>
        Respond.TextAsync(context, status, "text/xml", XmlMapper.Document(data, set));
}
