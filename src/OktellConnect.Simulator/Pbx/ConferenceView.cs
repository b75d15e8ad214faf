namespace OktellConnect.Simulator.Pbx;

/// <summary>A conference as one of those in it sees it.</summary>
internal sealed record ConferenceView
{
    public required string Id { get; init; }

    public required string ChainId { get; init; }

    public required IReadOnlyList<CompetitorView> Competitors { get; init; }

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public int? Room { get; init; }

    public bool IsRecorded { get; init; }

    public bool EverybodyMayInvite { get; init; }

    /// <summary>What the one who looks does in it, where it is his own listening in; else null.</summary>
    public GhostMode? GhostMode { get; init; }
}
