namespace OktellConnect.Simulator.Pbx;

/// <summary>A conference that a client wants made.</summary>
internal sealed record ConferenceOrder
{
    /// <summary>Made by the client.</summary>
    public required string? Id { get; init; }

    public long? Room { get; init; }

    public string Name { get; init; } = "";

    public string Description { get; init; } = "";

    public bool IsRecorded { get; init; } = true;

    public bool EverybodyMayInvite { get; init; } = true;

    public IReadOnlyList<Invitation> Invitations { get; init; } = [];
}
