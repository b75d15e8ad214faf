namespace OktellConnect.Client;

/// <summary>What a client has counted since it was made; over all its connections. Thread-safe.</summary>
public sealed class ClientCounters
{
    private long lateReplies;
    private long repeatedReplies;
    private long repeatedRequests;
    private long unreadableFrames;
    private long reconnects;
    private long failedHandlers;

    internal ClientCounters()
    {
    }

    /// <summary>Replies that came after their request had timed out or been cancelled; they were dropped.</summary>
    public long LateReplies => Interlocked.Read(ref lateReplies);

    /// <summary>Replies to a request that had been answered already; they were dropped.</summary>
    public long RepeatedReplies => Interlocked.Read(ref repeatedReplies);

    /// <summary>Requests that were sent once more after the connection had been lost before their reply; requests that only read.</summary>
    public long RepeatedRequests => Interlocked.Read(ref repeatedRequests);

    /// <summary>Messages that were not of the protocol; they were dropped.</summary>
    public long UnreadableFrames => Interlocked.Read(ref unreadableFrames);

    /// <summary>How often the connection was lost and opened again.</summary>
    public long Reconnects => Interlocked.Read(ref reconnects);

    /// <summary>How often a handler of <see cref="OktellClient.StateChanged"/> threw; the others were called all the same.</summary>
    public long FailedHandlers => Interlocked.Read(ref failedHandlers);

    internal void CountLateReply() => Interlocked.Increment(ref lateReplies);

    internal void CountRepeatedReply() => Interlocked.Increment(ref repeatedReplies);

    internal void CountRepeatedRequest() => Interlocked.Increment(ref repeatedRequests);

    internal void CountUnreadableFrame() => Interlocked.Increment(ref unreadableFrames);

    internal void CountReconnect() => Interlocked.Increment(ref reconnects);

    internal void CountFailedHandler() => Interlocked.Increment(ref failedHandlers);
}
