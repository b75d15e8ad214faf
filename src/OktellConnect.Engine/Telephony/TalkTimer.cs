namespace OktellConnect.Telephony;

/// <summary>
/// How long the present conversation lasts: begins where the server says it stands, begins anew when a push says that a conversation
/// has started, stands still when one says that it has ended. Not thread-safe.
/// </summary>
internal sealed class TalkTimer(TimeProvider clock)
{
    private long? started;
    private TimeSpan last;
    private bool isAnnounced;

    public TimeSpan Elapsed => started is { } timestamp ? clock.GetElapsedTime(timestamp) : last;

    /// <summary>The line is in talk: the conversation lasts so long already, by the server; null where it does not say.</summary>
    public void Start(long? alreadySeconds)
    {
        if (alreadySeconds is { } seconds and >= 0)
        {
            started = clock.GetTimestamp() - (long)(Math.Min(seconds, MaximumSeconds) * (double)clock.TimestampFrequency);
        }
        else if (started is null || !isAnnounced)
        {
            started = clock.GetTimestamp();
        }

        isAnnounced = false;
    }

    /// <summary>A push says that a conversation starts at this moment.</summary>
    public void Restart()
    {
        started = clock.GetTimestamp();
        isAnnounced = true;
    }

    /// <summary>The conversation is over.</summary>
    public void Stop()
    {
        last = Elapsed;
        started = null;
        isAnnounced = false;
    }

    // A year: whatever says more is not a conversation's length.
    private const long MaximumSeconds = 366 * 24 * 3600;
}
