namespace OktellConnect.Client;

/// <summary>Pauses before the attempts to open a lost connection again: 1 s, doubling to 30 s, half of each by chance.</summary>
internal sealed class ReconnectPauses(Random chance)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private TimeSpan next = Shortest;

    public TimeSpan Next()
    {
        var whole = next;
        next = TimeSpan.FromTicks(Math.Min(next.Ticks * 2, Longest.Ticks));

        // Half of the pause is certain, half is chance: many clients of one server must not come back in step.
#pragma warning disable CA5394 // Spreading load needs no secret randomness.
        return TimeSpan.FromTicks((long)(whole.Ticks * (0.5 + (chance.NextDouble() / 2))));
#pragma warning restore CA5394
    }
}
