namespace OktellConnect.Statistics;

/// <summary>Counts calls: the legs of one chain are one, a leg without a chain is one. Forgets chains so that its memory is bounded by a day's calls.</summary>
internal sealed class ChainCounter(TimeSpan memory)
{
    private readonly Dictionary<string, DateTime> lastSeen = new(StringComparer.Ordinal);
    private DateTime nextSweep = DateTime.MinValue;

    public long Count { get; private set; }

    public void Add(CallRecord record)
    {
        if (record.ChainId is not { } chain)
        {
            Count++;
            return;
        }

        if (record.Started >= nextSweep)
        {
            foreach (var forgotten in lastSeen.Where(seen => record.Started - seen.Value > memory).Select(seen => seen.Key).ToList())
            {
                lastSeen.Remove(forgotten);
            }

            nextSweep = record.Started + memory;
        }

        Count += lastSeen.ContainsKey(chain) ? 0 : 1;
        lastSeen[chain] = record.Started;
    }
}
