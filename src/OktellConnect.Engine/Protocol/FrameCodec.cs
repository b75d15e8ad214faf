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

    /// <summary>Reads one frame from the UTF-8 text of a WebSocket message. The frame keeps the memory and reads its body from it when asked.</summary>
    /// <exception cref="FrameFormatException">The text is not JSON, or not a two-element array of a string and an object.</exception>
    public static Frame Decode(ReadOnlyMemory<byte> utf8)
    {
        utf8 = JsonTextGuard.Check(utf8);
        var reader = new Utf8JsonReader(utf8.Span, new JsonReaderOptions { MaxDepth = DocumentOptions.MaxDepth });
        try
        {
            return Read(ref reader, utf8);
        }
        catch (JsonException error)
        {
            throw new FrameFormatException($"not JSON at byte {error.BytePositionInLine}", error);
        }
    }

    // Goes over the whole text, so that a body that is read later is known to be readable; but makes nothing of it but name and id.
    private static Frame Read(ref Utf8JsonReader reader, ReadOnlyMemory<byte> utf8)
    {
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartArray)
        {
            throw new FrameFormatException("not an array of two elements");
        }

        reader.Read();
        var name = reader.TokenType == JsonTokenType.String ? reader.GetString()! : throw new FrameFormatException("not a name followed by an object");
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            throw new FrameFormatException(reader.TokenType == JsonTokenType.EndArray ? "not an array of two elements" : "not a name followed by an object");
        }

        var start = (int)reader.TokenStartIndex;
        string? queryId = null;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var isQueryId = reader.ValueTextEquals("qid"u8);
            reader.Read();
            if (isQueryId)
            {
                queryId = TextOf(ref reader);
            }

            reader.Skip();
        }

        var length = (int)reader.BytesConsumed - start;
        reader.Read();
        return reader.TokenType == JsonTokenType.EndArray && !reader.Read()
            ? new Frame(name, queryId, utf8.Slice(start, length))
            : throw new FrameFormatException("not an array of two elements");
    }

    // As JsonReading.GetText has it.
    private static string? TextOf(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False => System.Text.Encoding.UTF8.GetString(reader.ValueSpan.ToArray()),
        _ => null,
    };

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
