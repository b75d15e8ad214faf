namespace OktellConnect.Events;

/// <summary>The connection was lost and opened again. What happened in between was not seen; states have been read again since.</summary>
/// <param name="From">When the loss was noticed.</param>
/// <param name="To">When the connection was open again.</param>
public sealed record GapEvent(DateTimeOffset From, DateTimeOffset To) : OktellEvent(OktellEventType.Gap, To);
