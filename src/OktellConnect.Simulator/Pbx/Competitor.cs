namespace OktellConnect.Simulator.Pbx;

/// <summary>Somebody's part in a conference; stays in its list after he has gone, with the reason.</summary>
internal sealed class Competitor(Party party)
{
    public string Id { get; } = Guid.NewGuid().ToString("D");

    public Party Party => party;

    public CompetitorState State { get; set; } = CompetitorState.Invited;

    /// <summary>His end while he is in it or being called, else null.</summary>
    public Leg? Leg { get; set; }

    public DateTime Invited { get; init; }

    /// <summary>What happens next by itself.</summary>
    public Alarm Next { get; } = new();
}
