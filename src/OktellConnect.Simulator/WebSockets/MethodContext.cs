using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>One request being carried out.</summary>
/// <param name="Connection">Where it came from.</param>
/// <param name="Body">Its body.</param>
internal sealed record MethodContext(ClientConnection Connection, JsonElement Body)
{
    /// <summary>Who asks. Only methods that are served before login may meet nobody here.</summary>
    public Person Person => Connection.Person ?? throw new InvalidOperationException("Nobody is logged in.");

    /// <summary>Whether the connection is to be closed after the reply.</summary>
    public bool ClosesConnection { get; set; }

    /// <summary>Items that the reply ends with, where they are the same for many.</summary>
    public SharedList? Items { get; set; }

    /// <summary>Which of these items are different for the one who asks, or null.</summary>
    public SharedList.Variation? Variation { get; set; }

    /// <summary>What is to be sent after the reply.</summary>
    public Action? AfterReply { get; set; }

    /// <summary>How long the reply is held back, for what takes its time.</summary>
    public TimeSpan? ReplyAfter { get; set; }
}

/// <summary>The ends of replies.</summary>
internal static class Reply
{
    public static JsonObject Done(params ReadOnlySpan<(string Name, JsonNode? Value)> fields)
    {
        var reply = new JsonObject { ["result"] = 1 };
        foreach (var (name, value) in fields)
        {
            reply[name] = value;
        }

        return reply;
    }

    public static JsonObject Refused(Refusal refusal, string text) => new() { ["result"] = 0, ["error"] = (int)refusal, ["errormsg"] = text };

    public static JsonObject From(Outcome outcome) => outcome.Refusal is { } refusal ? Refused(refusal, outcome.Text) : Done();

    /// <summary>What a client sent, as an object that can be changed. Of a field that occurs twice the last one counts.</summary>
    public static JsonObject Copy(JsonElement source)
    {
        var copy = new JsonObject();
        foreach (var field in source.EnumerateObject())
        {
            copy[field.Name] = JsonNode.Parse(field.Value.GetRawText());
        }

        return copy;
    }

    /// <summary>A whole object as a successful reply.</summary>
    public static JsonObject With(JsonObject body)
    {
        body["result"] = 1;
        return body;
    }
}
