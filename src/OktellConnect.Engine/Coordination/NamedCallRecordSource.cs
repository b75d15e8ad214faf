using OktellConnect.Statistics;

namespace OktellConnect.Coordination;

/// <summary>Call records of another source with <see cref="CallRecord.CustomerName"/> filled in while they are read.</summary>
/// <param name="inner">Where the records come from.</param>
/// <param name="names">Whose a number is.</param>
public sealed class NamedCallRecordSource(ICallRecordSource inner, CustomerNames names) : ICallRecordSource
{
    /// <inheritdoc/>
    public async Task<ICallRecordReader> OpenAsync(CallRecordQuery query, CancellationToken cancellation) =>
        new Reader(await inner.OpenAsync(query, cancellation).ConfigureAwait(false), names);

    private sealed class Reader(ICallRecordReader inner, CustomerNames names) : ICallRecordReader
    {
        private CallRecord? current;

        public CallRecord Current => current ?? throw new InvalidOperationException("There is no current record.");

        public IReadOnlyList<string> Warnings => inner.Warnings;

        public async Task<bool> ReadAsync(CancellationToken cancellation)
        {
            current = null;
            if (!await inner.ReadAsync(cancellation).ConfigureAwait(false))
            {
                return false;
            }

            var record = inner.Current;
            var name = await names.FindAsync(record, cancellation).ConfigureAwait(false);
            current = name is null ? record : record with { CustomerName = name };
            return true;
        }

        public void Dispose() => inner.Dispose();
    }
}
