using System.Buffers;
using System.Buffers.Text;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Bench;

/// <summary>
/// A client that only pairs replies with requests: the simulator is measured, and everything else on the machine should cost little.
/// It makes the vendor's start-up, waits for every reply and checks that each says success.
/// </summary>
internal sealed class LightClient(Uri uri, string login) : IDisposable
{
    private static readonly string[] LineEvents =
    [
        "linestatechanged", "flashstatechanged", "confcompositionchanged", "confcompetitorstatechanged", "phoneevent_acmcallstarted", "phoneevent_acmcallstopped",
        "phoneevent_ringstarted", "phoneevent_ringstopped", "phoneevent_ivrstarted", "phoneevent_commstarted", "phoneevent_commstopped",
    ];

    private readonly ClientWebSocket socket = new();
    private readonly Dictionary<string, TaskCompletionSource> pending = [];
    private readonly Dictionary<string, string> unfinished = [];
    private readonly SemaphoreSlim sending = new(1);
    private Task reading = Task.CompletedTask;
    private int ids;
    private long stateChanges;

    /// <summary>Changes of number states heard so far.</summary>
    public long StateChanges => Interlocked.Read(ref stateChanges);

    public async Task StartUpAsync(CancellationToken cancellation)
    {
        socket.Options.AddSubProtocol("json");
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await socket.ConnectAsync(uri, cancellation);
        reading = ReadAsync(cancellation);
        Task Ask(string method, JsonObject? body = null) => AskAsync(method, body ?? new JsonObject { ["userlogin"] = login }, cancellation);
        Task Subscribe(string name) => Ask("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray(name) });

        await Ask("ping", []);
        await Ask("login", new JsonObject
        {
            ["userlogin"] = login,
            ["Password"] = LoginsBench.PasswordExact,
            ["password"] = LoginsBench.PasswordLower,
            ["showid"] = 1,
            ["usewebrtc"] = false,
        });
        await Task.WhenAll(Ask("getcurrentqueue"), Subscribe("customevent"), Subscribe("userstatechanged"), Ask("getversion", new JsonObject { ["userlogin"] = login, ["showalloweddbstoredprocs"] = 1 }));
        await Ask("getmyuserinfo");
        await Ask("cc_getlunchtypes");
        await Ask("getuserstate");
        await Task.WhenAll(Ask("getextendedlineinfo"), Ask("getredirectrules"));
        await Ask("getpbxnumbers", new JsonObject { ["userlogin"] = login, ["mode"] = "full" });
        await Task.WhenAll(Subscribe("pbxnumberstatechanged"), Ask("getallusernumbers", new JsonObject { ["userlogin"] = login, ["fillsubordinates"] = true }));
        await Ask("getalluserphotolink", new JsonObject { ["userlogin"] = login, ["mode"] = "page" });
        await Ask("getextendedlineinfo");
        await Task.WhenAll([.. LineEvents.Select(Subscribe), Ask("cc_getlunchtypes"), Subscribe("httpresponsecopy")]);
        await Ask("getextendedlineinfo");
    }

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }

    private async Task AskAsync(string method, JsonObject body, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref ids).ToString(System.Globalization.CultureInfo.InvariantCulture);
        body["qid"] = id;
        var reply = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (pending)
        {
            pending[id] = reply;
        }

        await sending.WaitAsync(cancellation);
        try
        {
            await socket.SendAsync(FrameCodec.Encode(method, body).AsMemory(), WebSocketMessageType.Text, true, cancellation);
        }
        finally
        {
            sending.Release();
        }

        await await Task.WhenAny(reply.Task, reading);
        if (!reply.Task.IsCompleted)
        {
            throw new InvalidOperationException($"{login}: the connection ended during {method}.");
        }
    }

    private async Task ReadAsync(CancellationToken cancellation)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            var used = 0;
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(used), cancellation);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return;
                }

                used += part.Count;
                if (!part.EndOfMessage)
                {
                    if (used == buffer.Length)
                    {
                        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
                        buffer.AsSpan(0, used).CopyTo(larger);
                        ArrayPool<byte>.Shared.Return(buffer);
                        buffer = larger;
                    }

                    continue;
                }

                Take(buffer.AsSpan(0, used));
                used = 0;
                if (socket.State == WebSocketState.Open)
                {
                    // Thousands of idle connections hold no buffer.
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = [];
                    await socket.ReceiveAsync(Memory<byte>.Empty, cancellation);
                    buffer = ArrayPool<byte>.Shared.Rent(32 * 1024);
                }
            }
        }
        finally
        {
            if (buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(buffer);
            }
        }
    }

    private void Take(ReadOnlySpan<byte> message)
    {
        var frame = Head.Read(message);
        switch (frame.Name)
        {
            case "multipart":
                // The first piece says whose reply it is, the last one that it is whole.
                if (frame.Number == 0)
                {
                    unfinished[frame.MessageId!] = Head.Read(Convert.FromBase64String(frame.Content!)).QueryId!;
                }

                if (frame.Number == frame.Count - 1)
                {
                    unfinished.Remove(frame.MessageId!, out var id);
                    Complete(id!, true);
                }

                break;
            case "pbxnumberstatechanged":
                Interlocked.Add(ref stateChanges, message.Count("\"numstateid\""u8));
                break;
            default:
                if (frame.QueryId is { } queryId)
                {
                    Complete(queryId, frame.IsSuccess);
                }

                break;
        }
    }

    private void Complete(string id, bool isSuccess)
    {
        TaskCompletionSource? reply;
        lock (pending)
        {
            if (!pending.Remove(id, out reply))
            {
                return;
            }
        }

        if (isSuccess)
        {
            reply.SetResult();
        }
        else
        {
            reply.SetException(new InvalidOperationException($"{login}: request {id} was refused."));
        }
    }

    /// <summary>The fields of a frame that matter here; a first piece of a long reply is read as far as it goes.</summary>
    private readonly record struct Head(string Name, string? QueryId, bool IsSuccess, string? MessageId, int Count, int Number, string? Content)
    {
        public static Head Read(ReadOnlySpan<byte> message)
        {
            var reader = new Utf8JsonReader(message, isFinalBlock: false, default);
            var head = new Head("", null, true, null, 0, 0, null);
            reader.Read();
            reader.Read();
            head = head with { Name = reader.GetString()! };
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("qid"u8) && reader.Read())
                {
                    head = head with { QueryId = reader.GetString() };
                }
                else if (reader.ValueTextEquals("result"u8) && reader.Read())
                {
                    head = head with { IsSuccess = reader.GetInt32() == 1 };
                }
                else if (reader.ValueTextEquals("message-id"u8) && reader.Read())
                {
                    head = head with { MessageId = reader.GetString() };
                }
                else if (reader.ValueTextEquals("packetcount"u8) && reader.Read())
                {
                    head = head with { Count = reader.GetInt32() };
                }
                else if (reader.ValueTextEquals("packetnumber"u8) && reader.Read())
                {
                    head = head with { Number = reader.GetInt32() };
                }
                else if (head is { Number: 0, MessageId: not null } && reader.ValueTextEquals("content"u8) && reader.Read())
                {
                    head = head with { Content = reader.GetString() };
                }
                else if (!reader.TrySkip())
                {
                    break;
                }
            }

            return head;
        }
    }
}
