using OktellConnect.Protocol;

namespace OktellConnect.Events;

/// <summary>What a reader wants of a connection's events, and how much it may leave unread. Immutable.</summary>
public sealed record EventStreamOptions
{
    // The two that are left out belong to the transport: nobody subscribes to them.
    /// <summary>The server's events that are known, in the catalogue's order.</summary>
    public static IReadOnlyList<string> KnownServerEvents { get; } =
        [.. MethodCatalog.All.Where(method => method.Direction == MessageDirection.FromServer && method.Name is not ("multipart" or "websocketredirect")).Select(method => method.Name)];

    /// <summary>Kinds of events; empty for all but <see cref="OktellEventType.Server"/>. Gaps and losses come whatever is named.</summary>
    public IReadOnlyList<OktellEventType> Types { get; init; } = [];

    /// <summary>For <see cref="OktellEventType.Server"/>: names of events or groups of events; empty for every push that is known.</summary>
    public IReadOnlyList<string> ServerEvents { get; init; } = [];

    /// <summary>
    /// What else an event must meet; null for nothing. Called where events are published, one call at a time, for events of the wanted
    /// kinds except gaps and losses: it must be quick and must not wait. If it throws, the stream ends with its failure.
    /// </summary>
    public Func<OktellEvent, bool>? Filter { get; init; }

    /// <summary>Most events that wait to be read; then the oldest of them are dropped, and the stream says how many. Null for the connection's <c>EventBufferCapacity</c>.</summary>
    public int? Capacity { get; init; }
}
