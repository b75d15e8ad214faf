using OktellConnect.Events;

namespace OktellConnect.Messaging;

/// <summary>A text message came. Those the signed-in user sends are no events: whoever answers messages must not answer his own.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Message">The message.</param>
public sealed record MessageEvent(DateTimeOffset Time, TextMessage Message) : OktellEvent(OktellEventType.Message, Time);
