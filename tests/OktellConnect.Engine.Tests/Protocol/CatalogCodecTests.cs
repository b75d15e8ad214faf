using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

public class CatalogCodecTests
{
    /// <summary>Everything that reads a body here; each must bear any of them.</summary>
    private static readonly Action<JsonElement>[] Readers =
    [
        body => LoginReply.Read(body),
        body => ServerVersion.Read(body),
        body => OwnUser.Read(body, "id", "login"),
        body => ExtendedLineInfo.Read(body),
        body => Abonent.Read(body),
        body => UserStateReply.Read(body),
        body => NumberReply.ReadAll(body).Count(),
        body => UserReply.ReadAll(body).Count(),
        body => NumberStateChange.ReadAll(body).Count(),
        body => PlainValues.ToDictionary(body),
    ];

    public static TheoryData<string> Messages => [.. MethodCatalog.All.Select(message => message.Name)];

    [Theory]
    [MemberData(nameof(Messages))]
    public void An_example_made_from_the_field_types_comes_through_the_codec_unchanged(string name)
    {
        var message = MethodCatalog.Find(name)!;
        foreach (var fields in new[] { message.Fields, message.Reply })
        {
            CatalogExamples.Body(fields).Sample(body =>
            {
                var frame = FrameCodec.Decode(FrameCodec.Encode(name, body));
                Assert.Equal(name, frame.Name);
                Assert.True(JsonNode.DeepEquals(JsonObject.Create(frame.Body), body));
                Assert.All(fields, field => Assert.True(frame.Body.TryGetProperty(field.Name, out _)));
            }, iter: 20);
        }
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Missing_fields_and_fields_of_another_type_hurt_no_reader(string name)
    {
        var message = MethodCatalog.Find(name)!;
        foreach (var fields in new[] { message.Fields, message.Reply })
        {
            CatalogExamples.CarelessBody(fields).Sample(body =>
            {
                var frame = FrameCodec.Decode(FrameCodec.Encode(name, body));
                Assert.All(Readers, read => read(frame.Body));
                Assert.NotEmpty(FrameRedactor.Redact(FrameCodec.Encode(name, body), []));
            }, iter: 50);
        }
    }

    [Fact]
    public void What_is_secret_by_the_catalogue_is_struck_out_by_its_name() =>
        Assert.All(
            MethodCatalog.All.SelectMany(message => message.Fields.Concat(message.Reply)).Where(field => field.Kind == FieldKind.Secret),
            field => Assert.True(FrameRedactor.IsSecretName(field.Name), field.Name));
}
