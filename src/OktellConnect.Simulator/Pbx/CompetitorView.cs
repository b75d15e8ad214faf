namespace OktellConnect.Simulator.Pbx;

/// <summary>One participant as another one sees him.</summary>
internal sealed record CompetitorView(string Id, Party Party)
{
    public CompetitorState State { get; init; } = CompetitorState.InConference;

    public bool IsCreator { get; init; }

    /// <summary>Is listened to.</summary>
    public bool IsGhosted { get; init; }

    /// <summary>Is the one whom the supervisor came for.</summary>
    public bool IsMajor { get; init; }

    /// <summary>The others neither see nor hear him.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Hears the supervisor.</summary>
    public bool HearsGhost { get; init; }
}
