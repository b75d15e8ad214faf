using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// A conference as <c>getconferenceinfo</c> and the pushes about it tell (docs/protocol.md, "Conferences"). Any field may be absent. Immutable.
/// </summary>
internal sealed record ConferenceReply
{
    /// <summary>Id, lower case; null where the message names none.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    public int? Room { get; init; }

    /// <summary>Whether it was made by a supervisor who listens.</summary>
    public bool IsGhost { get; init; }

    /// <summary>The word for how the supervisor listens, where the server tells it.</summary>
    public string? GhostMode { get; init; }

    /// <summary>Everybody in it, whatever their state; empty where the message has no list.</summary>
    public IReadOnlyList<Abonent> Competitors { get; init; } = [];

    /// <summary>Whether the message had a list at all.</summary>
    public bool HasCompetitors { get; init; }

    public static ConferenceReply ReadInfo(JsonElement reply)
    {
        var conference = reply.GetField("conference") ?? default;
        return new ConferenceReply
        {
            Id = Abonent.Id(conference.GetNonEmptyText("id") ?? reply.GetNonEmptyText("conferenceid")),
            Name = conference.GetNonEmptyText("name"),
            Room = conference.GetSmallNumber("room"),
            IsGhost = conference.GetFlag("isghost") ?? false,
            GhostMode = conference.GetNonEmptyText("ghostmode"),
            Competitors = ReadList(reply, "competitors"),
            HasCompetitors = HasList(reply, "competitors"),
        };
    }

    /// <summary>The push <c>confcompositionchanged</c>: a new list of everybody.</summary>
    public static ConferenceReply ReadComposition(JsonElement body)
    {
        var info = body.GetField("eventinfo") ?? default;
        return new ConferenceReply
        {
            Id = Abonent.Id(info.GetNonEmptyText("conferenceid")),
            Competitors = ReadList(info, "competitorlist"),
            HasCompetitors = HasList(info, "competitorlist"),
        };
    }

    /// <summary>The push <c>confcompetitorstatechanged</c>: one competitor as he is now.</summary>
    public static ConferenceReply ReadCompetitorState(JsonElement body)
    {
        var info = body.GetField("eventinfo") ?? default;
        return new ConferenceReply
        {
            Id = Abonent.Id((info.GetField("conference") ?? default).GetNonEmptyText("id")),
            Competitors = info.GetField("competitor") is { ValueKind: JsonValueKind.Object } one ? Named([Abonent.Read(one)]) : [],
        };
    }

    /// <summary>The reply to <c>getconferencecompetitors</c>.</summary>
    public static IReadOnlyList<Abonent> ReadCompetitors(JsonElement reply) => ReadList(reply, "competitorlist");

    private static bool HasList(JsonElement body, string name) => body.GetField(name) is { ValueKind: JsonValueKind.Array };

    private static Abonent[] ReadList(JsonElement body, string name) =>
        Named(body.GetItems(name).Where(item => item.ValueKind == JsonValueKind.Object).Select(Abonent.Read));

    // Somebody who cannot be told from others cannot be followed.
    private static Abonent[] Named(IEnumerable<Abonent> list) => [.. list.Where(item => item is { Key: not null, IsEmpty: false })];
}
