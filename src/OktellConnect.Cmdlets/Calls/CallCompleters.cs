using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Who is on the line or on hold.</summary>
public sealed class LinePartyCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection is null ? [] : connection.Phone.Parties.Append(connection.Phone.Held)
            .OfType<CallParty>()
            .Where(party => party.Number is not null)
            .Select(party => (party.Number!, party.Name ?? ""));
}

/// <summary>Participants of the conference, found by number or name.</summary>
public sealed class ConferenceParticipantCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection?.Conferences.Current?.Participants
            .Select(participant => (Text: participant.Number ?? participant.Name, Hint: participant.Name ?? ""))
            .Where(candidate => candidate.Text is not null)
            .Select(candidate => (candidate.Text!, candidate.Hint)) ?? [];
}

/// <summary>Users that the signed-in user may listen to; those who talk come first.</summary>
public sealed class SubordinateCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        connection?.NumberPlan.Users
            .Where(user => user.IsSubordinate && user.MainNumber is not null)
            .OrderByDescending(user => user.State == NumberState.Busy)
            .Select(user => (user.MainNumber!, user.Name ?? "")) ?? [];
}
