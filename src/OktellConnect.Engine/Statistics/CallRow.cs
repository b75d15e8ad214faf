using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Statistics;

/// <summary>
/// One row of a source with its values sorted into fields by <see cref="CallFields"/>. Where several names of one field are present,
/// the best that is not empty wins. Reused from row to row; not thread-safe.
/// </summary>
internal sealed class CallRow
{
    private readonly JsonElement[] values = new JsonElement[CallFields.Count];
    private readonly int[] ranks = new int[CallFields.Count];

    /// <summary>Takes the row of a journal: a JSON object.</summary>
    public void Load(JsonElement row)
    {
        Clear();
        foreach (var property in row.EnumerateObject())
        {
            if (CallFields.Find(property.Name) is { } found)
            {
                Offer(found.Field, found.Rank, property.Value);
            }
        }
    }

    /// <summary>Takes the row of a table whose columns were found once from its header.</summary>
    public void Load(JsonElement row, IReadOnlyList<(CallField Field, int Rank)?> columns)
    {
        Clear();
        var index = 0;
        foreach (var cell in row.EnumerateArray())
        {
            if (index < columns.Count && columns[index] is { } found)
            {
                Offer(found.Field, found.Rank, cell);
            }

            index++;
        }
    }

    /// <summary>Whether the row has the field with something in it.</summary>
    public bool Has(CallField field) => ranks[(int)field] != int.MaxValue;

    /// <summary>The field's value; undefined where <see cref="Has"/> is false.</summary>
    public JsonElement Value(CallField field) => values[(int)field];

    /// <summary>The field as trimmed text, null where it is absent or empty or neither text nor number.</summary>
    public string? Text(CallField field)
    {
        var value = values[(int)field];
        var text = value.ValueKind switch
        {
            JsonValueKind.String => JsonReading.StringOf(value).Trim(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        return text is { Length: > 0 } ? text : null;
    }

    private void Clear()
    {
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = default;
            ranks[index] = int.MaxValue;
        }
    }

    private void Offer(CallField field, int rank, JsonElement value)
    {
        var empty = value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
            || (value.ValueKind == JsonValueKind.String && string.IsNullOrWhiteSpace(JsonReading.StringOf(value)));
        if (!empty && rank < ranks[(int)field])
        {
            (values[(int)field], ranks[(int)field]) = (value, rank);
        }
    }
}
