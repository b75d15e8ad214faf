namespace OktellConnect.Statistics;

/// <summary>Gives a list that is in memory one record after the other, then ends as the reading of the source ended.</summary>
internal sealed class CallRecordListReader(IReadOnlyList<CallRecord> records, IReadOnlyList<string> warnings, OktellException? end) : ICallRecordReader
{
    private int position = -1;

    public CallRecord Current => position >= 0 && position < records.Count
        ? records[position]
        : throw new InvalidOperationException("There is no current record.");

    public IReadOnlyList<string> Warnings => warnings;

    public Task<bool> ReadAsync(CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        if (position + 1 < records.Count)
        {
            position++;
            return Task.FromResult(true);
        }

        position = records.Count;
        return end is null ? Task.FromResult(false) : Task.FromException<bool>(end);
    }

    public void Dispose()
    {
    }
}
