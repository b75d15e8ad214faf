using System.Buffers.Text;
using System.Text;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// The items of a long reply that is the same for everybody. They are kept encoded, in pieces, and only pieces with an item that
/// changed are made anew: two thousand people who log in at once ask for two thousand numbers each. Used under the exchange's lock.
/// </summary>
/// <param name="name">Field of the reply.</param>
/// <param name="count">How many items there are; fixed.</param>
/// <param name="render">Makes an item.</param>
/// <param name="version">A number that changes whenever the item does.</param>
/// <param name="pieceBytes">The most bytes in one piece.</param>
internal sealed class SharedList(string name, int count, Func<int, JsonObject> render, Func<int, int> version, int pieceBytes)
{
    private const string Tail = "]}]";

    private static readonly byte[] End = "\"}]"u8.ToArray();

    private readonly int[] versions = new int[count];
    private Piece[]? pieces;

    /// <summary>The reply as one frame.</summary>
    /// <param name="replyName">Its name.</param>
    /// <param name="rest">Its other fields.</param>
    /// <param name="variation">Items that are different in this reply, or null.</param>
    public byte[] Whole(string replyName, JsonObject rest, Variation? variation)
    {
        var current = Current(variation);
        var head = Head(replyName, rest);
        var whole = new byte[head.Length + current.Sum(piece => piece.Length) + Tail.Length];
        head.CopyTo(whole, 0);
        var at = head.Length;
        foreach (var piece in current)
        {
            at += piece.CopyTo(whole.AsSpan(at));
        }

        Encoding.ASCII.GetBytes(Tail, whole.AsSpan(at));
        return whole;
    }

    /// <summary>Whether the reply is long enough to be sent in pieces.</summary>
    public bool IsLong
    {
        get
        {
            Refresh();
            return pieces!.Length > 1;
        }
    }

    /// <summary>The reply in multipart frames. What they hold is as of now; each frame is made when it is asked for, around what is shared.</summary>
    public IEnumerable<Message> Split(string replyName, JsonObject rest, string messageId, Variation? variation)
    {
        var all = new List<byte[]> { Encoding.ASCII.GetBytes(Convert.ToBase64String(Head(replyName, rest))) };
        all.AddRange(Current(variation).Select(piece => piece.Base64));
        all.Add(Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.ASCII.GetBytes(Tail))));
        return all.Select((content, number) => Frame(messageId, all.Count, number, content));
    }

    private static Message Frame(string messageId, int count, int number, byte[] content)
    {
        // The content is base64, so nothing of it needs escaping.
        var start = Encoding.UTF8.GetBytes(string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"[\"{MultipartAssembler.FrameName}\",{{\"message-id\":\"{messageId}\",\"packetcount\":{count},\"packetnumber\":{number},\"content-type\":\"text/json; charset=utf-8\",\"content-transfer-encoding\":\"base64\",\"content-length\":{content.Length},\"content\":\""));
        return new Message(start, content, End);
    }

    // The frame of the other fields, open at its end: ["name",{"result":1,"qid":"…","numbers":[
    private byte[] Head(string replyName, JsonObject rest)
    {
        var frame = FrameCodec.Encode(replyName, rest);
        return [.. frame.AsSpan(0, frame.Length - 2), .. Encoding.ASCII.GetBytes($",\"{name}\":[")];
    }

    private IEnumerable<Piece> Current(Variation? variation)
    {
        Refresh();
        return variation is null ? pieces! : pieces!.Select(piece => piece.Varied(variation));
    }

    private void Refresh()
    {
        if (pieces is null)
        {
            Cut();
            return;
        }

        foreach (var piece in pieces)
        {
            var isOld = false;
            for (var index = piece.First; index < piece.End; index++)
            {
                var current = version(index);
                isOld |= versions[index] != current;
                versions[index] = current;
            }

            if (isOld && !piece.TryFill(Enumerable.Range(piece.First, piece.End - piece.First).Select(Encode), pieceBytes))
            {
                // An item has grown too long for its piece.
                Cut();
                return;
            }
        }
    }

    private void Cut()
    {
        var made = new List<Piece>();
        var texts = new List<byte[]>();
        var (first, bytes) = (0, 0);
        for (var index = 0; index < count; index++)
        {
            versions[index] = version(index);
            var text = Encode(index);
            if (texts.Count > 0 && bytes + text.Length + 1 > pieceBytes)
            {
                made.Add(new Piece(first, texts));
                (first, bytes) = (index, 0);
                texts = [];
            }

            texts.Add(text);
            bytes += text.Length + 1;
        }

        if (texts.Count > 0)
        {
            made.Add(new Piece(first, texts));
        }

        pieces = [.. made];
    }

    private byte[] Encode(int index) => Encode(render(index));

    // A frame's body and nothing around it.
    private static byte[] Encode(JsonObject item) => FrameCodec.Encode("", item)[4..^1];

    /// <summary>What is different for one of those who ask.</summary>
    /// <param name="Indexes">Which items.</param>
    /// <param name="Render">Makes any item, as this one gets it; never longer than the usual one.</param>
    internal sealed record Variation(IReadOnlySet<int> Indexes, Func<int, JsonObject> Render);

    /// <summary>Neighbouring items, encoded and in base64. Never changed in place: a connection may still be sending it.</summary>
    private sealed class Piece
    {
        private byte[] text = [];

        public Piece(int first, List<byte[]> texts)
        {
            (First, End) = (first, first + texts.Count);
            TryFill(texts, int.MaxValue);
        }

        public int First { get; }

        public int End { get; }

        public byte[] Base64 { get; private set; } = [];

        public int Length => text.Length;

        public bool TryFill(IEnumerable<byte[]> texts, int mostBytes)
        {
            using var joined = new MemoryStream();
            var separator = First == 0 ? "" : ",";
            foreach (var item in texts)
            {
                joined.Write(Encoding.ASCII.GetBytes(separator));
                joined.Write(item);
                separator = ",";
            }

            if (joined.Length > mostBytes)
            {
                return false;
            }

            text = joined.ToArray();
            Base64 = new byte[System.Buffers.Text.Base64.GetMaxEncodedToUtf8Length(text.Length)];
            System.Buffers.Text.Base64.EncodeToUtf8(text, Base64, out _, out _);
            return true;
        }

        public Piece Varied(Variation variation)
        {
            var indexes = Enumerable.Range(First, End - First).ToList();
            return indexes.Exists(variation.Indexes.Contains) ? new Piece(First, [.. indexes.Select(index => Encode(variation.Render(index)))]) : this;
        }

        public int CopyTo(Span<byte> target)
        {
            text.CopyTo(target);
            return text.Length;
        }
    }
}
