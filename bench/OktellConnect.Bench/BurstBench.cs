using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Bench;

/// <summary>How many events a second the simulator can feed to one connection. Read from the bare socket, so that no client's speed is measured.</summary>
internal static class BurstBench
{
    private const int Events = 3_000_000;
    private const double LeastPerSecond = 300_000;

    public static async Task<int> RunAsync()
    {
        using var simulator = await SimulatorProcess.StartAsync();
        var uri = new Uri(simulator.Address);
        using var connection = new TcpClient();
        await connection.ConnectAsync(uri.Host, uri.Port);
        var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes($"GET / HTTP/1.1\r\nHost: {uri.Authority}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Protocol: json\r\n\r\n"));
        await stream.WriteAsync(Masked(FrameCodec.Encode("login", new JsonObject { ["qid"] = "1", ["userlogin"] = "ivanov", ["Password"] = PasswordHash.ExactCase("Secret123") })));
        await stream.WriteAsync(Masked(FrameCodec.Encode("subscribeevent", new JsonObject { ["qid"] = "2", ["eventmethod"] = new JsonArray("pbxnumberstatechanged") })));
        await CountAsync(stream, "subscribeeventresult", 1);

        var report = new Report();
        foreach (var round in Enumerable.Range(1, 3))
        {
            var watch = Stopwatch.StartNew();
            await simulator.BurstAsync(Events);
            await CountAsync(stream, "numstateid", Events);
            report.AtLeast($"events a second, {round}", Events / watch.Elapsed.TotalSeconds, LeastPerSecond, $"{Events} events in {watch.Elapsed.TotalSeconds:F1} s");
        }

        return report.Missed ? 1 : 0;
    }

    /// <summary>Reads until a text has come so many times.</summary>
    private static async Task CountAsync(NetworkStream stream, string text, int wanted)
    {
        var needle = Encoding.ASCII.GetBytes(text);
        var buffer = new byte[256 * 1024];
        var kept = 0;
        for (var seen = 0; seen < wanted;)
        {
            var count = await stream.ReadAsync(buffer.AsMemory(kept));
            if (count == 0)
            {
                throw new InvalidOperationException("The simulator broke the connection off.");
            }

            var all = buffer.AsSpan(0, kept + count);
            seen += all.Count(needle);

            // A text may lie across two reads; what is kept is shorter than it, so nothing is counted twice.
            kept = Math.Min(needle.Length - 1, all.Length);
            all[^kept..].CopyTo(buffer);
        }
    }

    private static byte[] Masked(byte[] message)
    {
        // With a mask of zeros the text stays as it is.
        var frame = new byte[message.Length + 8];
        (frame[0], frame[1], frame[2], frame[3]) = (0x81, 0x80 | 126, (byte)(message.Length >> 8), (byte)message.Length);
        message.CopyTo(frame, 8);
        return frame;
    }
}
