using OktellConnect.Events;

namespace OktellConnect.Telephony;

/// <summary>The conference of the own line changed: it began, ended, or somebody came, left or changed.</summary>
/// <param name="Time">When it was seen.</param>
/// <param name="Conference">The conference as it is then; null where the line has left it.</param>
public sealed record ConferenceEvent(DateTimeOffset Time, ConferenceInfo? Conference) : OktellEvent(OktellEventType.Conference, Time);
