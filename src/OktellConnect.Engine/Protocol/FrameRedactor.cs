using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OktellConnect.Protocol;

/// <summary>
/// Strikes secrets out of messages, for journals: values of fields named like secrets, texts that look like hashes or hold a
/// password in a link, and every text that is known to be one. No I/O; safe to call from any thread.
/// </summary>
public static class FrameRedactor
{
    /// <summary>What stands in place of a secret.</summary>
    public const string Mark = "***";

    private const int ShortestKnown = 6;

    private static readonly Regex SecretName = new(
        "pass|pwd|secret|token|session|hash|credential|authorization|парол|^@?pin$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5));

    private static readonly Regex LooksSecret = new(
        """[0-9a-fA-F]{32,}|(?<=\b(?:temppass|password|pass|pwd|sessionid|session|token)=)[^&\s"'<>]+|(?<=\bBasic\s+)[A-Za-z0-9+/=]{4,}""",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, TimeSpan.FromSeconds(5));

    /// <summary>Whether a field of that name holds a secret, whatever its message: names of the protocol and of procedures' parameters.</summary>
    public static bool IsSecretName(string name) => SecretName.IsMatch(name);

    /// <summary>A readable message as JSON text without its secrets.</summary>
    /// <param name="utf8">A message that <see cref="FrameCodec.Decode"/> reads.</param>
    /// <param name="known">Texts that are secrets wherever they stand; short ones are ignored, they would strike out innocent words.</param>
    public static string Redact(ReadOnlyMemory<byte> utf8, IReadOnlyCollection<string> known)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, FrameCodec.WriterOptions))
        {
            var reader = new Utf8JsonReader(JsonTextGuard.Check(utf8).Span, new JsonReaderOptions { MaxDepth = FrameCodec.DocumentOptions.MaxDepth });
            while (reader.Read())
            {
                Copy(ref reader, writer, known);
            }
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>A text without what looks like a secret or is known to be one.</summary>
    public static string RedactText(string text, IReadOnlyCollection<string> known)
    {
        foreach (var secret in known)
        {
            if (secret.Length >= ShortestKnown)
            {
                text = Regex.Replace(text, Regex.Escape(secret), Mark, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
            }
        }

        return LooksSecret.Replace(text, Mark);
    }

    private static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer, IReadOnlyCollection<string> known)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                writer.WriteStartObject();
                break;
            case JsonTokenType.EndObject:
                writer.WriteEndObject();
                break;
            case JsonTokenType.StartArray:
                writer.WriteStartArray();
                break;
            case JsonTokenType.EndArray:
                writer.WriteEndArray();
                break;
            case JsonTokenType.PropertyName:
                var name = reader.GetString()!;
                writer.WritePropertyName(RedactText(name, known));
                if (IsSecretName(name))
                {
                    reader.Skip();
                    writer.WriteStringValue(Mark);
                }

                break;
            case JsonTokenType.String:
                writer.WriteStringValue(RedactText(reader.GetString()!, known));
                break;
            default:
                writer.WriteRawValue(reader.ValueSpan);
                break;
        }
    }
}
