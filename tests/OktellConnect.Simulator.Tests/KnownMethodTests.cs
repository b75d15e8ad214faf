using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Whatever the catalogue knows, and whatever it does not, is answered: served, or refused with a reason. Never silence.</summary>
public sealed class KnownMethodTests
{
    public static TheoryData<string> Requests =>
        [.. MethodCatalog.All.Where(message => message.Direction != MessageDirection.FromServer).Select(message => message.Name), "a_method_nobody_knows"];

    [Theory]
    [MemberData(nameof(Requests))]
    public async Task Every_request_is_answered(string name)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();

        var reply = await client.AskAsync(name, Example(MethodCatalog.Find(name)?.Fields ?? []));

        Assert.True(reply.GetFlag("result") != false || reply.GetNonEmptyText("errormsg") is not null, name);
    }

    private static JsonObject Example(IReadOnlyList<MessageField> fields)
    {
        var body = new JsonObject();
        foreach (var field in fields)
        {
            JsonNode value = field.Kind switch
            {
                FieldKind.Number or FieldKind.Flag => JsonValue.Create(1),
                FieldKind.Object => Example(field.Fields),
                FieldKind.Id => JsonValue.Create("00000000-0000-0000-0000-00000000ffff"),
                _ => JsonValue.Create("x"),
            };
            body[field.Name] = field.IsList ? new JsonArray(value) : value;
        }

        return body;
    }
}
