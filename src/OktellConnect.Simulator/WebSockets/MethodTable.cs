using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Carries a request out.</summary>
internal delegate JsonObject Method(MethodContext context);

/// <summary>Finds the method of a request, runs it under the exchange's lock and answers: exactly one reply to each request.</summary>
internal sealed class MethodTable(Exchange exchange, ClientRegistry clients, Faults faults, SimulatorClock clock, SimulatorLog log, int multipartThreshold)
{
    private readonly Dictionary<string, (Method Run, bool BeforeLogin)> methods = new(StringComparer.OrdinalIgnoreCase);
    private long messageIds;

    /// <summary>Adds a method that needs a login.</summary>
    public void Add(string name, Method method) => methods.Add(name, (method, false));

    /// <summary>Adds a method that is served before login, too.</summary>
    public void AddOpen(string name, Method method) => methods.Add(name, (method, true));

    public void Handle(ClientConnection connection, Frame request) => exchange.Run(() =>
    {
        var context = new MethodContext(connection, request.Body);
        var reply = CarryOut(request.Name, context);
        if (context.ReplyAfter is { } delay)
        {
            // Disposes of itself once it has fired.
            _ = clock.After(delay, () => exchange.Run(() => Answer(context, request, reply)));
        }
        else
        {
            Answer(context, request, reply);
        }
    });

    private void Answer(MethodContext context, Frame request, JsonObject reply)
    {
        var connection = context.Connection;
        if (request.Body.GetField("qid") is { } queryId)
        {
            // First, as real servers have it: whoever gets a long reply in pieces sees at once whose it is.
            reply.Remove("qid");
            reply.Insert(0, "qid", JsonNode.Parse(queryId.GetRawText()));
        }

        var plan = faults.PlanFor(connection.Person);
        if (connection.Person is null && request.Name == "ping" && plan.TakeEventBeforeLogin())
        {
            clients.Send(connection, Outgoing.Own(FrameCodec.Encode("userstatechanged", new JsonObject { ["userstateid"] = 1 })));
        }

        if (plan.TakeDrop(request.Name))
        {
            log.Write($"#{connection.Number} {request.Name}: reply lost on purpose");
        }
        else
        {
            var message = Render(ReplyName(request.Name), reply, context, plan);
            clients.Send(connection, message);
            if (plan.TakeDuplicate(request.Name))
            {
                clients.Send(connection, message);
            }
        }

        context.AfterReply?.Invoke();
        if (context.ClosesConnection)
        {
            connection.CloseWhenSent();
        }
    }

    private static string ReplyName(string method) => method switch
    {
        "ping" => "pong",
        "whoareyou" => "iam",
        _ => method + "result",
    };

    private JsonObject CarryOut(string name, MethodContext context)
    {
        if (!methods.TryGetValue(name, out var method))
        {
            log.Write($"#{context.Connection.Number} unknown method");
            return NotServed(name);
        }

        return method.BeforeLogin || context.Connection.Person is not null
            ? method.Run(context)
            : Reply.Refused(Refusal.NotLoggedIn, "Not logged in");
    }

    // Silence would cost a client its whole timeout; a text of its own tells a gap of ours from a misspelt name.
    private static JsonObject NotServed(string name) => MethodCatalog.Find(name)?.Direction switch
    {
        MessageDirection.ToServer => Reply.Refused(Refusal.NotServed, "The simulator does not serve this method"),
        MessageDirection.FromServer => Reply.Refused(Refusal.NotServed, "This message goes from the server to its clients"),
        _ => Reply.Refused(Refusal.UnknownMethod, "Unknown method"),
    };

    private Outgoing Render(string name, JsonObject reply, MethodContext context, FaultPlan plan)
    {
        if (context.Items is { IsLong: true } items && plan.Wrong == WrongShape.None)
        {
            return new Outgoing(Spoilt(items.Split(name, reply, NewMessageId(), context.Variation), plan), 0);
        }

        var message = context.Items?.Whole(name, reply, context.Variation) ?? FrameCodec.Encode(name, reply);
        if (message.Length <= multipartThreshold)
        {
            return Outgoing.Own(message);
        }

        // A short one is bent where it leaves, as events are; after the cut it would be too late.
        message = plan.Wrong == WrongShape.None ? message : WrongShapes.Bend(message, plan.Wrong);
        return new Outgoing(Spoilt(MultipartSplitter.Split(message, NewMessageId(), multipartThreshold).Select(piece => new Message(piece)), plan), message.Length);
    }

    private static IEnumerable<Message> Spoilt(IEnumerable<Message> pieces, FaultPlan plan)
    {
        if (plan.TakeLosePart())
        {
            var whole = pieces.ToList();
            return whole.Take(whole.Count / 2);
        }

        return plan.TakeRepeatPart() ? pieces.Take(1).Concat(pieces) : pieces;
    }

    private string NewMessageId() => $"m-{Interlocked.Increment(ref messageIds)}";
}
