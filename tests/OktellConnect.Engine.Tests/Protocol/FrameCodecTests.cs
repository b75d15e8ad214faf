using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

public class FrameCodecTests
{
    private static readonly Gen<JsonNode?> Value = Gen.OneOf(
        Gen.String.Select(text => (JsonNode?)JsonValue.Create(WithoutHalfSurrogates(text))),
        Gen.Long.Select(number => (JsonNode?)JsonValue.Create(number)),
        Gen.Bool.Select(flag => (JsonNode?)JsonValue.Create(flag)),
        Gen.Const((JsonNode?)null));

    private static readonly Gen<JsonObject> Body = Gen.Select(Gen.String.Select(WithoutHalfSurrogates), Value).Array[0, 8].Select(fields =>
    {
        var body = new JsonObject();
        foreach (var (name, value) in fields)
        {
            body[name] = value?.DeepClone();
        }

        return body;
    });

    [Fact]
    public void What_is_written_is_read_back() => Gen.Select(Gen.String.Select(WithoutHalfSurrogates), Body).Sample((name, body) =>
    {
        var frame = FrameCodec.Decode(FrameCodec.Encode(name, body));
        return frame.Name == name && JsonNode.DeepEquals(JsonObject.Create(frame.Body), body);
    });

    [Fact]
    public void Any_bytes_are_a_frame_or_a_format_error() => Gen.Byte.Array[0, 200].Sample(IsFrameOrFormatError);

    [Fact]
    public void A_frame_with_a_byte_changed_is_a_frame_or_a_format_error() => Gen.Select(Body, Gen.Int[0, 10_000], Gen.Byte).Sample((body, position, value) =>
    {
        var bytes = FrameCodec.Encode("name", body);
        bytes[position % bytes.Length] = value;
        IsFrameOrFormatError(bytes);
    });

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("[\"a\"]")]
    [InlineData("[\"a\",1]")]
    [InlineData("[1,{}]")]
    [InlineData("[\"a\",{},{}]")]
    [InlineData("{\"a\":1}")]
    [InlineData("[\"a\",{}")]
    public void What_is_not_a_name_and_an_object_is_refused(string text) =>
        Assert.Throws<FrameFormatException>(() => FrameCodec.Decode(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Russian_text_stays_readable_on_the_wire() =>
        Assert.Equal("[\"a\",{\"имя\":\"Пётр\"}]", Encoding.UTF8.GetString(FrameCodec.Encode("a", new JsonObject { ["имя"] = "Пётр" })));

    [Theory]
    [InlineData(@"[""a"",{""x"":""\ud83d""}]", "\ufffd")]
    [InlineData(@"[""a"",{""x"":""\udc00-\ud83d\ude00""}]", "\ufffd-\ud83d\ude00")]
    [InlineData(@"[""a"",{""x"":""\\ud83d""}]", @"\ud83d")]
    public void Half_characters_do_not_make_a_message_unreadable(string text, string expected) =>
        Assert.Equal(expected, FrameCodec.Decode(Encoding.UTF8.GetBytes(text)).Body.GetText("x"));

    [Fact]
    public void Any_escapes_are_read_or_refused_at_once() => Gen.Char["\\ud8Cf0\"a"].Array[0, 30].Sample(letters =>
    {
        try
        {
            PlainValues.ToDictionary(FrameCodec.Decode(Encoding.UTF8.GetBytes($"[\"n\",{{\"x\":\"{new string(letters)}\"}}]")).Body);
        }
        catch (FrameFormatException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    });

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.Throws<FrameFormatException>(() => FrameCodec.Decode(Encoding.UTF8.GetBytes("[\"a\",{\"x\":" + new string('[', 1000) + new string(']', 1000) + "}]")));

    private static void IsFrameOrFormatError(byte[] bytes)
    {
        try
        {
            Assert.Equal(JsonValueKind.Object, FrameCodec.Decode(bytes).Body.ValueKind);
        }
        catch (FrameFormatException refusal)
        {
            Assert.NotEmpty(refusal.Message);
        }
    }

    private static string WithoutHalfSurrogates(string text) => new(text.Where(letter => !char.IsSurrogate(letter)).ToArray());
}
