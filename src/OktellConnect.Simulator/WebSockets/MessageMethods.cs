using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Messaging;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// Text messages between people. That <c>sendusertextmessage</c> and <c>usertextmessagereceived</c> exist is known; their
/// fields are our guess (docs/simulator.md, "Text messages"). Used under the exchange's lock.
/// </summary>
internal sealed class MessageMethods(NumberPlan plan, ClientRegistry clients, MessageStore store, SimulatorClock clock, SimulatorLog log)
{
    public const string Event = "usertextmessagereceived";

    private static readonly string[] Columns = ["id", "time", "fromid", "fromlogin", "fromname", "toid", "tologin", "toname", "text"];

    public void AddTo(MethodTable methods, Procedures procedures)
    {
        methods.Add("sendusertextmessage", Send);
        procedures.Add(SeedRules.MessagesProcedure, History);
    }

    /// <summary>Brings a text to a person: at once, or when a connection of that person subscribes to messages.</summary>
    public TextMessage Deliver(string? id, Person from, Person to, string text)
    {
        var message = new TextMessage(id ?? Guid.NewGuid().ToString("D"), clock.LocalNow, from, to, text);
        store.Add(message);
        if (clients.SendTo(to, Event, () => Render(message)) == 0)
        {
            store.KeepFor(message);
        }

        log.Write($"message from {from.Login} to {to.Login}");
        return message;
    }

    /// <summary>What has waited for the owner of a connection that just subscribed.</summary>
    public void DeliverWaiting(ClientConnection connection)
    {
        if (connection.Person is not { } person || !connection.IsSubscribed(Event))
        {
            return;
        }

        foreach (var message in store.TakeFor(person))
        {
            clients.SendTo(person, Event, () => Render(message));
        }
    }

    private JsonObject Send(MethodContext context)
    {
        if (!context.Person.Rights.SendsMessages)
        {
            return Reply.Refused(Refusal.NotPermitted, "No right to send text messages");
        }

        if (context.Body.GetNonEmptyText("text") is not { } text || string.IsNullOrWhiteSpace(text))
        {
            return Reply.Refused(Refusal.BadParameter, "No text");
        }

        if (text.Length > MessageStore.LongestText)
        {
            return Reply.Refused(Refusal.BadParameter, $"The text is longer than {MessageStore.LongestText} characters");
        }

        var recipients = Recipients(context.Body).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (recipients.Count == 0)
        {
            return Reply.Refused(Refusal.BadParameter, "No recipient");
        }

        // All or nobody: a sender who is refused may correct the list and send again.
        var people = recipients.Select(plan.FindById).OfType<Person>().ToList();
        if (people.Count < recipients.Count)
        {
            return Reply.Refused(Refusal.UserNotFound, "User not found");
        }

        string? id = null;
        if (context.Body.GetNonEmptyText("idmessage") is { } wanted && people.Count == 1)
        {
            if (!Guid.TryParse(wanted, out var parsed))
            {
                return Reply.Refused(Refusal.BadParameter, "idmessage is not a GUID");
            }

            id = parsed.ToString("D");
            if (store.Contains(id))
            {
                return Reply.Refused(Refusal.BadParameter, "A message with this idmessage was sent already");
            }
        }

        var sent = people.Select(person => Deliver(id, context.Person, person, text)).ToList();
        return Reply.Done(("messages", new JsonArray([.. sent.Select(message => new JsonObject { ["idmessage"] = message.Id, ["userid"] = message.To.Id })])));
    }

    private static IEnumerable<string> Recipients(JsonElement body)
    {
        var several = body.GetItems("userids").Concat(body.GetItems("userid")).Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!);
        return body.GetNonEmptyText("userid") is { } one ? several.Prepend(one) : several;
    }

    /// <summary>The caller's own messages only, those of others are nobody's business.</summary>
    private JsonObject History(MethodContext context, JsonElement input)
    {
        foreach (var name in new[] { "datefrom", "dateto" })
        {
            if (!string.IsNullOrEmpty(Procedures.Text(input, name)) && Procedures.Time(input, name) is null)
            {
                return Procedures.Refused(Refusal.BadParameter, $"{name} is not a date");
            }
        }

        var from = Procedures.Time(input, "datefrom") ?? DateTime.MinValue;
        var to = Procedures.Time(input, "dateto") ?? DateTime.MaxValue;
        var with = Procedures.Text(input, "userid");
        var me = context.Person;
        var rows = store.All.Where(message => message.Time >= from && message.Time < to
            && (ReferenceEquals(message.From, me) || ReferenceEquals(message.To, me))
            && (string.IsNullOrEmpty(with) || IsWith(message, me, with)));
        return Procedures.Table(new JsonArray([new JsonArray([.. Columns.Select(name => (JsonNode)name)]), .. rows.Select(Row)]));
    }

    private static bool IsWith(TextMessage message, Person me, string userId) =>
        string.Equals((ReferenceEquals(message.From, me) ? message.To : message.From).Id, userId, StringComparison.OrdinalIgnoreCase);

    private static JsonArray Row(TextMessage message) => new(
        message.Id, Time(message), message.From.Id, message.From.Login, message.From.Name, message.To.Id, message.To.Login, message.To.Name, message.Text);

    private static JsonObject Render(TextMessage message) => new()
    {
        ["qid"] = Guid.NewGuid().ToString("D"),
        ["userid"] = message.To.Id,
        ["userlogin"] = message.To.Login,
        ["idmessage"] = message.Id,
        ["text"] = message.Text,
        ["senderid"] = message.From.Id,
        ["senderlogin"] = message.From.Login,
        ["sendername"] = message.From.Name,
        ["time"] = Time(message),
    };

    private static string Time(TextMessage message) => message.Time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
