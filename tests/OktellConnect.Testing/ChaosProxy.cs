using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace OktellConnect.Testing;

/// <summary>
/// A loopback proxy between a client and a WebSocket server that mistreats what passes through it, decided by a seed: each connection
/// and direction has a sequence of its own, so a seed means the same decisions whatever the timing. It knows frames, not their content.
/// </summary>
public sealed class ChaosProxy : IAsyncDisposable
{
    private static readonly ChaosAction[] FromServer =
        [ChaosAction.Split, ChaosAction.Stall, ChaosAction.Duplicate, ChaosAction.Duplicate, ChaosAction.Garble, ChaosAction.Break, ChaosAction.Cut, ChaosAction.CutInside, ChaosAction.CutBehind, ChaosAction.HalfClose];

    private static readonly ChaosAction[] FromClient =
        [ChaosAction.Split, ChaosAction.Split, ChaosAction.Stall, ChaosAction.Stall, ChaosAction.Break, ChaosAction.Cut, ChaosAction.CutInside, ChaosAction.CutBehind, ChaosAction.HalfClose];

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly Uri server;
    private readonly int seed;
    private readonly double rate;
    private readonly CancellationTokenSource stopping = new();
    private readonly ConcurrentBag<Task> work = [];
    private volatile bool isCalm = true;
    private int connections;

    /// <param name="server">The real server.</param>
    /// <param name="seed">Decides everything.</param>
    /// <param name="rate">Share of messages that something happens to.</param>
    public ChaosProxy(Uri server, int seed, double rate)
    {
        (this.server, this.seed, this.rate) = (server, seed, rate);
        listener.Start();
        work.Add(Task.Run(AcceptAsync));
    }

    /// <summary>Where clients connect to.</summary>
    public Uri Uri => new UriBuilder(server) { Port = ((IPEndPoint)listener.LocalEndpoint).Port }.Uri;

    /// <summary>What was done, in order, for the report of a failure.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    /// <summary>Whether everything passes unharmed; so it is at first. What was stalled or closed before stays so.</summary>
    public bool IsCalm
    {
        get => isCalm;
        set => isCalm = value;
    }

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener.Stop();
        while (work.TryTake(out var task))
        {
            await task;
        }

