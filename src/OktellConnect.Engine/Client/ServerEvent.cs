using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>What an item of an event stream is.</summary>
public enum ServerEventKind
{
    /// <summary>A push of the server.</summary>
    Message,

    /// <summary>The reader was too slow: events before this item were dropped.</summary>
    Dropped,

    /// <summary>The connection was lost and opened again: what happened in between was not seen.</summary>
    Gap,

    /// <summary>The connection's state changed; delivered inside of the product only.</summary>
    State,
}

/// <summary>One item of an event stream. Immutable.</summary>
public sealed class ServerEvent
{
    private Frame? frame;

    private ServerEvent(ServerEventKind kind, string name, DateTimeOffset time)
    {
        Kind = kind;
        Name = name;
        Time = time;
    }

    /// <summary>What the item is.</summary>
    public ServerEventKind Kind { get; }

    /// <summary>Name of the event; empty for the other kinds.</summary>
    public string Name { get; }

    /// <summary>When it was received, or when the gap ended.</summary>
    public DateTimeOffset Time { get; }

    /// <summary>How many events were dropped; 0 for the other kinds.</summary>
    public long DroppedCount { get; private init; }

    /// <summary>When the connection was lost; null for the other kinds.</summary>
    public DateTimeOffset? LostAt { get; private init; }

    /// <summary>The event's parameters as plain values; empty for the other kinds.</summary>
    public IReadOnlyDictionary<string, object?> Parameters => Body.ValueKind == JsonValueKind.Object ? PlainValues.ToDictionary(Body) : new Dictionary<string, object?>();

    /// <summary>The event's body, read when it is first asked for; undefined for the other kinds.</summary>
    internal JsonElement Body => frame?.Body ?? default;

    /// <summary>The change of state; null for the other kinds.</summary>
    internal ClientStateChangedEventArgs? StateChange { get; private init; }

    internal static ServerEvent ForMessage(Frame frame, DateTimeOffset time) => new(ServerEventKind.Message, frame.Name, time) { frame = frame };

    internal static ServerEvent ForState(ClientStateChangedEventArgs change, DateTimeOffset time) => new(ServerEventKind.State, "", time) { StateChange = change };

    internal static ServerEvent ForDropped(long count, DateTimeOffset time) => new(ServerEventKind.Dropped, "", time) { DroppedCount = count };

    internal static ServerEvent ForGap(DateTimeOffset lostAt, DateTimeOffset time) => new(ServerEventKind.Gap, "", time) { LostAt = lostAt };
}
