using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>A WebSocket and nothing else: what the product's own client believes about calls must not decide these tests.</summary>
internal sealed class RawClient : IAsyncDisposable
{
    private readonly ClientWebSocket socket = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource<Frame>> pending = new();
    private readonly MultipartAssembler assembler = new(64 * 1024 * 1024);
    private readonly CancellationTokenSource ending = new();
    private readonly SemaphoreSlim sending = new(1);
    private Task reading = Task.CompletedTask;
    private int ids;

    private RawClient()
    {
    }

    /// <summary>Everything that arrived, as it came: pieces of multipart stay pieces here.</summary>
    public ConcurrentQueue<Frame> Arrived { get; } = new();

    /// <summary>Messages that are not frames.</summary>
    public ConcurrentQueue<string> Rubbish { get; } = new();

    /// <summary>What the simulator pushed: neither a reply nor a piece of one.</summary>
    public ConcurrentQueue<Frame> Events { get; } = new();

    public WebSocketState State => socket.State;

    public string? SubProtocol => socket.SubProtocol;

    public Task Ended => reading;

    public string Login { get; private set; } = "";

    public static Task<RawClient> ConnectAsync(SimulatorHost host, Action<ClientWebSocketOptions>? configure = null) => ConnectAsync(host.Uri, configure);

    public static async Task<RawClient> ConnectAsync(Uri uri, Action<ClientWebSocketOptions>? configure = null)
    {
        var client = new RawClient();
        client.socket.Options.AddSubProtocol("json");
        configure?.Invoke(client.socket.Options);
        await client.socket.ConnectAsync(uri, TestContext.Current.CancellationToken);
        client.reading = client.ReadAsync();
        return client;
    }

    /// <summary>Connects, logs in and subscribes to everything a phone needs.</summary>
    public static async Task<RawClient> LogInAsync(SimulatorHost host, string login = "ivanov", string? password = null)
    {
        var client = await ConnectAsync(host);
        var reply = await client.LogInWithAsync(login, password ?? (login == "petrov" ? "Пароль" : "Secret123"));
        Assert.Equal(1, reply.GetWholeNumber("result"));
        client.Login = login;
        var subscribed = await client.AskAsync("subscribeevent", new JsonObject
        {
            ["eventmethod"] = new JsonArray(
                "phoneevent", "linestatechanged", "flashstatechanged", "confcompositionchanged", "confcompetitorstatechanged", "userstatechanged", "pbxnumberstatechanged"),
        });
        Assert.Equal(1, subscribed.GetWholeNumber("result"));
        return client;
    }

    public Task<JsonElement> LogInWithAsync(string login, string password) => AskAsync("login", new JsonObject
    {
        ["userlogin"] = login,
        ["Password"] = PasswordHash.ExactCase(password),
        ["password"] = PasswordHash.LowerCase(password),
        ["showid"] = 1,
    });

    public async Task<JsonElement> AskAsync(string method, JsonObject? body = null) => (await ExchangeAsync(method, body)).Body;

    public async Task<Frame> ExchangeAsync(string method, JsonObject? body = null)
    {
        body ??= [];
        var id = $"q{Interlocked.Increment(ref ids)}";
        body["qid"] = id;
        var reply = pending[id] = new TaskCompletionSource<Frame>(TaskCreationOptions.RunContinuationsAsynchronously);
        await SendAsync(FrameCodec.Encode(method, body));
        return await reply.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    public async Task SendAsync(byte[] message, WebSocketMessageType type = WebSocketMessageType.Text)
    {
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(message.AsMemory(), type, true, TestContext.Current.CancellationToken);
        }
        finally
        {
            sending.Release();
        }
    }

    public async Task<JsonElement> LineAsync() => await AskAsync("getextendedlineinfo");

    /// <summary>What the line shows, in one word, with the rules of the vendor's client cut down to what is unambiguous.</summary>
    public async Task<string> PhoneAsync()
    {
        var line = await LineAsync();
        var abonent = line.GetField("abonent")!.Value;
        return abonent.GetFlag("isautocall") == true ? "call"
            : abonent.GetFlag("isringing") == true ? abonent.GetText("direction") == "acm_callback" ? "backring" : "ring"
            : abonent.GetFlag("iscommutated") == true ? "talk"
            : abonent.GetFlag("isivr") == true ? "ivr"
            : abonent.GetText("number") is null ? "ready"
            : "dial";
    }

    public async Task UntilPhoneAsync(string wanted)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        var seen = await PhoneAsync();
        while (seen != wanted)
        {
            Assert.True(DateTime.UtcNow < deadline, $"{Login}'s phone is {seen}, not {wanted}");
            seen = await PhoneAsync();
        }
    }

    public Task UntilEventAsync(string name, Func<JsonElement, bool>? isMeant = null) =>
        Eventually.Until($"{Login} gets {name}", () => Events.Any(pushed => pushed.Name == name && (isMeant is null || isMeant(pushed.Body))));

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        socket.Dispose();
        ending.Dispose();
        sending.Dispose();
    }

    private async Task ReadAsync()
    {
        var buffer = new byte[64 * 1024];
        using var whole = new MemoryStream();
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(), ending.Token);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, ending.Token);
                return;
            }

            Assert.Equal(WebSocketMessageType.Text, part.MessageType);
            whole.Write(buffer, 0, part.Count);
            if (part.EndOfMessage)
            {
                Take(whole.ToArray());
                whole.SetLength(0);
            }
        }
    }

    private void Take(byte[] message)
    {
        Frame frame;
        try
        {
            frame = FrameCodec.Decode(message);
        }
        catch (FrameFormatException)
        {
            Rubbish.Enqueue(System.Text.Encoding.UTF8.GetString(message));
            return;
        }

        Arrived.Enqueue(frame);
        if (frame.Name == MultipartAssembler.FrameName)
        {
            try
            {
                if (assembler.Add(frame) is not { } joined)
                {
                    return;
                }

                frame = FrameCodec.Decode(joined);
            }
            catch (FrameFormatException error)
            {
                Rubbish.Enqueue(error.Message);
                return;
            }
        }

        if (frame.QueryId is { } id && pending.TryRemove(id, out var reply))
        {
            reply.SetResult(frame);
        }
        else
        {
            Events.Enqueue(frame);
        }
    }
}
