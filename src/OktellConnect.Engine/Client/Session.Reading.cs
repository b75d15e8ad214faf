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
            whole = frame.Name == MultipartAssembler.FrameName && !inPieces ? Assemble(frame) : null;
        }
        catch (FrameFormatException reason) when (reason.IsTooLong)
        {
            throw new OktellException(OktellErrors.MessageTooLong, $"{Address} sent {reason.Message}.", reason, Address);
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

    private byte[]? Assemble(Frame piece)
    {
        var before = multipart.GivenUp;
        var whole = multipart.Add(piece);
        if (multipart.GivenUp > before)
        {
            journal.Note(number, "UnfinishedMessage", $"{multipart.GivenUp - before} messages with pieces missing were given up to make room for newer ones.");
        }

        return whole;
    }

    private void Dispatch(Frame frame, byte[] message)
    {
        PendingRequest? request = null;
        var end = RequestFate.Unknown;
        if (frame.QueryId is { } queryId)
        {
            lock (pending)
            {
                if (pending.TryGetValue(queryId, out request))
                {
                    pending.Remove(queryId);
                    ended.Add(queryId, RequestFate.Answered);
                }
                else
                {
                    end = ended.Find(queryId);
                }
            }
        }

        journal.Record(JournalEntryKind.In, number, frame.Name, message, request is not null && IsSensitive(request.Method));
        if (request is not null)
        {
            request.TryComplete(frame);
        }
        else if (end == RequestFate.Unanswered)
        {
            counters.CountLateReply();
            journal.Note(number, "LateReply", $"{frame.Name} came after its request had ended; it was dropped.");
        }
        else if (end == RequestFate.Answered)
        {
            counters.CountRepeatedReply();
            journal.Note(number, "RepeatedReply", $"{frame.Name} answers a request that has been answered already; it was dropped.");
        }
        else if (frame.Name == "ping")
        {
            // Either side may ask; the answer is the whole body under another name (docs/protocol.md, "Keep-alive").
            TrySend(new PendingRequest("pong", "", FrameCodec.Encode("pong", JsonObject.Create(frame.Body)!)));
        }
        else
        {
            onEvent(frame);
        }
    }

    /// <summary>What became of a request that waits no more.</summary>
    private enum RequestFate
    {
        Unknown,
        Answered,
        Unanswered,
    }

    /// <summary>The last ids of requests that wait no more, so that a reply to one is known for what it is. Bounded.</summary>
    private sealed class RecentIds(int capacity)
    {
        private readonly Dictionary<string, RequestFate> known = new(StringComparer.Ordinal);
        private readonly Queue<string> order = new();

        public void Add(string id, RequestFate fate)
        {
            if (!known.ContainsKey(id))
            {
                order.Enqueue(id);
                if (order.Count > capacity)
                {
                    known.Remove(order.Dequeue());
                }
            }

            known[id] = fate;
        }

        public RequestFate Find(string id) => known.TryGetValue(id, out var fate) ? fate : RequestFate.Unknown;
    }
}
