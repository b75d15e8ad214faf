namespace OktellConnect.Simulator.Pbx;

/// <summary>A conference from its first participant to its last.</summary>
internal sealed class Conference : Bridge
{
    public required string Id { get; init; }

    public required int Room { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    /// <summary>Whoever made it may remove others.</summary>
    public required Person Creator { get; init; }

    public required bool IsRecorded { get; init; }

    /// <summary>Whether others than the creator may invite.</summary>
    public required bool EverybodyMayInvite { get; init; }

    /// <summary>Everybody it ever had, in the order they came; who was invited again is here once.</summary>
    public List<Competitor> Competitors { get; } = [];

    public override string ConferenceId => Id;

    /// <summary>Those who are in it or being called.</summary>
    public IEnumerable<Competitor> Present => Competitors.Where(competitor => competitor.Leg is not null);

    /// <summary>Those who are in it, on hold or not.</summary>
    public IEnumerable<Competitor> Joined => Competitors.Where(competitor => competitor.State == CompetitorState.InConference);

    public Competitor Of(Leg leg) => Competitors.Find(competitor => ReferenceEquals(competitor.Leg, leg))
        ?? throw new InvalidOperationException("An end that is not in its conference.");

    /// <summary>The person's part in it now, or null.</summary>
    public Competitor? Find(Person person) => Present.FirstOrDefault(competitor => ReferenceEquals(competitor.Leg?.Person, person));
}
