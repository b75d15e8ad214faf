using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Parties in words, for questions to the user and messages.</summary>
internal static class CallText
{
    public static string Describe(CallInfo? call) =>
        call is null ? "the line" : Describe(call.Number, call.Name, call.ConferenceId is not null);

    public static string Describe(CallParty? party) =>
        party is null ? "nobody" : Describe(party.Number, party.Name, party.IsConference);

    public static string Describe(ConferenceInfo? conference) =>
        conference is null ? "no conference" : Describe(null, conference.Name, isConference: true);

    public static string Describe(string? number, string? name, bool isConference) =>
        isConference ? $"conference {name}".TrimEnd()
        : (number, name) switch
        {
            (null, null) => "an unknown party",
            (null, _) => name,
            (_, null) => number,
            _ => name == number ? number : $"{number} ({name})",
        };
}
