using System.Net.WebSockets;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

internal sealed partial class Session
{
    private async Task ReadAsync()
    {
        try
        {
            while (await socket.ReceiveAsync(stopping.Token).ConfigureAwait(false) is { } message)
            {
                Interlocked.Exchange(ref lastReceived, options.Clock.GetTimestamp());
                Take(message, inPieces: false);
            }

            End(new OktellException(OktellErrors.ConnectionLost, $"{Address} closed the connection{socket.CloseReason}.", target: Address));
        }
        catch (OktellException failure)
        {
            End(failure);
        }
        catch (Exception failure) when (failure is WebSocketException or InvalidOperationException or OperationCanceledException or IOException)
        {
            End(new OktellException(OktellErrors.ConnectionLost, $"The connection to {Address} broke: {failure.Message}", failure, Address));
        }
    }

    // Messages are delimited by the WebSocket: one that cannot be read costs itself only, as in the vendor's client. It is
    // counted, and the request that waited for it says so when it times out.
    private void Take(byte[] message, bool inPieces)
    {
        Frame frame;
        byte[]? whole;
        try
        {
            frame = FrameCodec.Decode(message);
            whole = frame.Name == MultipartAssembler.FrameName && !inPieces ? multipart.Add(frame) : null;
        }
        catch (FrameFormatException reason)
        {
            counters.CountUnreadableFrame();
            journal.Note(number, "UnreadableFrame", $"A message of {message.Length} bytes was dropped: {reason.Message}.");
            return;
        }

        if (whole is not null)
        {
            Take(whole, inPieces: true);
        }
        else if (frame.Name != MultipartAssembler.FrameName)
        {
            Dispatch(frame, message);
        }
    }

    private void Dispatch(Frame frame, byte[] message)
    {
        if (frame.QueryId is { } queryId)
        {
            PendingRequest? request;
            bool late;
            lock (pending)
            {
                if (pending.TryGetValue(queryId, out request))
                {
                    pending.Remove(queryId);
                }

                late = request is null && ended.Contains(queryId);
            }

            journal.Record(JournalEntryKind.In, number, frame.Name, message, request is not null && IsSensitive(request.Method));
            if (late)
            {
                counters.CountLateReply();
                journal.Note(number, "LateReply", $"{frame.Name} came after its request had ended; it was dropped.");
                return;
            }

            if (request is not null)
            {
                request.TryComplete(frame.Body);
                return;
            }
        }
        else
        {
            journal.Record(JournalEntryKind.In, number, frame.Name, message);
        }

        if (frame.Name == "ping")
        {
            // Either side may ask; the answer is the whole body under another name (docs/protocol.md, "Keep-alive").
            outgoing.Writer.TryWrite(new PendingRequest("pong", "", FrameCodec.Encode("pong", JsonObject.Create(frame.Body)!)));
            return;
        }

        onEvent(frame);
    }

    /// <summary>The last ids of requests that ended without a reply, so that a late one is known for what it is. Bounded.</summary>
    private sealed class RecentIds(int capacity)
    {
        private readonly HashSet<string> known = new(StringComparer.Ordinal);
        private readonly Queue<string> order = new();

        public void Add(string id)
        {
            if (known.Add(id))
            {
                order.Enqueue(id);
                if (order.Count > capacity)
                {
                    known.Remove(order.Dequeue());
                }
            }
        }

        public bool Contains(string id) => known.Contains(id);
    }
}
