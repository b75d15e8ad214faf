using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// The lines of a journal file: UTF-8, one JSON object per line, the first says what the file is. No I/O; safe to call from any thread.
/// </summary>
/// <remarks>
/// A line has <c>time</c>, <c>kind</c> (<c>in</c>, <c>out</c>, <c>note</c>), <c>connection</c>, and then either <c>size</c>, <c>name</c> and <c>frame</c> (the
/// message itself, absent where it was too long) or <c>name</c> and <c>text</c>.
/// </remarks>
public static class JournalFormat
{
    /// <summary>The first line of every file, without a line end.</summary>
    public const string Header = """{"format":"OktellConnect journal","version":1}""";

    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fffffffzzz";

    /// <summary>Whether a line is the first line of a journal file of any version.</summary>
    public static bool IsHeader(string line) => line.StartsWith("""{"format":"OktellConnect journal",""", StringComparison.Ordinal);

    /// <summary>An entry as one line, without a line end.</summary>
    public static string WriteLine(JournalEntry entry)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, FrameCodec.WriterOptions))
        {
            writer.WriteStartObject();
            writer.WriteString("time", entry.Time.ToString(TimeFormat, CultureInfo.InvariantCulture));
            writer.WriteString("kind", WordOf(entry.Kind));
            writer.WriteNumber("connection", entry.Connection);
            if (entry.Kind == JournalEntryKind.Note)
            {
                writer.WriteString("name", entry.Name);
                writer.WriteString("text", entry.Text);
            }
            else
            {
                writer.WriteNumber("size", entry.Size);
                writer.WriteString("name", entry.Name);
                if (entry.Text.Length > 0)
                {
                    writer.WritePropertyName("frame");
                    writer.WriteRawValue(entry.Text);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    /// <summary>Reads a line; null for the header, an empty line, or a line of a kind that is not known.</summary>
    /// <exception cref="FrameFormatException">The line is not JSON, or not an entry: the file was cut or changed.</exception>
    public static JournalEntry? ReadLine(string line)
    {
        if (line.Length == 0 || IsHeader(line))
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(line, FrameCodec.DocumentOptions);
            var entry = document.RootElement;
            if (entry.ValueKind != JsonValueKind.Object
                || !DateTimeOffset.TryParse(entry.GetText("time"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
            {
                throw new FrameFormatException("not a line of a journal");
            }

            return KindOf(entry.GetText("kind")) is not { } kind ? null : new JournalEntry
            {
                Time = time,
                Kind = kind,
                Connection = (int)(entry.GetWholeNumber("connection") ?? 0),
                Size = (int)(entry.GetWholeNumber("size") ?? 0),
                Name = entry.GetText("name") ?? "",
                Text = kind == JournalEntryKind.Note ? entry.GetText("text") ?? "" : entry.GetField("frame")?.GetRawText() ?? "",
            };
        }
        catch (JsonException error)
        {
            throw new FrameFormatException("not a line of a journal", error);
        }
    }

    private static string WordOf(JournalEntryKind kind) => kind switch
    {
        JournalEntryKind.In => "in",
        JournalEntryKind.Out => "out",
        _ => "note",
    };

    private static JournalEntryKind? KindOf(string? word) => word switch
    {
        "in" => JournalEntryKind.In,
        "out" => JournalEntryKind.Out,
        "note" => JournalEntryKind.Note,
        _ => null,
    };
}
