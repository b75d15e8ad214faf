using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OktellConnect.Protocol;

/// <summary>
/// Between JSON and values that every caller knows: text, whole numbers (<see cref="long"/>), fractions (<see cref="double"/>),
/// flags, null, <c>object?[]</c> and dictionaries by text. Cmdlets, COM and add-in pass these.
/// </summary>
public static class PlainValues
{
    private const int DeepestNesting = 32;

    /// <summary>A JSON object as a dictionary, in the order of the message.</summary>
    public static Dictionary<string, object?> ToDictionary(JsonElement body)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in body.EnumerateObject())
        {
            values[field.Name] = FromJson(field.Value);
        }

        return values;
    }

    /// <summary>Any JSON value as a plain one.</summary>
    public static object? FromJson(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => ToDictionary(value),
        JsonValueKind.Array => value.EnumerateArray().Select(FromJson).ToArray(),
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>A dictionary with text keys as a JSON object.</summary>
    /// <exception cref="NotSupportedException">A value of a kind JSON has no form for; the text names the field.</exception>
    public static JsonObject ToObject(IDictionary values) => ToObject(values, "", 0);

    private static JsonObject ToObject(IDictionary values, string path, int depth)
    {
        var result = new JsonObject();
        foreach (DictionaryEntry entry in values)
        {
            var name = Convert.ToString(entry.Key, CultureInfo.InvariantCulture)!;
            result[name] = ToJson(entry.Value, path.Length == 0 ? name : $"{path}.{name}", depth + 1);
        }

        return result;
    }

    private static JsonNode? ToJson(object? value, string path, int depth)
    {
        if (depth > DeepestNesting)
        {
            throw new NotSupportedException($"{path} is nested deeper than {DeepestNesting} levels");
        }

        return value switch
        {
            null => null,
            string text => JsonValue.Create(text),
            char letter => JsonValue.Create(letter.ToString()),
            bool flag => JsonValue.Create(flag),
            byte or sbyte or short or ushort or int or uint or long => JsonValue.Create(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
            ulong number => JsonValue.Create(number),
            decimal number => JsonValue.Create(number),
            float or double when Convert.ToDouble(value, CultureInfo.InvariantCulture) is var number && !double.IsNaN(number) && !double.IsInfinity(number) => JsonValue.Create(number),
            Guid id => JsonValue.Create(id.ToString()),
            DateTime time => JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)),
            DateTimeOffset time => JsonValue.Create(time.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture)),
            Enum word => JsonValue.Create(word.ToString()),
            IDictionary nested => ToObject(nested, path, depth),
            IEnumerable items => ToArray(items, path, depth),
            _ => throw new NotSupportedException($"{path} is a {value.GetType().Name}"),
        };
    }

    private static JsonArray ToArray(IEnumerable items, string path, int depth)
    {
        var result = new JsonArray();
        foreach (var item in items)
        {
            result.Add(ToJson(item, $"{path}[{result.Count}]", depth + 1));
        }

        return result;
    }
}
