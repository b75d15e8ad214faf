using OktellConnect.Client;
using OktellConnect.Events;

namespace OktellConnect.Telephony;

/// <summary>
/// Reads the queue at the vendor's pace (docs/protocol.md, "Queue") as long as somebody wants events of it, and publishes what
/// changed. Nothing is asked when nobody does.
/// </summary>
internal sealed class QueueWatch(Phone phone, IEventSink events, OktellClient client)
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    private int running;

    /// <summary>Begins to read, unless that is under way.</summary>
    public void Start()
    {
        if (Interlocked.Exchange(ref running, 1) == 0)
        {
            _ = Task.Run(FollowAsync);
        }
    }

    private async Task FollowAsync()
    {
        IReadOnlyList<QueueItem> known = [];
        do
        {
            try
            {
                while (events.IsWanted(OktellEventType.Queue))
                {
                    known = await ReadAsync(known).ConfigureAwait(false);
                    await client.Options.Clock.DelayAsync(Pace, CancellationToken.None).ConfigureAwait(false);
                }
            }
            finally
            {
                // Whatever ended the reading: the next who wants to know begins it again.
                Interlocked.Exchange(ref running, 0);
            }

            known = [];
        }
        while (events.IsWanted(OktellEventType.Queue) && Interlocked.Exchange(ref running, 1) == 0);
    }

    private async Task<IReadOnlyList<QueueItem>> ReadAsync(IReadOnlyList<QueueItem> known)
    {
        IReadOnlyList<QueueItem> now;
        try
        {
            now = await phone.GetQueueAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (OktellException)
        {
            // Lost, refused or late: what is known stays until the queue can be read again. When the connection has ended for good, so
            // have its streams, and nobody wants to know.
            return known;
        }

        var time = client.Options.Clock.GetUtcNow();
        foreach (var gone in known.Where(item => now.All(other => other.Key != item.Key)))
        {
            events.Publish(new QueueEvent(time, gone, Entered: false));
        }

        foreach (var item in now.Where(item => known.All(other => other.Key != item.Key)))
        {
            events.Publish(new QueueEvent(time, item, Entered: true));
        }

        return now;
    }
}
