using System.Buffers.Binary;

namespace OktellConnect.Simulator.Http;

/// <summary>Recordings: a tone in place of a talk, as a WAV file of 8,000 eight-bit samples a second.</summary>
internal static class ToneWave
{
    private const int Rate = 8000;
    private const int HeaderLength = 44;

    public static byte[] Make(TimeSpan length, double frequency)
    {
        var samples = (int)(length.TotalSeconds * Rate);
        var padding = samples % 2;
        var file = new byte[HeaderLength + samples + padding];
        var header = file.AsSpan();
        "RIFF"u8.CopyTo(header);
        BinaryPrimitives.WriteInt32LittleEndian(header[4..], file.Length - 8);
        "WAVEfmt "u8.CopyTo(header[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(header[20..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(header[24..], Rate);
        BinaryPrimitives.WriteInt32LittleEndian(header[28..], Rate);
        BinaryPrimitives.WriteInt16LittleEndian(header[32..], 1);
        BinaryPrimitives.WriteInt16LittleEndian(header[34..], 8);
        "data"u8.CopyTo(header[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[40..], samples);
        for (var index = 0; index < samples; index++)
        {
            file[HeaderLength + index] = (byte)(128 + (60 * Math.Sin(2 * Math.PI * frequency * index / Rate)));
        }

        return file;
    }
}
