using System.Text.Json.Nodes;
using CsCheck;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

/// <summary>Messages made from the catalogue's field types: as the protocol wants them, and as a careless server might send them.</summary>
internal static class CatalogExamples
{
    private static readonly Gen<string> Text = Gen.String[0, 12].Select(text => new string(text.Where(letter => !char.IsSurrogate(letter)).ToArray()));

    /// <summary>Anything at all, one level deep: what stands in a field of the wrong type.</summary>
    private static readonly Gen<JsonNode?> Anything = Gen.OneOf(
        Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Double.Where(double.IsFinite).Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null),
        Gen.Int[0, 5].Select(count => (JsonNode?)new JsonArray([.. Enumerable.Range(0, count).Select(number => (JsonNode?)number)])),
        Text.Select(text => (JsonNode?)new JsonArray(new JsonArray(text, null), new JsonObject { [text] = 1 }, 2)),
        Text.Select(text => (JsonNode?)new JsonObject { ["id"] = text, ["number"] = new JsonObject() }));

    /// <summary>A body that keeps to the catalogue.</summary>
    public static Gen<JsonObject> Body(IReadOnlyList<MessageField> fields) => Object(fields, depth: 0, careless: false);

    /// <summary>A body with fields left out and fields of another type.</summary>
    public static Gen<JsonObject> CarelessBody(IReadOnlyList<MessageField> fields) => Object(fields, depth: 0, careless: true);

    private static Gen<JsonObject> Object(IReadOnlyList<MessageField> fields, int depth, bool careless)
    {
        var values = fields.Select(field => (field.Name, Value: Value(field, depth, careless))).ToArray();
        return Gen.Int.Select(seed => seed).SelectMany(seed => Combine(values, seed, careless));
    }

    private static Gen<JsonObject> Combine((string Name, Gen<JsonNode?> Value)[] fields, int seed, bool careless)
    {
        var body = Gen.Const(0).Select(_ => new JsonObject());
        var choice = new Random(seed);
        foreach (var (name, value) in fields)
        {
            if (careless && choice.Next(4) == 0)
            {
                continue;
            }

            body = Gen.Select(body, careless && choice.Next(3) == 0 ? Anything : value, (made, node) =>
            {
                made[name] = node?.DeepClone();
                return made;
            });
        }

        return body;
    }

    private static Gen<JsonNode?> Value(MessageField field, int depth, bool careless)
    {
        var one = field.Kind switch
        {
            FieldKind.Id => Gen.Guid.Select(id => (JsonNode?)JsonValue.Create(id.ToString())),
            FieldKind.Number => Gen.Int.Select(number => (JsonNode?)JsonValue.Create(number)),
            FieldKind.Flag => Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
            FieldKind.Object when field.Fields.Count > 0 && depth < 4 => Object(field.Fields, depth + 1, careless).Select(made => (JsonNode?)made),
            FieldKind.Object => Text.Select(text => (JsonNode?)new JsonObject { ["x"] = text }),
            FieldKind.Any => Anything,
            _ => Text.Select(text => (JsonNode?)JsonValue.Create(text)),
        };
        return field.IsList ? one.Array[0, 3].Select(items => (JsonNode?)new JsonArray([.. items.Select(item => item?.DeepClone())])) : one;
    }
}
