using System.Buffers;
using System.Net.WebSockets;
using System.Threading.Channels;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>
/// One WebSocket: reads requests one after the other, sends replies and events in the order in which they were given. Who is
/// logged in and what is subscribed is read and changed under the exchange's lock.
/// </summary>
internal sealed class ClientConnection : IDisposable
{
    private const int LongestRequest = 4 * 1024 * 1024;
    private const int MostUnsent = 200_000;
    private const int MostUnsentBytes = 64 * 1024 * 1024;
    private const int ReadSize = 4 * 1024;

    private readonly WebSocket socket;
    private readonly MessageWriter writer;
    private readonly Faults faults;
    private readonly SimulatorClock clock;
    private readonly CancellationTokenSource broken = new();
    private readonly Channel<(Outgoing Item, long Queued)> unsent = Channel.CreateBounded<(Outgoing, long)>(new BoundedChannelOptions(MostUnsent) { SingleReader = true });
    private readonly HashSet<string> subscriptions = new(StringComparer.Ordinal);
    private FaultPlan? countedPlan;
    private int sentUnderPlan;
    private long unsentBytes;

    /// <param name="number">Its number.</param>
    /// <param name="socket">For reading, and for closing.</param>
    /// <param name="stream">The stream under the socket, for writing messages.</param>
    /// <param name="faults">What is to go wrong.</param>
    /// <param name="clock">The clock of delays.</param>
    public ClientConnection(int number, WebSocket socket, SharedStream stream, Faults faults, SimulatorClock clock)
    {
        Number = number;
        this.socket = socket;
        writer = new MessageWriter(stream);
        this.faults = faults;
        this.clock = clock;
    }

    /// <summary>Number for people; sessions have ids of their own, which are secret.</summary>
    public int Number { get; }

    public Person? Person { get; set; }

    /// <summary>Secret: a session id is as good as a password.</summary>
    public string? SessionId { get; set; }

    public IReadOnlyCollection<string> Subscriptions => subscriptions;

    /// <summary>Ids of conferences whose inner events it wants.</summary>
    public HashSet<string> FollowedConferences { get; } = new(StringComparer.OrdinalIgnoreCase);

#pragma warning disable CA1308 // Event names are in lower case.
    public void Subscribe(string name) => subscriptions.Add(name.ToLowerInvariant());
#pragma warning restore CA1308

    public bool IsSubscribed(string name) => subscriptions.Contains(name) || subscriptions.Any(subscribed => EventGroups.Covers(subscribed, name));

    /// <summary>How far the changes of number states have been told here.</summary>
    public long NumberStatesTold { get; set; }

    /// <summary>Puts something into the line to be sent. A client that does not read is cut off rather than waited for.</summary>
    public void Send(Outgoing item)
    {
        if (Interlocked.Add(ref unsentBytes, item.Bytes) > MostUnsentBytes || !unsent.Writer.TryWrite((item, clock.Timestamp)))
        {
            Break();
        }
    }

    /// <summary>Closes with a farewell once everything before is sent.</summary>
    public void CloseWhenSent() => Send(Outgoing.Farewell);

    /// <summary>Breaks the connection off without a farewell.</summary>
    public void Break()
    {
        try
        {
            // Not Cancel: that would run the connection's own end here and now, under the exchange's lock.
            _ = broken.CancelAsync();
        }
        catch (ObjectDisposedException)
        {
            // Gone already.
        }
    }

