using System.Diagnostics;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Bench;

/// <summary>Request and reply, one after the other, through the engine's client, against a bare ClientWebSocket that sends the same JSON to the same simulator and reads the reply without looking at it.</summary>
internal static class RequestsBench
{
    private const int Requests = 10_000;
    private const int Rounds = 5;
    private const double LeastRatio = 0.8;

    public static async Task<int> RunAsync()
    {
        using var simulator = await SimulatorProcess.StartAsync();
        using var client = await OktellClient.ConnectAsync([simulator.Address], new OktellCredential("ivanov", "Secret123"), new OktellClientOptions { AllowUnencrypted = true }, CancellationToken.None);
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("json");
        await socket.ConnectAsync(new Uri(simulator.Address), CancellationToken.None);
        var buffer = new byte[64 * 1024];
        await EchoAsync(socket, FrameCodec.Encode("login", new JsonObject { ["userlogin"] = "ivanov", ["Password"] = PasswordHash.ExactCase("Secret123"), ["qid"] = "1" }), buffer);
        var request = FrameCodec.Encode("getuserstate", new JsonObject { ["userlogin"] = "ivanov", ["qid"] = "0.5513411430758677" });

        var ratios = new List<double>();
        var (slowest, fastest) = (0.0, 0.0);
        for (var round = 0; round <= Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            for (var index = 0; index < Requests; index++)
            {
                await EchoAsync(socket, request, buffer);
            }

            var bare = watch.Elapsed.TotalSeconds;
            watch.Restart();
            for (var index = 0; index < Requests; index++)
            {
                await client.RequestAsync("getuserstate", null, CancellationToken.None);
            }

            var engine = watch.Elapsed.TotalSeconds;

            // The first round warms up.
            if (round > 0)
            {
                ratios.Add(bare / engine);
                (slowest, fastest) = (engine, bare);
            }
        }

        var report = new Report();
        report.AtLeast("engine / bare echo", ratios.Order().ElementAt(Rounds / 2), LeastRatio, $"engine {Requests / slowest:N0}, bare {Requests / fastest:N0} requests/s, one after the other; {ratios.Min():F2} to {ratios.Max():F2}");
        return report.Missed ? 1 : 0;
    }

    private static async Task EchoAsync(ClientWebSocket socket, byte[] request, byte[] buffer)
    {
        await socket.SendAsync(request, WebSocketMessageType.Text, true, CancellationToken.None);
        while (!(await socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).EndOfMessage)
        {
        }
    }
}
