using OktellConnect.Events;

namespace OktellConnect.Telephony;

/// <summary>The state of the signed-in user changed.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="State">The state as it is then.</param>
public sealed record UserStateEvent(DateTimeOffset Time, UserStateInfo State) : OktellEvent(OktellEventType.UserState, Time);
