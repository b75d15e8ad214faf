using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Http;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>What belongs to a connection as such.</summary>
internal sealed class SessionMethods(Exchange exchange, ClientRegistry clients, MessageMethods messages, TemporaryPasswords passwords, int webServerPort)
{
    private const string Build = "2.12.0.160000";

    public void AddTo(MethodTable methods)
    {
        methods.AddOpen("ping", Ping);
        methods.AddOpen("whoareyou", WhoAreYou);
        methods.Add("subscribeevent", Subscribe);
        methods.Add("getversion", Version);
        methods.Add("getmyuserinfo", MyInfo);
        methods.Add("gettemphttppass", TemporaryPassword);
        methods.Add("triggercustomevent", TriggerCustomEvent);
        methods.Add("methodresult", _ => Reply.Refused(Refusal.BadParameter, "Nothing with this executionid is being executed"));
    }

    // Real servers give the whole body back.
    private static JsonObject Ping(MethodContext context) => Reply.Copy(context.Body);

    // What a server calls itself to a CRM that asks. Real ones ask, too; nothing shows that they ask a browser's client.
    private static JsonObject WhoAreYou(MethodContext context) => new() { ["type"] = "commserver", ["name"] = "OktellConnect simulator", ["version"] = Build };

    /// <summary>An array in <c>eventmethod</c>, as the vendor's client sends it, or one name in <c>event</c>.</summary>
    private JsonObject Subscribe(MethodContext context)
    {
        var names = context.Body.GetItems("eventmethod")
            .Where(name => name.ValueKind == JsonValueKind.String).Select(name => name.GetString())
            .Append(context.Body.GetText("eventmethod")).Append(context.Body.GetText("event"))
            .Where(name => !string.IsNullOrEmpty(name)).ToList();
        if (names.Count == 0)
        {
            return Reply.Refused(Refusal.BadParameter, "No event named");
        }

        names.ForEach(name => clients.Subscribe(context.Connection, name!));
        context.AfterReply = () => messages.DeliverWaiting(context.Connection);
        return Reply.Done();
    }

    private JsonObject Version(MethodContext context)
    {
        var reply = Reply.Done(("version", new JsonObject
        {
            ["dated"] = 160000,
            ["build"] = Build,
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

    private JsonObject TemporaryPassword(MethodContext context)
    {
        var copyTo = context.Body.GetFlag("responsetowebsock") == true ? context.Connection : null;
        return passwords.Issue(copyTo) is { } password
            ? Reply.Done(("password", password))
            : Reply.Refused(Refusal.NotPermitted, "Too many temporary passwords are in use");
    }

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
