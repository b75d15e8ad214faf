using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// One message of Oktell's WebSocket protocol: a JSON array of exactly two elements, the name and an object
/// (docs/protocol.md, "Framing"). Immutable and safe to share between threads.
/// </summary>
/// <param name="Name">Method, reply or event name, as sent. Reply names carry no meaning: replies are matched by <see cref="QueryId"/>.</param>
/// <param name="Body">The second element; always a JSON object.</param>
public sealed record Frame(string Name, JsonElement Body)
{
    /// <summary>The opaque text that pairs a reply with its request, or null where the body has none.</summary>
    public string? QueryId => Body.GetText("qid");

    /// <summary>The name only: bodies hold people's numbers and, in <c>login</c>, password-equivalent hashes.</summary>
    public override string ToString() => $"[{Name}]";
}
