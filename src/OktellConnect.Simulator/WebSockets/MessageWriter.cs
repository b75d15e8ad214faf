using System.Buffers;
using System.Buffers.Binary;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// Writes text messages as WebSocket frames (RFC 6455, 5.2; servers do not mask), as many in one write as there are. A write for
/// each message would be most of the work of telling two thousand clients something. Holds no buffer while there is nothing to write.
/// </summary>
internal sealed class MessageWriter(SharedStream stream) : IDisposable
{
    private const int BufferSize = 16 * 1024;
    private const int LongestHeader = 10;
    private const byte WholeText = 0x81;
    private const byte TwoBytesFollow = 126;
    private const byte EightBytesFollow = 127;

    private byte[]? buffer;
    private int used;

    public async ValueTask AddAsync(Message message, CancellationToken cancellation)
    {
        if (buffer is not null && used + LongestHeader + message.Length > buffer.Length)
        {
            await FlushAsync(cancellation).ConfigureAwait(false);
        }

        buffer ??= ArrayPool<byte>.Shared.Rent(BufferSize);
        used += Header(buffer.AsSpan(used), message.Length);
        if (used + message.Length <= buffer.Length)
        {
            Copy(message.Start);
            Copy(message.Middle);
            Copy(message.End);
            return;
        }

        // Not copied: with thousands of clients that wait for the same long reply, every copy counts.
        try
        {
            await stream.WriteAsync(cancellation, buffer.AsMemory(0, used), message.Start, message.Middle, message.End).ConfigureAwait(false);
        }
        finally
        {
            Dispose();
        }
    }

    public async ValueTask FlushAsync(CancellationToken cancellation)
    {
        if (buffer is null)
        {
            return;
        }

        try
        {
            await stream.WriteAsync(buffer.AsMemory(0, used), cancellation).ConfigureAwait(false);
        }
        finally
        {
            Dispose();
        }
    }

    public void Dispose()
    {
        if (buffer is not null)
        {
            ArrayPool<byte>.Shared.Return(buffer);
            (buffer, used) = (null, 0);
        }
    }

    private void Copy(ReadOnlyMemory<byte> part)
    {
        part.CopyTo(buffer.AsMemory(used));
        used += part.Length;
    }

    private static int Header(Span<byte> header, int length)
    {
        header[0] = WholeText;
        switch (length)
        {
            case < TwoBytesFollow:
                header[1] = (byte)length;
                return 2;
            case <= ushort.MaxValue:
                header[1] = TwoBytesFollow;
                BinaryPrimitives.WriteUInt16BigEndian(header[2..], (ushort)length);
                return 4;
            default:
                header[1] = EightBytesFollow;
                BinaryPrimitives.WriteUInt64BigEndian(header[2..], (ulong)length);
                return 10;
        }
    }
}
