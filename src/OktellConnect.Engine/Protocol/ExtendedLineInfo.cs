using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>The reply to <c>getextendedlineinfo</c>: all that is known of the own line (docs/protocol.md, "Line state"). Immutable.</summary>
public sealed record ExtendedLineInfo
{
    /// <summary>The server's word for the line's state; only four words are known, anything else counts as none of them.</summary>
    public string? LineState { get; private init; }

    /// <summary>Call chain, lower case; null on an idle line.</summary>
    public string? ChainId { get; private init; }

    /// <summary>The current party; null where the server left the field out, which changes nothing at all.</summary>
    public Abonent? Abonent { get; private init; }

    /// <summary>The party on hold, or null.</summary>
    public Abonent? Held { get; private init; }

    /// <summary>How long the conversation lasts already, in seconds; null where the server does not say.</summary>
    public long? TalkSeconds { get; private init; }

    internal static ExtendedLineInfo Read(JsonElement reply) => new()
    {
        LineState = reply.GetNonEmptyText("linestatestr"),
        ChainId = Protocol.Abonent.Id(reply.GetNonEmptyText("chainid")),
        Abonent = reply.GetField("abonent") is { ValueKind: JsonValueKind.Object } party ? WithCalledId(Protocol.Abonent.Read(party), reply) : null,
        Held = reply.GetFlag("isflashing") == true && reply.GetField("flashed") is { ValueKind: JsonValueKind.Object } held ? Protocol.Abonent.Read(held) : null,
        TalkSeconds = reply.GetWholeNumber("timertalklensec"),
    };

    // Where the party itself has no number, the number that was called stands beside it.
    private static Abonent WithCalledId(Abonent party, JsonElement reply) =>
        party is { IsEmpty: false, Number: null } ? party.WithNumber(reply.GetNonEmptyText("calledid")) : party;
}
