using Microsoft.AspNetCore.Http.Features;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// The stream under a WebSocket when two write to it: the WebSocket its pongs and its farewell, the connection its messages, many
/// at a time. One write is never torn by another.
/// </summary>
internal sealed class SharedStream(Stream inner) : Stream
{
    private const int SliceSize = 8 * 1024;

    private readonly SemaphoreSlim writing = new(1);

    public override bool CanRead => true;

    public override bool CanWrite => true;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => inner.ReadAsync(buffer, cancellationToken);

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => WriteAsync(cancellationToken, buffer);

    /// <summary>Writes several parts as one.</summary>
    public async ValueTask WriteAsync(CancellationToken cancellation, params ReadOnlyMemory<byte>[] parts)
    {
        await writing.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            foreach (var part in parts)
            {
                // The server below copies all it is given at once and only then asks to wait.
                for (var at = 0; at < part.Length; at += SliceSize)
                {
                    await inner.WriteAsync(part.Slice(at, Math.Min(SliceSize, part.Length - at)), cancellation).ConfigureAwait(false);
                }
            }
        }
        finally
        {
            writing.Release();
        }
    }

    public override Task FlushAsync(CancellationToken cancellationToken) => inner.FlushAsync(cancellationToken);

    public override void Flush() => inner.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>Keeps hold of the stream that the handshake hands to the WebSocket.</summary>
internal sealed class SharedUpgrade(IHttpUpgradeFeature inner) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    /// <summary>The stream, once the connection is a WebSocket.</summary>
    public SharedStream? Stream { get; private set; }

    public async Task<Stream> UpgradeAsync() => Stream = new SharedStream(await inner.UpgradeAsync().ConfigureAwait(false));
}
