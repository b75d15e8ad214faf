namespace OktellConnect.Simulator.Pbx;

/// <summary>
/// A supervisor's listening in. He sees himself in a conference; those he listens to go on as before, until he joins in aloud. It
/// belongs to the person listened to, not to one talk: it goes along when his talk changes, and ends when he talks no more.
/// </summary>
internal sealed class GhostConference : Bridge
{
    public required string Id { get; init; }

    public required Person Ghost { get; init; }

    /// <summary>Whose talk it is about.</summary>
    public required Person Major { get; init; }

    /// <summary>The supervisor's own end.</summary>
    public Leg? Leg { get; set; }

    public GhostMode Mode { get; set; }

    /// <summary>The talk that is listened to.</summary>
    public required Bridge Listened { get; set; }

    /// <summary>Ends other than the major's that hear the supervisor, by id.</summary>
    public HashSet<string> Helped { get; } = new(StringComparer.OrdinalIgnoreCase);

    public override string ConferenceId => Id;
}
