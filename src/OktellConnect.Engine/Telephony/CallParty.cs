using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>Somebody or something on the own line: a person, an outside number, an IVR, a conference. Immutable.</summary>
public sealed record CallParty
{
    /// <summary>Number, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Name as the server gives it, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Oktell's id of the user, lower case; null for outside parties and services.</summary>
    public string? UserId { get; init; }

    /// <summary>The server's id of the call chain, lower case, or null.</summary>
    public string? ChainId { get; init; }

    /// <summary>Whether the party is outside the PBX.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Whether it is a voice menu.</summary>
    public bool IsIvr { get; init; }

    /// <summary>Whether it is a whole conference.</summary>
    public bool IsConference { get; init; }

    /// <summary>Id of the conference: the one the party is, or the one it takes part in; null outside conferences.</summary>
    public string? ConferenceId { get; init; }

    /// <summary>Id within the conference, lower case; null outside conferences.</summary>
    public string? CompetitorId { get; init; }

    /// <summary>Name and number.</summary>
    public override string ToString() => string.Join(" ", new[] { Name, Number == Name ? null : Number }.Where(text => text is not null));

    /// <summary>Whether this is the party of that number, user id or competitor id.</summary>
    internal bool IsKnownAs(string identity) =>
        Number == identity || (Abonent.Id(identity) is { } id && (UserId == id || CompetitorId == id || (IsConference && ConferenceId == id)));

    /// <summary>Whether both are the same party: the server need not describe it the same way on the line and on hold.</summary>
    internal bool IsSameAs(CallParty? other)
    {
        if (other is null || IsConference != other.IsConference)
        {
            return false;
        }

        return IsConference
            ? ConferenceId == other.ConferenceId
            : (Number is not null && Number == other.Number) || (UserId is not null && UserId == other.UserId)
                || (Number is null && UserId is null && other.Number is null && other.UserId is null && ChainId == other.ChainId);
    }

    internal static CallParty? From(Abonent? party, string? chainId = null) => party is null or { IsEmpty: true } ? null : new CallParty
    {
        Number = party.Number,
        Name = party.Name ?? party.ConferenceName,
        UserId = party.UserId,
        ChainId = chainId ?? party.ChainId,
        IsExternal = party.IsExternal,
        IsIvr = party.IsIvr,
        IsConference = party.IsConference || party.ConferenceId is not null,
        ConferenceId = party.ConferenceId,
        CompetitorId = party.CompetitorId,
    };
}
