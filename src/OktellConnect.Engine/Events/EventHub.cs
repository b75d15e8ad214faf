namespace OktellConnect.Events;

/// <summary>Brings a connection's events to its readers. Thread-safe; publishing never waits.</summary>
internal sealed class EventHub(int capacity, TimeProvider clock) : IEventSink
{
    private readonly object gate = new();

    // Replaced, never changed: publishers read it without a lock.
    private volatile EventStream[] streams = [];
    private volatile int wanted;
    private bool ended;

    /// <summary>What a reader gets who names nothing: a push of the server is only the raw form of the others.</summary>
    public static IReadOnlyList<OktellEventType> AllButServer { get; } =
    [
        OktellEventType.Connection, OktellEventType.Call, OktellEventType.UserState, OktellEventType.NumberState, OktellEventType.Queue,
        OktellEventType.Conference, OktellEventType.Message, OktellEventType.Custom, OktellEventType.Gap, OktellEventType.Loss,
    ];

    public static int Mask(OktellEventType type) => 1 << (int)type;

    public static int Mask(IEnumerable<OktellEventType> types) => types.Aggregate(0, (mask, type) => mask | Mask(type));

    /// <summary>How many streams are open.</summary>
    public int Count => streams.Length;

    public bool IsWanted(OktellEventType type) => (wanted & Mask(type)) != 0;

    public void Publish(OktellEvent item)
    {
        foreach (var stream in streams)
        {
            stream.Offer(item);
        }
    }

    /// <summary>Opens a stream; null when the connection has ended for good.</summary>
    public EventStream? Open(EventStreamOptions options)
    {
        var stream = new EventStream(options, options.Capacity ?? capacity, clock, Remove);
        lock (gate)
        {
            if (ended)
            {
                return null;
            }

            Replace([.. streams, stream]);
            return stream;
        }
    }

    /// <summary>Ends all streams.</summary>
    public void Complete(string? reason)
    {
        EventStream[] last;
        lock (gate)
        {
            ended = true;
            last = streams;
            Replace([]);
        }

        foreach (var stream in last)
        {
            stream.Complete(reason);
        }
    }

    private void Remove(EventStream stream)
    {
        lock (gate)
        {
            Replace([.. streams.Where(other => other != stream)]);
        }
    }

    private void Replace(EventStream[] next)
    {
        streams = next;
        wanted = next.Aggregate(next.Length > 0 ? Mask([OktellEventType.Gap, OktellEventType.Loss]) : 0, (mask, stream) => mask | stream.Types);
    }
}
