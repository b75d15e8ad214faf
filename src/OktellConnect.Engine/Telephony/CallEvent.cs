using OktellConnect.Events;

namespace OktellConnect.Telephony;

/// <summary>The call on the own line changed: its state, a party, or who is on hold.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Call">The call as it is then; <see cref="CallInfo.HasEnded"/> tells the last one of a call.</param>
public sealed record CallEvent(DateTimeOffset Time, CallInfo Call) : OktellEvent(OktellEventType.Call, Time);
