namespace OktellConnect.Simulator.Pbx;

/// <summary>A queue number with the calls that wait in it.</summary>
internal sealed class CallQueue
{
    public required string Id { get; init; }

    public required string Number { get; init; }

    public required string Name { get; init; }

    /// <summary>Calls of a queue with a higher priority are handed out before those of others.</summary>
    public required int Priority { get; init; }

    public required IReadOnlyList<Person> Members { get; init; }

    /// <summary>Oldest first.</summary>
    public List<Call> Waiting { get; } = [];
}
