using System.Text.Json.Nodes;

namespace OktellConnect.Proof.Tests.BadInput;

/// <summary>Everything that can be wrong with one field of a message, for every field at any depth.</summary>
internal static class Mutations
{
    private static readonly string[] OddValues =
        ["null", "\"\"", "\"text\"", "\"5\"", "\"🙂\"", "-1", "42", "0.5", "1e300", "true", "[]", "[[]]", "[null]", "[1,\"a\",{}]", "{}", "{\"number\":{},\"id\":[]}"];

    /// <summary>The message once for every field and odd value, and once without each field; with words for what was done.</summary>
    public static IEnumerable<(string What, JsonObject Message)> Of(string message)
    {
        foreach (var path in Paths(JsonNode.Parse(message)!, []).ToList())
        {
            foreach (var odd in OddValues)
            {
                var changed = JsonNode.Parse(message)!.AsObject();
                Set(changed, path, JsonNode.Parse(odd));
                yield return ($"{string.Join(".", path)} = {odd}", changed);
            }

            if (path[^1] is string name)
            {
                var changed = JsonNode.Parse(message)!.AsObject();
                Parent(changed, path).AsObject().Remove(name);
                yield return ($"no {string.Join(".", path)}", changed);
            }
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode node, object[] at) => node switch
    {
        JsonObject fields => fields.SelectMany(field => Below(field.Value, [.. at, field.Key])),
        JsonArray items => items.SelectMany((item, index) => Below(item, [.. at, index])),
        _ => [],
    };

    private static IEnumerable<object[]> Below(JsonNode? node, object[] path) => node is null ? [path] : [path, .. Paths(node, path)];

    private static JsonNode Parent(JsonNode root, object[] path) => path[..^1].Aggregate(root, (node, step) => step is string name ? node[name]! : node[(int)step]!);

    private static void Set(JsonNode root, object[] path, JsonNode? value)
    {
        var parent = Parent(root, path);
        if (path[^1] is string name)
        {
            parent[name] = value;
        }
        else
        {
            parent[(int)path[^1]] = value;
        }
    }
}
