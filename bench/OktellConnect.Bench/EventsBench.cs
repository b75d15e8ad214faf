using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Bench;

/// <summary>
/// Events of one connection through the engine's client, against a bare ClientWebSocket loop that parses every message with JsonDocument. The
/// simulator and each reader are processes of their own.
/// </summary>
internal static class EventsBench
{
    private const int Events = 1_000_000;
    private const int BurstSize = 100_000;
    private const int Rounds = 3;
    private const double LeastPerSecond = 200_000;
    private const double LeastRatio = 0.9;

    public static async Task<int> RunAsync()
    {
        var engine = new List<double>();
        var bare = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            bare.Add(await MeasureAsync("bare"));
            engine.Add(await MeasureAsync("engine"));
        }

        var report = new Report();
        report.AtLeast("engine, events/s", Events / Middle(engine), LeastPerSecond, $"{Events:N0} in {Middle(engine):F2} s");
        report.AtLeast("engine / bare loop", Middle(bare) / Middle(engine), LeastRatio, $"bare: {Events / Middle(bare):N0} events/s");
        return report.Missed ? 1 : 0;
    }

    /// <summary>A reader in a process of its own: says when it listens, and when the last event has come.</summary>
    public static async Task<int> ReadAsync(string kind, string address)
    {
        if (kind == "engine")
        {
            await ReadWithEngineAsync(address);
        }
        else
        {
            await ReadBareAsync(address);
        }

        Console.WriteLine("done");
        return 0;
    }

    private static async Task ReadWithEngineAsync(string address)
    {
        var options = new OktellClientOptions { AllowUnencrypted = true, EventBufferCapacity = Events };
        using var client = await OktellClient.ConnectAsync([address], new OktellCredential("ivanov", "Secret123"), options, CancellationToken.None);
        using var events = await client.SubscribeAsync(["pbxnumberstatechanged"], CancellationToken.None);
        Console.WriteLine("listening");
        for (var seen = 0; seen < Events; seen++)
        {
            if (await events.ReadAsync(CancellationToken.None) is not { Kind: ServerEventKind.Message })
            {
                throw new InvalidOperationException("Events were lost.");
            }
        }
    }

    private static async Task ReadBareAsync(string address)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("json");
        await socket.ConnectAsync(new Uri(address), CancellationToken.None);
        await socket.SendAsync(FrameCodec.Encode("login", new JsonObject { ["userlogin"] = "ivanov", ["Password"] = PasswordHash.ExactCase("Secret123"), ["qid"] = "1" }), WebSocketMessageType.Text, true, CancellationToken.None);
        await socket.SendAsync(FrameCodec.Encode("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray("pbxnumberstatechanged"), ["qid"] = "2" }), WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[64 * 1024];
        for (var seen = 0; seen < Events;)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            using var message = JsonDocument.Parse(buffer.AsMemory(0, length));
            var name = message.RootElement[0].GetString();
            seen += name == "pbxnumberstatechanged" ? 1 : 0;
            if (name == "subscribeeventresult")
            {
                Console.WriteLine("listening");
            }
        }
    }

    private static async Task<double> MeasureAsync(string kind)
    {
        using var simulator = await SimulatorProcess.StartAsync();
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", Assembly.GetExecutingAssembly().Location, "child", "events", kind, simulator.Address]) { RedirectStandardOutput = true };
        using var reader = Process.Start(start)!;
        if (await reader.StandardOutput.ReadLineAsync() != "listening")
        {
            throw new InvalidOperationException($"The {kind} reader did not start.");
        }

        var watch = Stopwatch.StartNew();
        var sending = Task.Run(async () =>
        {
            for (var sent = 0; sent < Events; sent += BurstSize)
            {
                await simulator.BurstAsync(BurstSize);
            }
        });
        if (await reader.StandardOutput.ReadLineAsync() != "done")
        {
            throw new InvalidOperationException($"The {kind} reader ended early.");
        }

        var elapsed = watch.Elapsed.TotalSeconds;
        await sending;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {kind}: {Events / elapsed:N0} events/s"));
        return elapsed;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);
}
