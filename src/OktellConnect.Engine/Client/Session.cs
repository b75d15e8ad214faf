using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Journal;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>
/// One open socket with its reader and its writer: requests out, replies matched, everything else handed on. Ends once, with
/// a reason; every request still pending ends with it.
/// </summary>
internal sealed partial class Session : IDisposable
{
    private readonly ClientSocket socket;
    private readonly OktellClientOptions options;
    private readonly ClientCounters counters;
    private readonly WireJournal journal;
    private readonly int number;
    private readonly Action<Frame> onEvent;
    private readonly Func<ClientState> state;
    private readonly Queue<PendingRequest> outgoing = new();
    private readonly Dictionary<string, PendingRequest> pending = new(StringComparer.Ordinal);
    private readonly RecentIds ended = new(1024);
    private readonly TaskCompletionSource<OktellException> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource stopping = new();
    private readonly MultipartAssembler multipart;
    private bool isWriting;
    private bool isClosed;
    private long lastReceived;
    private long lastSent;

    public Session(ClientSocket socket, OktellClientOptions options, ClientCounters counters, WireJournal journal, int number, Func<ClientState> state, Action<Frame> onEvent)
    {
        this.socket = socket;
        this.options = options;
        this.counters = counters;
        this.journal = journal;
        this.number = number;
        this.state = state;
        this.onEvent = onEvent;
        multipart = new MultipartAssembler(options.MaximumMessageBytes);
        lastReceived = lastSent = options.Clock.GetTimestamp();
    }

    public Uri Address => socket.Address;

    /// <summary>Completes when the session has ended, with the reason.</summary>
    public Task<OktellException> Completion => completion.Task;

    /// <summary>Starts the reader. Its failure, and that of a write, ends the session; neither throws.</summary>
    public void Start() => _ = Task.Run(ReadAsync);

    /// <summary>Ends the session: the socket is torn down, everything pending fails with the reason.</summary>
    public void End(OktellException reason)
    {
        if (!completion.TrySetResult(reason))
        {
            return;
        }

        lock (outgoing)
        {
            isClosed = true;
            outgoing.Clear();
        }

        stopping.Cancel();
        socket.Dispose();
        PendingRequest[] lost;
        lock (pending)
        {
            lost = [.. pending.Values];
            pending.Clear();
        }

        foreach (var request in lost)
        {
            request.TryFail(Lost(request, reason));
        }
    }

    public void Dispose()
    {
        End(new OktellException(OktellErrors.ConnectionClosed, $"The connection to {Address} was closed."));
        stopping.Dispose();
    }

    /// <summary>Time without any message from the server.</summary>
    public TimeSpan SilentFor => options.Clock.GetElapsedTime(Interlocked.Read(ref lastReceived));

    /// <summary>Sends a request and waits for its reply, its timeout or the session's end.</summary>
    public async Task<JsonElement> ExchangeAsync(string method, JsonObject body, TimeSpan timeout, CancellationToken cancellation)
    {
        var queryId = QueryIds.Next();
        body.Remove("qid");
        body["qid"] = queryId;
        var request = new PendingRequest(method, queryId, FrameCodec.Encode(method, body));
        lock (pending)
        {
            pending.Add(request.QueryId, request);
        }

        // Registered before the write: whatever happens meanwhile, the request has an end.
        using var timer = options.Clock.CreateTimer(_ => Expire(request, timeout), null, timeout, Timeout.InfiniteTimeSpan);
        using var stop = cancellation.Register(() =>
        {
            Forget(request);
            request.TryCancel(cancellation);
        });
        if (completion.Task.IsCompleted || !TrySend(request))
        {
            Forget(request);
            throw Lost(request, await completion.Task.ConfigureAwait(false));
        }

        return (await request.Reply.ConfigureAwait(false)).Body;
    }

    private void Expire(PendingRequest request, TimeSpan timeout)
    {
        int waiting;
        lock (pending)
        {
            waiting = pending.Count - 1;
        }

        Forget(request);
        request.TryFail(new OktellRequestException(OktellErrors.RequestTimeout,
            $"{request.Method} got no reply from {Address} within {timeout.TotalSeconds:0.#} s ({(request.WasSent ? "sent" : "not sent")}; other requests waiting: {waiting}; "
            + $"last message in {SilentFor.TotalSeconds:0.0} s ago, out {options.Clock.GetElapsedTime(Interlocked.Read(ref lastSent)).TotalSeconds:0.0} s ago; "
            + $"connection {state()}; late replies: {counters.LateReplies}; unreadable messages: {counters.UnreadableFrames}; reconnects: {counters.Reconnects}).{Outcome(request)}",
            request.Method, request.WasSent));
    }

    private void Forget(PendingRequest request)
    {
        lock (pending)
        {
            if (pending.Remove(request.QueryId))
            {
                ended.Add(request.QueryId, RequestFate.Unanswered);
            }
        }
    }

    private static OktellRequestException Lost(PendingRequest request, OktellException reason) => new(
        reason.Error == OktellErrors.ConnectionClosed ? OktellErrors.ConnectionClosed : OktellErrors.ConnectionLost,
        $"The connection ended {(request.WasSent ? "before the reply to" : "before sending")} {request.Method}: {reason.Summary}{Outcome(request)}",
        request.Method, request.WasSent, inner: reason);

    private static bool IsSensitive(string method) => MethodCatalog.Find(method)?.HasSecrets ?? false;

    private static string Outcome(PendingRequest request) =>
        request.WasSent && MethodCatalog.CategoryOf(request.Method) != RepeatCategory.Read ? " Whether the server carried it out is unknown." : "";

    /// <summary>Puts a message in line; whoever finds nobody writing writes until the line is empty. False when the session has ended.</summary>
    private bool TrySend(PendingRequest request)
    {
        lock (outgoing)
        {
            if (isClosed)
            {
                return false;
            }

            outgoing.Enqueue(request);
            if (isWriting)
            {
                return true;
            }

            isWriting = true;
        }

        _ = WriteAllAsync();
        return true;
    }

    private async Task WriteAllAsync()
    {
        try
        {
            while (NextToWrite() is { } request)
            {
                request.MarkSent();
                journal.Record(JournalEntryKind.Out, number, request.Method, request.Message, IsSensitive(request.Method));
                await socket.SendAsync(request.Message).ConfigureAwait(false);
                Interlocked.Exchange(ref lastSent, options.Clock.GetTimestamp());
            }
        }
        catch (Exception failure) when (failure is WebSocketException or InvalidOperationException or OperationCanceledException or IOException)
        {
            // A write that failed half-way leaves question and answer out of step: the connection cannot be used any more.
            End(new OktellException(OktellErrors.ConnectionLost, $"Writing to {Address} failed: {failure.Message}", failure, Address));
        }
    }

    private PendingRequest? NextToWrite()
    {
        lock (outgoing)
        {
            while (outgoing.Count > 0)
            {
                // One that timed out or was cancelled while waiting for its turn never goes out.
                if (outgoing.Dequeue() is { IsEnded: false } request)
                {
                    return request;
                }
            }

            isWriting = false;
            return null;
        }
    }
}
