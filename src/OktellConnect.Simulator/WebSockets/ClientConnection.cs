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

    private readonly WebSocket socket;
    private readonly Faults faults;
    private readonly SimulatorClock clock;
    private readonly CancellationTokenSource broken = new();
    private readonly Channel<(byte[]? Message, long Queued)> unsent = Channel.CreateBounded<(byte[]?, long)>(new BoundedChannelOptions(MostUnsent) { SingleReader = true });
    private readonly HashSet<string> subscriptions = new(StringComparer.Ordinal);
    private FaultPlan? countedPlan;
    private int sentUnderPlan;

    public ClientConnection(int number, WebSocket socket, Faults faults, SimulatorClock clock)
    {
        Number = number;
        this.socket = socket;
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

    /// <summary>Puts a message into the line to be sent. A client that does not read is cut off rather than waited for.</summary>
    public void Send(byte[] message)
    {
        if (!unsent.Writer.TryWrite((message, clock.Timestamp)))
        {
            Break();
        }
    }

    /// <summary>Closes with a farewell once everything before is sent.</summary>
    public void CloseWhenSent() => unsent.Writer.TryWrite((null, clock.Timestamp));

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
            while (await ReceiveAsync(ends.Token).ConfigureAwait(false) is { } message)
            {
                if (!faults.PlanFor(Person).Silence)
                {
                    handle(FrameCodec.Decode(message));
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
        socket.Dispose();
    }

    private async Task<ReadOnlyMemory<byte>?> ReceiveAsync(CancellationToken cancellation)
    {
        using var whole = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellation).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return null;
            }

            if (part.MessageType != WebSocketMessageType.Text)
            {
                throw new FrameFormatException("not a text message");
            }

            whole.Write(buffer, 0, part.Count);
            if (whole.Length > LongestRequest)
            {
                throw new FrameFormatException("message too long");
            }

            if (part.EndOfMessage)
            {
                return whole.ToArray();
            }
        }
    }

    private async Task SendAllAsync(CancellationToken cancellation)
    {
        try
        {
            await foreach (var (message, queued) in unsent.Reader.ReadAllAsync(cancellation).ConfigureAwait(false))
            {
                var plan = faults.PlanFor(Person);
                var wait = plan.Delay - clock.Since(queued);
                if (wait > TimeSpan.Zero)
                {
                    await Task.Delay(wait, clock.Provider, cancellation).ConfigureAwait(false);
                }

                if (message is null)
                {
                    await CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellation).ConfigureAwait(false);
                    return;
                }

                if (plan.Silence)
                {
                    continue;
                }

                if (IsToBreak(plan))
                {
                    Break();
                    return;
                }

                var bytes = plan.TakeGarble() ? Garbled(message) : message;
                await socket.SendAsync(bytes.AsMemory(), WebSocketMessageType.Text, true, cancellation).ConfigureAwait(false);
            }
        }
        catch (Exception error) when (error is WebSocketException or IOException)
        {
            // The reading side notices the same break and ends the connection.
            Break();
        }
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
