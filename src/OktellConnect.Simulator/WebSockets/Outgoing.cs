namespace OktellConnect.Simulator.WebSockets;

/// <summary>What waits to be sent on a connection. Immutable; many connections may share one.</summary>
/// <param name="Messages">Encoded frames, made one by one as they are sent; null closes the connection.</param>
/// <param name="Bytes">What it holds in memory for this connection alone.</param>
internal sealed record Outgoing(IEnumerable<byte[]>? Messages, int Bytes)
{
    public static readonly Outgoing Farewell = new(null, 0);

    public static Outgoing Shared(byte[] message) => new([message], 0);

    public static Outgoing Own(byte[] message) => new([message], message.Length);
}
