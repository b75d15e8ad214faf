using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>Reads the catalogue's file. What it cannot make sense of is a defect of the file and throws.</summary>
internal sealed class CatalogFile
{
    private const string ResourceName = "OktellConnect.Protocol.protocol.json";

    private readonly JsonElement types;
    private readonly Dictionary<string, IReadOnlyList<MessageField>> known = new(StringComparer.Ordinal);

    private CatalogFile(JsonElement root)
    {
        types = root.GetProperty("types");
        Messages = [.. root.GetProperty("messages").EnumerateArray().Select(ReadMessage)];
        ByName = Messages.ToDictionary(message => message.Name, StringComparer.Ordinal);
        Groups = root.GetProperty("groups").EnumerateObject().ToDictionary(
            group => group.Name,
            group => (IReadOnlyList<string>)[.. group.Value.EnumerateArray().Select(member => member.GetString()!)],
            StringComparer.Ordinal);
    }

    public IReadOnlyList<MethodInfo> Messages { get; }

    public IReadOnlyDictionary<string, MethodInfo> ByName { get; }

    public IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; }

    public static CatalogFile ReadEmbedded()
    {
        using var stream = typeof(CatalogFile).Assembly.GetManifestResourceStream(ResourceName)!;
        using var document = JsonDocument.Parse(stream);
        return new CatalogFile(document.RootElement);
    }

    private MethodInfo ReadMessage(JsonElement message)
    {
        var fields = message.TryGetProperty("fields", out var sent) ? ReadFields(sent) : [];
        var reply = message.TryGetProperty("reply", out var answered) ? ReadFields(answered) : [];
        return new MethodInfo(
            message.GetProperty("name").GetString()!,
            message.GetProperty("direction").GetString() switch
            {
                "toServer" => MessageDirection.ToServer,
                "fromServer" => MessageDirection.FromServer,
                "both" => MessageDirection.Both,
                var word => throw Unknown(word),
            },
            message.GetText("repeat") switch
            {
                // A push has no category: whoever gets it twice reads it twice.
                "read" or null => RepeatCategory.Read,
                "lastWins" => RepeatCategory.LastWins,
                "checked" => RepeatCategory.Checked,
                "accumulating" => RepeatCategory.Accumulating,
                "never" => RepeatCategory.Never,
                var word => throw Unknown(word),
            },
            message.GetProperty("certainty").GetString() switch
            {
                "observed" => Certainty.Observed,
                "read" => Certainty.Read,
                "external" => Certainty.External,
                var word => throw Unknown(word),
            },
            message.GetProperty("section").GetString()!)
        {
            Fields = fields,
            Reply = reply,
            HasSecrets = fields.Concat(reply).Any(field => field.Kind == FieldKind.Secret),
        };
    }

    // An object of fields, or the name of a type.
    private IReadOnlyList<MessageField> ReadFields(JsonElement fields) => fields.ValueKind == JsonValueKind.String
        ? FieldsOf(fields.GetString()!)
        : [.. fields.EnumerateObject().Select(field => ReadField(field.Name, field.Value.GetString()!))];

    private MessageField ReadField(string name, string text)
    {
        var parts = text.Split(["; "], 2, StringSplitOptions.None);
        var isList = parts[0].EndsWith("[]", StringComparison.Ordinal);
        var type = isList ? parts[0].Remove(parts[0].Length - 2) : parts[0];
        var when = parts.Length > 1 ? parts[1] : null;
        FieldKind? kind = type switch
        {
            "text" => FieldKind.Text,
            "id" => FieldKind.Id,
            "number" => FieldKind.Number,
            "flag" => FieldKind.Flag,
            "any" => FieldKind.Any,
            "secret" => FieldKind.Secret,
            "object" => FieldKind.Object,
            _ => null,
        };
        return kind is { } simple
            ? new MessageField(name, simple, isList, [], when)
            : new MessageField(name, FieldKind.Object, isList, FieldsOf(type), when);
    }

    private IReadOnlyList<MessageField> FieldsOf(string type)
    {
        if (!known.TryGetValue(type, out var fields))
        {
            known[type] = fields = ReadFields(types.GetProperty(type));
        }

        return fields;
    }

    private static InvalidOperationException Unknown(string? word) => new($"The catalogue's file has the unknown word '{word}'.");
}
