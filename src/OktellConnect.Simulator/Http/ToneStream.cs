using System.Buffers.Binary;

namespace OktellConnect.Simulator.Http;

/// <summary>
/// A recording as a WAV file of 8,000 eight-bit samples a second: the calling side left, the called side right, each with a tone
/// of its own, by turns a second each, as people talk. Computed where it is read, so an hour of it takes no memory.
/// </summary>
internal sealed class ToneStream : Stream
{
    /// <summary>Added to one side's tone, so that no two sides have the same.</summary>
    public const double Above = 420;

    private const int Rate = 8000;
    private const int Channels = 2;
    private const int HeaderLength = 44;
    private const byte Silence = 128;
    private const double Volume = 60;

    private readonly byte[] header;
    private readonly double from;
    private readonly double to;
    private readonly long dataLength;
    private long position;

    /// <param name="length">Of the talk.</param>
    /// <param name="from">Tone of the calling side, in hertz.</param>
    /// <param name="to">Tone of the called side, in hertz.</param>
    public ToneStream(TimeSpan length, double from, double to)
    {
        (this.from, this.to) = (from, to);
        dataLength = Math.Max(0, (long)(length.TotalSeconds * Rate)) * Channels;
        header = Header((uint)dataLength);
    }

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => HeaderLength + dataLength;

    public override long Position { get => position; set => position = value; }

    /// <summary>The tone that stands for a number, from 300 to 700 hertz: telephones carry it, and ears tell two apart.</summary>
    public static double Tone(string number) => 300 + (number.Aggregate(7L, (sum, character) => ((sum * 31) + character) % 1009) % 41 * 10);

    public override int Read(Span<byte> buffer)
    {
        var count = (int)Math.Min(buffer.Length, Math.Max(0, Length - position));
        for (var index = 0; index < count; index++, position++)
        {
            buffer[index] = position < HeaderLength ? header[position] : Sample(position - HeaderLength);
        }

        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => Task.FromResult(Read(buffer, offset, count));

    public override long Seek(long offset, SeekOrigin origin) => position = offset + origin switch
    {
        SeekOrigin.Begin => 0,
        SeekOrigin.Current => position,
        _ => Length,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private byte Sample(long at)
    {
        var (index, isRight) = (at / Channels, at % Channels == 1);
        var isRightsTurn = index / Rate % 2 == 1;
        return isRight == isRightsTurn ? (byte)(Silence + (Volume * Math.Sin(2 * Math.PI * (isRight ? to : from) * (index % Rate) / Rate))) : Silence;
    }

    private static byte[] Header(uint dataLength)
    {
        var file = new byte[HeaderLength];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteUInt32LittleEndian(header[4..], HeaderLength - 8 + dataLength);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], Channels);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], Rate * Channels);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], Channels);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(header[40..], dataLength);
        return file;
    }
}
