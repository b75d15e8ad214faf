using OktellConnect.Statistics;

namespace OktellConnect.Engine.Tests.Statistics;

/// <summary>A source of given records that ends as a test says.</summary>
internal sealed class CallRecordList(IEnumerable<CallRecord> records, OktellException? end = null) : ICallRecordSource
{
    public bool WasOpened { get; private set; }

    public Task<ICallRecordReader> OpenAsync(CallRecordQuery query, CancellationToken cancellation)
    {
        WasOpened = true;
        return Task.FromResult<ICallRecordReader>(new CallRecordListReader([.. records], [], end));
    }
}
