using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Ways in which messages can be of a shape that nobody expects.</summary>
[Flags]
internal enum WrongShape
{
    None = 0,

    /// <summary>Every number is a text.</summary>
    NumbersAsText = 1,

    /// <summary>Every list is a text.</summary>
    ArraysAsText = 2,

    /// <summary>The party on the line is missing.</summary>
    NoAbonent = 4,

    /// <summary>States of people and numbers have an id that does not exist.</summary>
    UnknownStates = 8,
}

/// <summary>Bends messages. Their <c>qid</c> is left alone: what is tested is how they are read, not whether they arrive.</summary>
internal static class WrongShapes
{
    private const int NoState = 99;

    private static readonly HashSet<string> StateFields = new(["userstateid", "numstateid", "state"], StringComparer.Ordinal);

    /// <summary>The shape that a word of the control interface names, or null.</summary>
    public static WrongShape? Parse(string? word) => word switch
    {
        "numbersAsText" => WrongShape.NumbersAsText,
        "arraysAsText" => WrongShape.ArraysAsText,
        "noAbonent" => WrongShape.NoAbonent,
        "unknownStates" => WrongShape.UnknownStates,
        _ => null,
    };

    /// <summary>The same frame, bent. A piece of a long reply is left as it is.</summary>
    public static byte[] Bend(byte[] message, WrongShape shape)
    {
        var frame = FrameCodec.Decode(message);
        return frame.Name == MultipartAssembler.FrameName ? message : FrameCodec.Encode(frame.Name, Bend(Reply.Copy(frame.Body), shape));
    }

    public static JsonObject Bend(JsonObject body, WrongShape shape)
    {
        if (shape.HasFlag(WrongShape.NoAbonent))
        {
            body.Remove("abonent");
        }

        foreach (var (name, value) in body.ToList())
        {
            if (name != "qid")
            {
                body[name] = shape.HasFlag(WrongShape.UnknownStates) && StateFields.Contains(name) && value?.GetValueKind() == JsonValueKind.Number
                    ? Bend(JsonValue.Create(NoState), shape)
                    : Bend(value?.DeepClone(), shape);
            }
        }

        return body;
    }

    private static JsonNode? Bend(JsonNode? value, WrongShape shape) => value switch
    {
        JsonObject nested => Bend(nested, shape),
        JsonArray array when shape.HasFlag(WrongShape.ArraysAsText) => array.ToJsonString(),
        JsonArray array => new JsonArray([.. array.Select(item => Bend(item?.DeepClone(), shape))]),
        JsonValue number when number.GetValueKind() == JsonValueKind.Number && shape.HasFlag(WrongShape.NumbersAsText) => number.ToJsonString(),
        _ => value,
    };
}