    /// <summary>Serves until either side closes. The handler gets one frame at a time.</summary>
    public async Task RunAsync(Action<Frame> handle, CancellationToken stopping)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(stopping, broken.Token);
        var sending = SendAllAsync(ends.Token);
        try
        {
            while (await ReceiveAsync(ends.Token).ConfigureAwait(false) is { } frame)
            {
                if (!faults.PlanFor(Person).Silence)
                {
                    handle(frame);
                }
            }

            unsent.Writer.TryComplete();
            await sending.ConfigureAwait(false);
            await CloseAsync(WebSocketCloseStatus.NormalClosure, null, ends.Token).ConfigureAwait(false);
        }
        catch (FrameFormatException error)
        {
            await CloseAsync(WebSocketCloseStatus.InvalidPayloadData, error.Message, ends.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
        {
            socket.Abort();
        }
        finally
        {
            unsent.Writer.TryComplete();
            await broken.CancelAsync().ConfigureAwait(false);
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose()
    {
        broken.Dispose();
        writer.Dispose();
        socket.Dispose();
    }

    /// <summary>The next frame, or null when the client says farewell. Holds no memory while the client says nothing.</summary>
    private async Task<Frame?> ReceiveAsync(CancellationToken cancellation)
    {
        byte[] buffer = [];
        var used = 0;
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(used), cancellation).ConfigureAwait(false);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                if (part.MessageType != WebSocketMessageType.Text)
                {
                    throw new FrameFormatException("not a text message");
                }

                used += part.Count;
                if (part.EndOfMessage)
                {
                    // A copy: the frame reads its body later, when the buffer has been given back.
                    return FrameCodec.Decode(buffer.AsSpan(0, used).ToArray());
                }

                if (used >= LongestRequest)
                {
                    throw new FrameFormatException("message too long");
                }

                if (used == buffer.Length)
                {
                    buffer = Grown(buffer, used);
                }
            }
        }
        finally
        {
            Return(buffer);
        }
    }

    private static byte[] Grown(byte[] buffer, int used)
    {
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(ReadSize, buffer.Length * 2));
        buffer.AsSpan(0, used).CopyTo(larger);
        Return(buffer);
        return larger;
    }

    private static void Return(byte[] buffer)
    {
        if (buffer.Length > 0)
        {
            // A login's hashes were in it.
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        try
        {
            while (await unsent.Reader.WaitToReadAsync(cancellation).ConfigureAwait(false))
            {
                while (unsent.Reader.TryRead(out var next))
                {
                    if (!await SendAsync(next.Item, next.Queued, cancellation).ConfigureAwait(false))
                    {
                        return;
                    }

                    Interlocked.Add(ref unsentBytes, -next.Item.Bytes);
                }

                await writer.FlushAsync(cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException or ObjectDisposedException)
        {
            // The reading side notices the same break and ends the connection.
            Break();
        }
    }

    /// <returns>Whether there may be more to send.</returns>
    private async Task<bool> SendAsync(Outgoing item, long queued, CancellationToken cancellation)
    {
        var plan = faults.PlanFor(Person);
        var wait = plan.Delay - clock.Since(queued);
        if (wait > TimeSpan.Zero)
        {
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
            await Task.Delay(wait, clock.Provider, cancellation).ConfigureAwait(false);
        }

        if (item.Messages is null)
        {
            await writer.FlushAsync(cancellation).ConfigureAwait(false);
            await CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellation).ConfigureAwait(false);
            return false;
        }

        if (plan.Silence)
        {
            return true;
        }

        foreach (var message in item.Messages)
        {
            if (IsToBreak(plan))
            {
                await writer.FlushAsync(cancellation).ConfigureAwait(false);
                Break();
                return false;
            }

            await writer.AddAsync(Spoilt(message, plan), cancellation).ConfigureAwait(false);
        }

        return true;
    }

    private bool IsToBreak(FaultPlan plan)
    {
        if (!ReferenceEquals(plan, countedPlan))
        {
            countedPlan = plan;
            sentUnderPlan = 0;
        }

        return plan.CloseAfter is { } limit && sentUnderPlan++ >= limit;
    }

    private static Message Spoilt(Message message, FaultPlan plan) =>
        plan.TakeGarble() ? new Message(Garbled(message.ToArray()))
        : plan.Wrong != WrongShape.None ? new Message(WrongShapes.Bend(message.ToArray(), plan.Wrong))
        : message;

    // Valid text, so that the WebSocket itself survives, but no JSON: the second half is missing and the rest is turned.
    private static byte[] Garbled(byte[] message)
    {
        var text = System.Text.Encoding.UTF8.GetString(message);
        return System.Text.Encoding.UTF8.GetBytes("}" + new string([.. text.Take(text.Length / 2).Where(character => !char.IsSurrogate(character)).Reverse()]));
    }

    private async Task CloseAsync(WebSocketCloseStatus status, string? reason, CancellationToken cancellation)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            try
            {
                await socket.CloseOutputAsync(status, reason, cancellation).ConfigureAwait(false);
            }
            catch (Exception error) when (error is WebSocketException or OperationCanceledException or IOException)
            {
                socket.Abort();
            }
        }
    }
}
