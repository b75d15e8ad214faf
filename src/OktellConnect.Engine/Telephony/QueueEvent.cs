using OktellConnect.Events;

namespace OktellConnect.Telephony;

/// <summary>
/// A caller began or stopped waiting for the signed-in user. The server does not push this: the queue is read every five seconds while
/// somebody wants to know, so a wait shorter than that may go unseen. Who waits already when it is first read has entered.
/// </summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Item">The caller.</param>
/// <param name="Entered">True when the wait has begun, false when it is over.</param>
public sealed record QueueEvent(DateTimeOffset Time, QueueItem Item, bool Entered) : OktellEvent(OktellEventType.Queue, Time);
