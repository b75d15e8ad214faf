using System.Text;
using System.Text.Json.Nodes;
using CsCheck;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

public class FrameRedactorTests
{
    private const string Hash = "5c90b96a75d4f9d5a1cfaa6f532afdc8";

    [Theory]
    [InlineData("Password")]
    [InlineData("password")]
    [InlineData("sessionid")]
    [InlineData("sippass")]
    [InlineData("temppass")]
    [InlineData("newpwdmd5")]
    [InlineData("oldpwdmd5")]
    [InlineData("newpwd")]
    [InlineData("@UserPassword")]
    [InlineData("@pin")]
    [InlineData("ПарольПользователя")]
    public void A_field_named_like_a_secret_loses_its_value_whatever_it_is(string name)
    {
        foreach (var value in new[] { "\"Canary\"", "12345", "{\"a\":\"Canary\"}", "[\"Canary\"]" })
        {
            Assert.Equal($"[\"m\",{{\"{name}\":\"***\",\"z\":1}}]", Redacted($"[\"m\",{{\"{name}\":{value},\"z\":1}}]"));
        }
    }

    [Fact]
    public void Everything_else_stays_as_it_was_written() =>
        Assert.Equal("""["m",{"userid":"00000000-0000-0000-0000-000000000101","n":1.50,"e":1e5,"t":true,"x":null,"a":[{"имя":"Пётр"},[]]}]""",
            Redacted("""["m",{"userid":"00000000-0000-0000-0000-000000000101", "n":1.50,"e":1e5,"t":true,"x":null,"a":[{"имя":"Пётр"},[]]}]"""));

    [Theory]
    [InlineData($"hash {Hash} here", "hash *** here")]
    [InlineData("/rec/1.wav?temppass=Ab3dE&x=1", "/rec/1.wav?temppass=***&x=1")]
    [InlineData("Basic aXZhbm92OlNlY3JldDEyMw==", "Basic ***")]
    [InlineData("Session 0baa1f0e-1111-2222-3333-444444444444 is gone", "Session *** is gone")]
    public void A_text_loses_what_looks_like_a_secret_or_is_known_to_be_one(string text, string expected) =>
        Assert.Equal(expected, FrameRedactor.RedactText(text, ["0baa1f0e-1111-2222-3333-444444444444", "x"]));

    [Fact]
    public void What_is_redacted_is_a_message_still_and_redacting_it_again_changes_nothing() =>
        Gen.Select(Gen.String, Gen.Int[0, 3].Select(at => new[] { "a", "password", "sessionid", "x" }[at]), Gen.String).Sample((name, field, value) =>
        {
            var message = FrameCodec.Encode(Clean(name), new JsonObject { [field] = Clean(value), ["list"] = new JsonArray(1, Clean(value), null) });
            var once = FrameRedactor.Redact(message, []);
            var frame = FrameCodec.Decode(Encoding.UTF8.GetBytes(once));
            Assert.Equal(once, FrameRedactor.Redact(Encoding.UTF8.GetBytes(once), []));
            Assert.Equal(FrameRedactor.IsSecretName(field), frame.Body.GetText(field) == FrameRedactor.Mark && Clean(value) != FrameRedactor.Mark);
        });

    private static string Redacted(string message) => FrameRedactor.Redact(Encoding.UTF8.GetBytes(message), []);

    private static string Clean(string text) => new(text.Where(letter => !char.IsSurrogate(letter)).ToArray());
}