        stopping.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var accepted = await listener.AcceptTcpClientAsync(stopping.Token);
                work.Add(Task.Run(() => CarryAsync(accepted, Interlocked.Increment(ref connections))));
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException)
        {
            // The proxy is being closed.
        }
    }

    private async Task CarryAsync(TcpClient accepted, int number)
    {
        using var client = accepted;
        using var target = new TcpClient();
        try
        {
            await target.ConnectAsync(server.Host, server.Port, stopping.Token);
        }
        catch (Exception unreachable) when (unreachable is SocketException or OperationCanceledException)
        {
            return;
        }

        using var pair = new Pair(client, target, CancellationTokenSource.CreateLinkedTokenSource(stopping.Token));
        await Task.WhenAll(
            PumpAsync(pair, client, target, new Random((seed * 1_000) + (number * 2)), FromClient, $"connection {number}, from the client"),
            PumpAsync(pair, target, client, new Random((seed * 1_000) + (number * 2) + 1), FromServer, $"connection {number}, from the server"));
    }

    private async Task PumpAsync(Pair pair, TcpClient source, TcpClient target, Random random, ChaosAction[] actions, string where)
    {
        var reader = new FrameReader(source.GetStream());
        var output = target.GetStream();
        try
        {
            await output.WriteAsync(await reader.ReadHeadAsync(pair.Broken.Token), pair.Broken.Token);
            while (await reader.ReadFrameAsync(pair.Broken.Token) is { } frame)
            {
                // Drawn also while calm, so that the sequence does not depend on when calm ended.
                var action = random.NextDouble() < rate ? actions[random.Next(actions.Length)] : ChaosAction.Pass;
                var dice = random.Next();
                if (isCalm || action == ChaosAction.Pass)
                {
                    await output.WriteAsync(frame, pair.Broken.Token);
                    continue;
                }

                Done.Enqueue($"{where}: {action}");
                if (!await DoAsync(action, frame, dice, target, output, pair))
                {
                    return;
                }
            }

            target.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception gone) when (gone is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            pair.Break();
        }
    }

    private static async Task<bool> DoAsync(ChaosAction action, byte[] frame, int dice, TcpClient target, NetworkStream output, Pair pair)
    {
        var stop = pair.Broken.Token;
        switch (action)
        {
            case ChaosAction.Split:
                var cut = 1 + (dice % Math.Max(1, frame.Length - 1));
                await output.WriteAsync(frame.AsMemory(0, cut), stop);
                await Task.Delay(5, stop);
                await output.WriteAsync(frame.AsMemory(cut), stop);
                return true;
            case ChaosAction.Stall:
                await Task.Delay(20 + (dice % 300), stop);
                await output.WriteAsync(frame, stop);
                return true;
            case ChaosAction.Duplicate:
                await output.WriteAsync(frame, stop);
                await output.WriteAsync(frame, stop);
                return true;
            case ChaosAction.Garble:
                var garbled = frame.ToArray();
                for (var at = FrameReader.HeaderLength(frame); at < garbled.Length; at++)
                {
                    garbled[at] = (byte)('!' + ((garbled[at] + dice) % 90));
                }

                await output.WriteAsync(garbled, stop);
                return true;
            case ChaosAction.Break:
                var broken = frame.ToArray();
                broken[0] |= 0x70;
                await output.WriteAsync(broken, stop);
                return true;
            case ChaosAction.CutInside:
                await output.WriteAsync(frame.AsMemory(0, frame.Length / 2), stop);
                pair.Break();
                return false;
            case ChaosAction.CutBehind:
                await output.WriteAsync(frame, stop);
                await Task.Delay(dice % 30, stop);
                pair.Break();
                return false;
            case ChaosAction.HalfClose:
                target.Client.Shutdown(SocketShutdown.Send);
                return false;
            default:
                pair.Break();
                return false;
        }
    }

    private sealed class Pair(TcpClient client, TcpClient target, CancellationTokenSource broken) : IDisposable
    {
        private readonly Socket[] sides = [client.Client, target.Client];
        private int breaks;

        public CancellationTokenSource Broken => broken;

        /// <summary>Both sides see a reset, not a farewell.</summary>
        public void Break()
        {
            if (Interlocked.Increment(ref breaks) > 1)
            {
                return;
            }

            broken.Cancel();
            foreach (var side in sides)
            {
                side.Close(timeout: 0);
            }
        }

        public void Dispose() => broken.Dispose();
    }

    /// <summary>Cuts a stream into the head of HTTP and the frames behind it.</summary>
    private sealed class FrameReader(NetworkStream source)
    {
        private readonly MemoryStream held = new();
        private readonly byte[] buffer = new byte[64 * 1024];

        public static int HeaderLength(byte[] frame) => 2 + ((frame[1] & 0x7F) switch { 126 => 2, 127 => 8, _ => 0 }) + ((frame[1] & 0x80) != 0 ? 4 : 0);

        public async Task<byte[]> ReadHeadAsync(CancellationToken stop)
        {
            while (true)
            {
                var end = held.GetBuffer().AsSpan(0, (int)held.Length).IndexOf("\r\n\r\n"u8);
                if (end >= 0)
                {
                    return Take(end + 4);
                }

                if (!await FillAsync(stop))
                {
                    return Take((int)held.Length);
                }
            }
        }

        public async Task<byte[]?> ReadFrameAsync(CancellationToken stop)
        {
            while (true)
            {
                if (FrameLength() is { } length && length <= held.Length)
                {
                    return Take((int)length);
                }

                if (!await FillAsync(stop))
                {
                    return null;
                }
            }
        }

        private long? FrameLength()
        {
            var bytes = held.GetBuffer();
            if (held.Length < 2 || held.Length < HeaderLength(bytes))
            {
                return null;
            }

            return HeaderLength(bytes) + ((bytes[1] & 0x7F) switch
            {
                126 => BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(2)),
                127 => (long)BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(2)),
                var shortLength => shortLength,
            });
        }

        private async Task<bool> FillAsync(CancellationToken stop)
        {
            var count = await source.ReadAsync(buffer, stop);
            held.Position = held.Length;
            held.Write(buffer, 0, count);
            return count > 0;
        }

        private byte[] Take(int count)
        {
            var taken = held.GetBuffer().AsSpan(0, count).ToArray();
            var rest = held.GetBuffer().AsSpan(count, (int)held.Length - count).ToArray();
            held.SetLength(0);
            held.Write(rest);
            return taken;
        }
    }
}
