using System.Globalization;
using System.Text.Json.Nodes;

namespace OktellConnect.Protocol;

/// <summary>Puts replies together that the server sent in pieces (docs/protocol.md, "Multipart"). Not thread-safe: one per connection.</summary>
/// <remarks>
/// Pieces are decoded one by one, ordered by number and joined as bytes, so any cut and any order of the server works.
/// The bytes of unfinished messages are bounded: of several the oldest is given up, as its missing pieces are the least likely to come.
/// </remarks>
public sealed class MultipartAssembler
{
    private readonly Dictionary<string, Pieces> unfinished = new(StringComparer.Ordinal);
    private readonly LinkedList<string> byAge = new();
    private readonly long maximumBytes;
    private long heldBytes;

    /// <summary>Creates an assembler.</summary>
    /// <param name="maximumBytes">The most bytes that unfinished messages may hold together.</param>
    public MultipartAssembler(long maximumBytes) => this.maximumBytes = maximumBytes;

    /// <summary>How many unfinished messages were given up to make room for newer ones.</summary>
    public int GivenUp { get; private set; }

    /// <summary>The name that marks a frame as a piece.</summary>
    public const string FrameName = "multipart";

    /// <summary>Takes one piece; returns the whole message when it was the last one missing, else null.</summary>
    /// <exception cref="FrameFormatException">The piece contradicts itself or its message, or its message alone is longer than the limit (<see cref="FrameFormatException.IsTooLong"/>).</exception>
    public byte[]? Add(Frame piece)
    {
        var id = piece.Body.GetText("message-id") ?? throw new FrameFormatException("multipart without message-id");
        var count = piece.Body.GetWholeNumber("packetcount") ?? 0;
        var number = piece.Body.GetWholeNumber("packetnumber") ?? -1;
        if (count is < 1 or > 1_000_000 || number < 0 || number >= count)
        {
            throw new FrameFormatException($"multipart piece {number} of {count}");
        }

        byte[] content;
        try
        {
            content = Convert.FromBase64String(piece.Body.GetText("content") ?? "");
        }
        catch (FormatException error)
        {
            throw new FrameFormatException("multipart content is not base64", error);
        }

        if (!unfinished.TryGetValue(id, out var pieces))
        {
            // The array of pieces is the message's own claim; it counts as held so that empty pieces cannot grow without bound.
            unfinished[id] = pieces = new Pieces((int)count, byAge.AddLast(id));
            heldBytes += pieces.Bytes;
        }

        if (pieces.Parts.Length != count || pieces.Parts[number] is not null)
        {
            throw new FrameFormatException("multipart pieces contradict each other");
        }

        pieces.Parts[number] = content;
        pieces.Missing--;
        pieces.Bytes += content.Length;
        heldBytes += content.Length;
        if (pieces.Bytes > maximumBytes)
        {
            Forget(id, pieces);
            throw new FrameFormatException($"a message in pieces is longer than {maximumBytes.ToString(CultureInfo.InvariantCulture)} bytes") { IsTooLong = true };
        }

        while (heldBytes > maximumBytes)
        {
            // Never this one: alone it is within the limit.
            var oldest = byAge.First!.Value == id ? byAge.First.Next!.Value : byAge.First.Value;
            Forget(oldest, unfinished[oldest]);
            GivenUp++;
        }

        if (pieces.Missing > 0)
        {
            return null;
        }

        Forget(id, pieces);
        var whole = new byte[pieces.Parts.Sum(part => part!.Length)];
        var offset = 0;
        foreach (var part in pieces.Parts)
        {
            part!.CopyTo(whole, offset);
            offset += part.Length;
        }

        return whole;
    }

    private void Forget(string id, Pieces pieces)
    {
        unfinished.Remove(id);
        byAge.Remove(pieces.Age);
        heldBytes -= pieces.Bytes;
    }

    private sealed class Pieces(int count, LinkedListNode<string> age)
    {
        public byte[]?[] Parts { get; } = new byte[count][];

        public LinkedListNode<string> Age => age;

        public int Missing { get; set; } = count;

        public long Bytes { get; set; } = (long)count * IntPtr.Size;
    }
}

/// <summary>Cuts a long reply into pieces the way the vendor's client can read them: in order, never inside a character.</summary>
public static class MultipartSplitter
{
    /// <summary>The pieces of an encoded frame, each an encoded frame of its own.</summary>
    /// <param name="message">The encoded frame.</param>
    /// <param name="messageId">Never reused on a connection: clients keep buffers by it.</param>
    /// <param name="pieceBytes">The most bytes of the message in one piece; at least 4, the longest UTF-8 character.</param>
    public static IEnumerable<byte[]> Split(byte[] message, string messageId, int pieceBytes)
    {
        var cuts = new List<(int Start, int Length)>();
        for (var start = 0; start < message.Length;)
        {
            var end = Math.Min(start + Math.Max(4, pieceBytes), message.Length);
            while (end < message.Length && (message[end] & 0xC0) == 0x80)
            {
                end--;
            }

            cuts.Add((start, end - start));
            start = end;
        }

        return cuts.Select((cut, index) =>
        {
            var content = Convert.ToBase64String(message, cut.Start, cut.Length);
            return FrameCodec.Encode(MultipartAssembler.FrameName, new JsonObject
            {
                ["message-id"] = messageId,
                ["packetcount"] = cuts.Count,
                ["packetnumber"] = index,
                ["content-type"] = "text/json; charset=utf-8",
                ["content-transfer-encoding"] = "base64",
                ["content-length"] = content.Length,
                ["content"] = content,
            });
        });
    }
}
