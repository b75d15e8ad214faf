using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// Compares a message with a recorded one: the same name and the same fields with the same values. The <c>qid</c> is left out, as
/// every run makes its own, and what the recording has struck out may be anything. No I/O; safe to call from any thread.
/// </summary>
public static class FrameDifference
{
    /// <summary>What is different, each as the field's path with both values; empty where the messages agree.</summary>
    /// <param name="recorded">The message of the journal.</param>
    /// <param name="actual">The message of now.</param>
    public static IReadOnlyList<string> Find(Frame recorded, Frame actual)
    {
        var differences = new List<string>();
        if (recorded.Name != actual.Name)
        {
            differences.Add($"recorded {recorded.Name}, now {actual.Name}");
        }
        else
        {
            Compare(recorded.Body, actual.Body, recorded.Name, isBody: true, differences);
        }

        return differences;
    }

    private static void Compare(JsonElement recorded, JsonElement actual, string path, bool isBody, List<string> differences)
    {
        if (IsStruckOut(recorded))
        {
            return;
        }

        if (recorded.ValueKind == JsonValueKind.Object && actual.ValueKind == JsonValueKind.Object)
        {
            CompareFields(recorded, actual, path, isBody, differences);
        }
        else if (recorded.ValueKind == JsonValueKind.Array && actual.ValueKind == JsonValueKind.Array && recorded.GetArrayLength() == actual.GetArrayLength())
        {
            for (var index = 0; index < recorded.GetArrayLength(); index++)
            {
                Compare(recorded[index], actual[index], $"{path}[{index}]", isBody: false, differences);
            }
        }
        else if (recorded.ValueKind != actual.ValueKind || ValueOf(recorded) != ValueOf(actual))
        {
            differences.Add($"{path}: recorded {recorded.GetRawText()}, now {actual.GetRawText()}");
        }
    }

    private static void CompareFields(JsonElement recorded, JsonElement actual, string path, bool isBody, List<string> differences)
    {
        foreach (var field in recorded.EnumerateObject().Where(field => !(isBody && field.Name == "qid")))
        {
            if (actual.TryGetProperty(field.Name, out var value))
            {
                Compare(field.Value, value, $"{path}.{field.Name}", isBody: false, differences);
            }
            else
            {
                differences.Add($"{path}.{field.Name}: recorded {field.Value.GetRawText()}, now absent");
            }
        }

        differences.AddRange(actual.EnumerateObject()
            .Where(field => !(isBody && field.Name == "qid") && !recorded.TryGetProperty(field.Name, out _))
            .Select(field => $"{path}.{field.Name}: not recorded, now {field.Value.GetRawText()}"));
    }

    // A text may be struck out in part; the rest of it is not compared either.
    private static bool IsStruckOut(JsonElement recorded) =>
        recorded.ValueKind == JsonValueKind.String && recorded.GetString()!.Contains(FrameRedactor.Mark);

    private static string? ValueOf(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText();
}
