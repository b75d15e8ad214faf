namespace OktellConnect.Simulator.WebSockets;

/// <summary>What waits to be sent on a connection. Immutable; many connections may share one.</summary>
/// <param name="Messages">The messages, made one by one as they are sent; null closes the connection.</param>
/// <param name="Bytes">What it holds in memory for this connection alone.</param>
internal sealed record Outgoing(IEnumerable<Message>? Messages, int Bytes)
{
    public static readonly Outgoing Farewell = new(null, 0);

    public static Outgoing Shared(byte[] message) => new([new Message(message)], 0);

    public static Outgoing Own(byte[] message) => new([new Message(message)], message.Length);
}

/// <summary>One encoded frame, in up to three parts so that the long one in the middle can be shared.</summary>
internal readonly record struct Message(ReadOnlyMemory<byte> Start, ReadOnlyMemory<byte> Middle = default, ReadOnlyMemory<byte> End = default)
{
    public int Length => Start.Length + Middle.Length + End.Length;

    public byte[] ToArray() => [.. Start.Span, .. Middle.Span, .. End.Span];
}
