namespace OktellConnect.Events;

/// <summary>Events between the one before and the one after this were dropped, because they came faster than they were read.</summary>
/// <param name="Time">When the first of them was dropped.</param>
/// <param name="Count">How many.</param>
public sealed record LossEvent(DateTimeOffset Time, long Count) : OktellEvent(OktellEventType.Loss, Time);
