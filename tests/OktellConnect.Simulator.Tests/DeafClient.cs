using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>A client that asks and asks and never reads an answer.</summary>
internal sealed class DeafClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();

    public static async Task<DeafClient> LogInAsync(SimulatorHost host)
    {
        var client = new DeafClient();
        client.socket.Options.AddSubProtocol("json");
        await client.socket.ConnectAsync(host.Uri, TestContext.Current.CancellationToken);
        await client.AskAsync("login", new JsonObject { ["userlogin"] = "ivanov", ["Password"] = PasswordHash.ExactCase("Secret123") });
        return client;
    }

    public async Task AskAsync(string method, JsonObject? body = null)
    {
        body ??= [];
        body["qid"] = "unheard";
        try
        {
            await socket.SendAsync(FrameCodec.Encode(method, body), WebSocketMessageType.Text, true, TestContext.Current.CancellationToken);
        }
        catch (Exception error) when (error is WebSocketException or SocketException or IOException)
        {
            // Cut off: what these tests wait for.
        }
    }

    public ValueTask DisposeAsync()
    {
        socket.Dispose();
        return ValueTask.CompletedTask;
    }
}
