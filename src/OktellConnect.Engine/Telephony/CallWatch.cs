using System.Threading.Channels;

namespace OktellConnect.Telephony;

/// <summary>Hands the changes of calls to one waiter. Unbounded: a waiter lives as long as one wait and reads all the time.</summary>
internal sealed class CallWatch(Action<CallWatch> onDispose) : IDisposable
{
    private readonly Channel<CallInfo> changes = Channel.CreateUnbounded<CallInfo>();

    public void Offer(CallInfo call) => changes.Writer.TryWrite(call);

    public void Complete() => changes.Writer.TryComplete();

    /// <summary>The next change; null when the telephone is not followed any more.</summary>
    public async Task<CallInfo?> ReadAsync(CancellationToken cancellation) =>
        await changes.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false) && changes.Reader.TryRead(out var call) ? call : null;

    public void Dispose() => onDispose(this);
}
