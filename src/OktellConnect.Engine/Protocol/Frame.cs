using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// One message of Oktell's WebSocket protocol: a JSON array of exactly two elements, the name and an object
/// (docs/protocol.md, "Framing"). Immutable and safe to share between threads.
/// </summary>
public sealed class Frame
{
    private readonly ReadOnlyMemory<byte> text;
    private object? body;

    /// <summary>Creates a frame from its parts.</summary>
    public Frame(string name, JsonElement body)
    {
        Name = name;
        this.body = body;
        QueryId = body.GetText("qid");
    }

    /// <summary>A frame whose body is read when it is first asked for; the text has been found to be a JSON object.</summary>
    internal Frame(string name, string? queryId, ReadOnlyMemory<byte> text)
    {
        Name = name;
        QueryId = queryId;
        this.text = text;
    }

    /// <summary>Method, reply or event name, as sent. Reply names carry no meaning: replies are matched by <see cref="QueryId"/>.</summary>
    public string Name { get; }

    /// <summary>The second element; always a JSON object.</summary>
    public JsonElement Body => (JsonElement)(body ??= (object)Parse());

    /// <summary>The opaque text that pairs a reply with its request, or null where the body has none.</summary>
    public string? QueryId { get; }

    /// <summary>The name only: bodies hold people's numbers and, in <c>login</c>, password-equivalent hashes.</summary>
    public override string ToString() => $"[{Name}]";

    // Boxed, so that two threads that both read it each see a whole result.
    private JsonElement Parse()
    {
        var reader = new Utf8JsonReader(text.Span, new JsonReaderOptions { MaxDepth = FrameCodec.DocumentOptions.MaxDepth });
        return JsonElement.ParseValue(ref reader);
    }
}
