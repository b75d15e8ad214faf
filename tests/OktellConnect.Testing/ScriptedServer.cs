using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace OktellConnect.Testing;

/// <summary>
/// A frame server that says exactly what a test wants, nonsense included, on a free loopback port. Without a script it answers
/// ping and logs everybody in; what it hears is kept.
/// </summary>
public sealed class ScriptedServer : IAsyncDisposable
{
    private readonly WebApplication application;

    private ScriptedServer(WebApplication application) => this.application = application;

    /// <summary>What to do with a message. Returning false falls back on the default answers.</summary>
    public Func<ScriptedConnection, HeardMessage, Task<bool>> OnMessage { get; set; } = (_, _) => Task.FromResult(false);

    /// <summary>Runs before anything is read from a new connection.</summary>
    public Func<ScriptedConnection, Task> OnConnect { get; set; } = _ => Task.CompletedTask;

    /// <summary>What to do with a request that is no WebSocket.</summary>
    public Func<Microsoft.AspNetCore.Http.HttpContext, Task> OnHttp { get; set; } = context =>
    {
        context.Response.StatusCode = 404;
        return Task.CompletedTask;
    };

    public string? SubProtocol { get; set; } = "json";

    public string Address { get; private set; } = "";

    /// <summary>Everything heard, over all connections, in order.</summary>
    public ConcurrentQueue<HeardMessage> Heard { get; } = new();

    public ConcurrentQueue<ScriptedConnection> Connections { get; } = new();

    public IEnumerable<HeardMessage> HeardOf(string method) => Heard.Where(message => message.Name == method);

    public static async Task<ScriptedServer> StartAsync(X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }));
        builder.WebHost.UseKestrelHttpsConfiguration();
        var application = builder.Build();
        var server = new ScriptedServer(application);
        application.UseWebSockets();
        application.Run(server.ServeAsync);
        await application.StartAsync();
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Address = (certificate is null ? "ws" : "wss") + address[address.IndexOf("://", StringComparison.Ordinal)..];
        return server;
    }

    /// <summary>The usual answers: pong, a good login, version and own user; anything else is a success without fields.</summary>
    public static Task AnswerAsync(ScriptedConnection connection, HeardMessage message) => message.Name switch
    {
        "ping" => connection.SendAsync("pong", new JsonObject { ["qid"] = message.QueryId }),
        "pong" => Task.CompletedTask,
        "logout" => connection.CloseAsync(),
        "login" => message.ReplyAsync(new JsonObject { ["result"] = 1, ["userid"] = "00000000-0000-0000-0000-000000000101", ["sessionid"] = "0baa1f0e-1111-2222-3333-444444444444" }),
        "getversion" => message.ReplyAsync(new JsonObject
        {
            ["result"] = 1,
            ["version"] = new JsonObject { ["dated"] = 160000, ["build"] = "2.12.0.160000", ["webserverport"] = 80 },
            ["alloweddbstoredprocs"] = new JsonObject { ["web_report"] = 1 },
        }),
        "getmyuserinfo" => message.ReplyAsync(new JsonObject { ["result"] = 1, ["mainpbxnumber"] = "101", ["username"] = "Иванов Иван", ["hasline"] = true, ["linenumber"] = "101", ["isoperator"] = true }),
        _ => message.ReplyAsync(new JsonObject { ["result"] = 1 }),
    };

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in Connections)
        {
            connection.Abort();
        }

        await application.DisposeAsync();
    }

    private async Task ServeAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
        {
            await OnHttp(context);
            return;
        }

        using var socket = await context.WebSockets.AcceptWebSocketAsync(SubProtocol);
        var connection = new ScriptedConnection(socket, Connections.Count);
        Connections.Enqueue(connection);
        await OnConnect(connection);
        var buffer = new byte[1024 * 1024];
        try
        {
            while (true)
            {
                var length = 0;
                ValueWebSocketReceiveResult piece;
                do
                {
                    piece = await socket.ReceiveAsync(buffer.AsMemory(length), CancellationToken.None);
                    length += piece.Count;
                }
                while (!piece.EndOfMessage);

                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                var frame = JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, length))!.AsArray();
                var message = new HeardMessage(connection, frame[0]!.GetValue<string>(), frame[1]!.AsObject());
                Heard.Enqueue(message);
                if (!await OnMessage(connection, message))
                {
                    await AnswerAsync(connection, message);
                }
            }
        }
        catch (Exception gone) when (gone is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // The other side went away, or the test is over.
        }
    }
}

/// <summary>One connection of a scripted server.</summary>
public sealed class ScriptedConnection(WebSocket socket, int index)
{
    private readonly SemaphoreSlim writing = new(1, 1);

    /// <summary>0 for the first connection of the server.</summary>
    public int Index => index;

    public Task SendAsync(string name, JsonObject body) => SendTextAsync(new JsonArray(name, body).ToJsonString());

    public Task SendTextAsync(string text) => SendBytesAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendBytesAsync(ReadOnlyMemory<byte> bytes)
    {
        await writing.WaitAsync();
        try
        {
            await socket.SendAsync(bytes, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        finally
        {
            writing.Release();
        }
    }

    public Task CloseAsync() => socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, "bye", CancellationToken.None);

    public void Abort() => socket.Abort();
}

/// <summary>One message a scripted server has heard.</summary>
public sealed record HeardMessage(ScriptedConnection Connection, string Name, JsonObject Body)
{
    public string QueryId => Body["qid"]?.GetValue<string>() ?? "";

    public Task ReplyAsync(JsonObject fields)
    {
        fields["qid"] = QueryId;
        return Connection.SendAsync(Name + "result", fields);
    }
}
