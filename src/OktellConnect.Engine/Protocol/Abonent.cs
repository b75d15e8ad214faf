using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>A call party as the server describes it (docs/protocol.md, "Abonent"). Any field may be absent. Immutable.</summary>
public sealed record Abonent
{
    /// <summary>Number, or the caller id where there is no number; null for a party without either.</summary>
    public string? Number { get; private init; }

    /// <summary>Best name there is: simple name, user name, name, caption, login, number, name of the IVR; null where none is given.</summary>
    public string? Name { get; private init; }

    /// <summary>Oktell user id, lower case, or null for an outside party.</summary>
    public string? UserId { get; private init; }

    /// <summary>Chain the party belongs to, lower case; null where absent or all zeros.</summary>
    public string? ChainId { get; private init; }

    /// <summary>Conference the party is, or null.</summary>
    public string? ConferenceId { get; private init; }

    /// <summary>Id of the party within its conference, lower case; null outside conferences.</summary>
    public string? CompetitorId { get; private init; }

    /// <summary>Whether the party is outside the PBX.</summary>
    public bool IsExternal { get; private init; }

    /// <summary>Whether there is no party at all: an idle line sends an empty object.</summary>
    public bool IsEmpty { get; private init; }

    /// <summary>
    /// What tells this party from others: competitor id, number, user id, chain, in this order; an IVR and a conference without
    /// any of these still are somebody. Null for nobody. A chain alone makes no party of a line: an idle line may carry one.
    /// </summary>
    internal string? Key => CompetitorId ?? Number ?? UserId ?? ConferenceId ?? ChainId ?? (IsIvr ? "ivr" : null);

    internal string? Login { get; private init; }

    internal string? ConferenceName { get; private init; }

    internal int? ConferenceRoom { get; private init; }

    internal string? ConferenceState { get; private init; }

    internal bool IsCreator { get; private init; }

    internal bool IsDirector { get; private init; }

    internal bool IsGhost { get; private init; }

    internal bool IsGhostMajor { get; private init; }

    internal bool IsHidden { get; private init; }

    internal bool IsAutocall { get; private init; }

    internal bool IsRinging { get; private init; }

    internal bool IsCommutated { get; private init; }

    internal bool IsWaitingInFlash { get; private init; }

    internal bool IsConference { get; private init; }

    internal bool IsIvr { get; private init; }

    internal bool IsWaitingForAnswer { get; private init; }

    internal bool HasNumberOrLine { get; private init; }

    internal string? Direction { get; private init; }

    internal static Abonent Read(JsonElement body)
    {
        var number = body.GetNonEmptyText("number");
        return new Abonent
        {
            Number = number ?? body.GetNonEmptyText("callerid"),
            Name = FirstText(body, "simplename", "username", "name", "caption", "userlogin", "number", "ivrname"),
            UserId = Id(body.GetNonEmptyText("userid")),
            ChainId = Id(body.GetNonEmptyText("chainid")),
            ConferenceId = Id(body.GetNonEmptyText("conferenceid")),
            CompetitorId = Id(body.GetNonEmptyText("competitorid")),
            Login = body.GetNonEmptyText("userlogin"),
            ConferenceName = body.GetNonEmptyText("conferencename"),
            ConferenceRoom = body.GetSmallNumber("conferenceroom"),
            ConferenceState = body.GetNonEmptyText("confstatestr"),
            IsCreator = Flag(body, "iscreator"),
            IsDirector = Flag(body, "isdirector"),
            IsGhost = Flag(body, "isghost"),
            IsGhostMajor = Flag(body, "isghostmajor"),
            IsHidden = Flag(body, "ishidden"),
            IsExternal = Flag(body, "isextline"),
            IsEmpty = number is null && FirstText(body, "callerid", "simplename", "ivrname") is null && !HasId(body, "competitorid", "userid", "conferenceid") && !Flag(body, "isivr") && !Flag(body, "isconference"),
            IsAutocall = Flag(body, "isautocall"),
            IsRinging = Flag(body, "isringing"),
            IsCommutated = Flag(body, "iscommutated"),
            IsWaitingInFlash = Flag(body, "iswaitinginflash"),
            IsConference = Flag(body, "isconference"),
            IsIvr = Flag(body, "isivr"),
            IsWaitingForAnswer = Flag(body, "iswaitingforanswer"),
            HasNumberOrLine = number is not null || IsTruthy(body, "extline"),
            Direction = body.GetNonEmptyText("direction"),
        };
    }

    internal Abonent WithNumber(string? number) => this with { Number = number };

    /// <summary>An id as it is compared: lower case; null where absent or all zeros.</summary>
#pragma warning disable CA1308 // The vendor's client lower-cases ids.
    internal static string? Id(string? text) =>
        text is null || text.All(letter => letter is '0' or '-') ? null : text.ToLowerInvariant();
#pragma warning restore CA1308

    private static bool Flag(JsonElement body, string name) => body.GetFlag(name) ?? false;

    private static bool IsTruthy(JsonElement body, string name) => body.GetFlag(name) ?? body.GetField(name) is not null;

    // An id of zeros is nobody's.
    private static bool HasId(JsonElement body, params string[] names) => names.Any(name => Id(body.GetNonEmptyText(name)) is not null);

    private static string? FirstText(JsonElement body, params string[] names) =>
        names.Select(name => body.GetNonEmptyText(name)).FirstOrDefault(text => text is not null);
}
