using System.Threading.Channels;

namespace OktellConnect.Telephony;

/// <summary>Hands the changes of the line to one waiter. Unbounded: a waiter lives as long as one wait and reads all the time.</summary>
internal sealed class LineWatch(Action<LineWatch> onDispose) : IDisposable
{
    private readonly Channel<LineSnapshot> changes = Channel.CreateUnbounded<LineSnapshot>();

    public void Offer(LineSnapshot line) => changes.Writer.TryWrite(line);

    public void Complete() => changes.Writer.TryComplete();

    /// <summary>The next change; null when the telephone is not followed any more.</summary>
    public async Task<LineSnapshot?> ReadAsync(CancellationToken cancellation) =>
        await changes.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false) && changes.Reader.TryRead(out var line) ? line : null;

    public void Dispose() => onDispose(this);
}
