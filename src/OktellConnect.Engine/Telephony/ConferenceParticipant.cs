using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>Somebody in a conference, or called into it. Immutable.</summary>
public sealed record ConferenceParticipant
{
    /// <summary>Id within the conference, lower case; null where the server gives none.</summary>
    public string? CompetitorId { get; init; }

    /// <summary>Number, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Oktell's id of the user, lower case; null for outside parties.</summary>
    public string? UserId { get; init; }

    /// <summary>Whether the participant is outside the PBX.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether the participant made the conference.</summary>
    public bool IsCreator { get; init; }

    /// <summary>Whether the participant leads it.</summary>
    public bool IsDirector { get; init; }

    /// <summary>Whether the participant is part of a monitoring, as the server marks them.</summary>
    public bool IsMonitor { get; init; }

    /// <summary>Whether the others do not see the participant.</summary>
    public bool IsHidden { get; init; }

    /// <summary>The server's word for the participant's state, or null; the words are not documented.</summary>
    public string? State { get; init; }

    /// <summary>Name and number.</summary>
    public override string ToString() => string.Join(" ", new[] { Name, Number == Name ? null : Number }.Where(text => text is not null));

    internal bool IsKnownAs(string identity) =>
        Number == identity || (Abonent.Id(identity) is { } id && (UserId == id || CompetitorId == id));

    internal static ConferenceParticipant From(Abonent competitor) => new()
    {
        CompetitorId = competitor.CompetitorId,
        Number = competitor.Number,
        Name = competitor.Name,
        UserId = competitor.UserId,
        IsExternal = competitor.IsExternal,
        IsCreator = competitor.IsCreator,
        IsDirector = competitor.IsDirector,
        IsMonitor = competitor.IsGhost || competitor.IsGhostMajor,
        IsHidden = competitor.IsHidden,
        State = competitor.ConferenceState,
    };
}
