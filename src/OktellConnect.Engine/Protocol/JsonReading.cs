using System.Globalization;
using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// Tolerant reads from message bodies. What the vendor's client does not read is unproven, so a field may be absent,
/// <c>null</c>, or another JSON type than expected (1 for true, "5" for 5); none of that is an error here.
/// </summary>
public static class JsonReading
{
    /// <summary>The named field, or null where the object has no such field or it is JSON null.</summary>
    public static JsonElement? GetField(this JsonElement body, string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The field as text; numbers and booleans in their JSON spelling; null where absent or an object or array.</summary>
    public static string? GetText(this JsonElement body, string name) => body.GetField(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
            _ => null,
        }
        : null;

    /// <summary>The field as text, with an empty string treated as absent.</summary>
    public static string? GetNonEmptyText(this JsonElement body, string name) =>
        body.GetText(name) is { Length: > 0 } text ? text : null;

    /// <summary>The field as a whole number, from a JSON number or its text; null where it is neither.</summary>
    public static long? GetWholeNumber(this JsonElement body, string name) => body.GetField(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.Number when value.TryGetInt64(out var number) => number,
            JsonValueKind.Number when value.TryGetDouble(out var number) && Math.Abs(number) < 9e15 => (long)number,
            JsonValueKind.String when long.TryParse(value.GetString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) => number,
            _ => null,
        }
        : null;

    /// <summary>The field as a whole number of 32 bits; null where it is none or does not fit.</summary>
    public static int? GetSmallNumber(this JsonElement body, string name) =>
        body.GetWholeNumber(name) is { } number and >= int.MinValue and <= int.MaxValue ? (int)number : null;

    /// <summary>The field as a flag: true, 1, "1" and "true" are true; false, 0, "0", "false" are false; anything else null.</summary>
    public static bool? GetFlag(this JsonElement body, string name) => body.GetField(name) is { } value
        ? value.ValueKind switch
        {
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when value.TryGetDouble(out var number) => number != 0,
            JsonValueKind.String when value.GetString() is "1" or "true" or "True" => true,
            JsonValueKind.String when value.GetString() is "0" or "false" or "False" or "" => false,
            _ => null,
        }
        : null;

    /// <summary>The elements of an array field; empty where the field is absent or not an array.</summary>
    public static IEnumerable<JsonElement> GetItems(this JsonElement body, string name) =>
        body.GetField(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    /// <summary>The text of a JSON string. One that holds half a surrogate pair is no text to .NET and is given as it was sent, escapes and all.</summary>
    internal static string StringOf(JsonElement value)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText().Trim('"');
        }
    }
}
