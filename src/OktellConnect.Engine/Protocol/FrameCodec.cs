using System.Text.Json;
using System.Text.Json.Nodes;

namespace OktellConnect.Protocol;

/// <summary>Turns frames into UTF-8 text and back. No I/O; safe to call from any thread.</summary>
public static class FrameCodec
{
    internal static readonly JsonDocumentOptions DocumentOptions = new() { MaxDepth = 64 };

    internal static readonly JsonWriterOptions WriterOptions = new()
    {
        // Cyrillic stays readable in journals; the text never reaches HTML.
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Reads one frame from the UTF-8 text of a WebSocket message.</summary>
    /// <exception cref="FrameFormatException">The text is not JSON, or not a two-element array of a string and an object.</exception>
    public static Frame Decode(ReadOnlyMemory<byte> utf8)
    {
        JsonElement root;
        utf8 = JsonTextGuard.Check(utf8);
        try
        {
            using var document = JsonDocument.Parse(utf8, DocumentOptions);
            root = document.RootElement.Clone();
        }
        catch (JsonException error)
        {
            throw new FrameFormatException($"not JSON at byte {error.BytePositionInLine}", error);
        }

        if (root.ValueKind != JsonValueKind.Array || root.GetArrayLength() != 2)
        {
            throw new FrameFormatException("not an array of two elements");
        }

        if (root[0].ValueKind != JsonValueKind.String || root[1].ValueKind != JsonValueKind.Object)
        {
            throw new FrameFormatException("not a name followed by an object");
        }

        return new Frame(root[0].GetString()!, root[1]);
    }

    /// <summary>Writes one frame as UTF-8 text. Everything a user typed reaches the wire through the JSON writer here.</summary>
    /// <param name="name">Method, reply or event name.</param>
    /// <param name="body">The second element; an absent parameter is simply absent from the object.</param>
    public static byte[] Encode(string name, JsonObject body)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(name);
            body.WriteTo(writer);
            writer.WriteEndArray();
        }

        return buffer.ToArray();
    }
}
