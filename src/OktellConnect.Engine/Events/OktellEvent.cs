namespace OktellConnect.Events;

/// <summary>
/// Something that happened on a connection. Immutable. The kinds of a room's own lie in that room (<c>CallEvent</c> in <c>Telephony</c>);
/// this one knows none of them.
/// </summary>
/// <param name="Type">What kind of event it is.</param>
/// <param name="Time">When it was seen, by this computer's clock.</param>
public abstract record OktellEvent(OktellEventType Type, DateTimeOffset Time);
