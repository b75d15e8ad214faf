using OktellConnect.Client;

namespace OktellConnect.Events;

/// <summary>The connection changed its state. The last one of a stream says why the stream ends.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="State">The new state.</param>
/// <param name="Previous">The state before.</param>
/// <param name="Reason">Why, for people; null where there is nothing to explain.</param>
public sealed record ConnectionEvent(DateTimeOffset Time, ClientState State, ClientState Previous, string? Reason) : OktellEvent(OktellEventType.Connection, Time);
