namespace OktellConnect.Simulator.Pbx;

/// <summary>What joins ends to each other: a call of two, a conference, or a supervisor's listening in.</summary>
internal abstract class Bridge
{
    /// <summary>The call as history knows it; it outlives transfers, conferences and calls made while somebody is on hold.</summary>
    public required string ChainId { get; init; }

    public bool IsEnded { get; set; }

    /// <summary>Supervisors who listen to it.</summary>
    public List<GhostConference> Ghosts { get; } = [];

    /// <summary>The conference that its ends see themselves in, or null. A call becomes one when a supervisor joins in.</summary>
    public virtual string? ConferenceId => Ghosts.Find(ghost => ghost.Mode == GhostMode.Conference)?.Id;
}
