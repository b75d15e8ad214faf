namespace OktellConnect.Telephony;

/// <summary>A conference at one moment (docs/protocol.md, "Conferences"). Immutable.</summary>
public sealed record ConferenceInfo
{
    /// <summary>The server's id, lower case.</summary>
    public required string Id { get; init; }

    /// <summary>Name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Number of its room, or null.</summary>
    public int? Room { get; init; }

    /// <summary>Whether it was made by a supervisor who listens to a call.</summary>
    public bool IsMonitoring { get; init; }

    /// <summary>Whether the signed-in user made it.</summary>
    public bool IsCreator { get; init; }

    /// <summary>Who takes part or is being called, the signed-in user included. In a monitored call only the monitored ones and oneself.</summary>
    public IReadOnlyList<ConferenceParticipant> Participants { get; init; } = [];

    /// <summary>Whether both are the same, with the same participants in the same states.</summary>
    public bool Equals(ConferenceInfo? other) => other is not null
        && (Id, Name, Room, IsMonitoring, IsCreator) == (other.Id, other.Name, other.Room, other.IsMonitoring, other.IsCreator)
        && Participants.SequenceEqual(other.Participants);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode();
}
