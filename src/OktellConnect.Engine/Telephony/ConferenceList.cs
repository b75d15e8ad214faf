using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>
/// Who is in the conference of the own line: made of <c>getconferenceinfo</c>, kept up to date by the pushes about it. Pure and
/// immutable (docs/protocol.md, "Conferences").
/// </summary>
internal sealed record ConferenceList(string Id)
{
    /// <summary>States of competitors who are not there any more, or never came.</summary>
    private static readonly HashSet<string> Gone = new(
        ["Exited", "MisInviteBusy", "MisInviteNotRespond", "MisInviteTimeout", "MisInviteStop", "MisInviteAbort", "MisInviteRefuse"],
        StringComparer.Ordinal);

    public string? Name { get; private init; }

    public int? Room { get; private init; }

    public bool IsGhost { get; private init; }

    public string? GhostMode { get; private init; }

    /// <summary>Everybody the server named, the gone ones too.</summary>
    public IReadOnlyList<Abonent> Competitors { get; private init; } = [];

    /// <summary>Takes what the server says of a conference; of another one, or without an id, it says nothing.</summary>
    public ConferenceList With(ConferenceReply? reply) => reply is null || (reply.Id is not null && reply.Id != Id) ? this : this with
    {
        Name = reply.Name ?? Name,
        Room = reply.Room ?? Room,
        IsGhost = reply.IsGhost,
        GhostMode = reply.GhostMode,
        Competitors = reply.HasCompetitors ? reply.Competitors : Competitors,
    };

    /// <summary>Takes what the line itself says of its conference.</summary>
    public ConferenceList With(Abonent party) => this with { Name = Name ?? party.ConferenceName, Room = Room ?? party.ConferenceRoom };

    /// <summary>Takes a new list of everybody.</summary>
    public ConferenceList WithComposition(ConferenceReply push) =>
        push.Id == Id && push.HasCompetitors ? this with { Competitors = push.Competitors } : this;

    /// <summary>Takes the news of some competitors; new ones are added.</summary>
    public ConferenceList WithStates(ConferenceReply push)
    {
        if (push.Id != Id)
        {
            return this;
        }

        var list = Competitors.ToList();
        foreach (var news in push.Competitors)
        {
            var place = list.FindIndex(known => known.Key == news.Key);
            if (place < 0)
            {
                list.Add(news);
            }
            else
            {
                list[place] = news;
            }
        }

        return this with { Competitors = list };
    }

    /// <summary>The conference as people see it.</summary>
    /// <param name="isMe">Which competitor is the signed-in user.</param>
    /// <param name="isMadeHere">Whether this client made it.</param>
    public ConferenceInfo ToInfo(Func<Abonent, bool> isMe, bool isMadeHere) => new()
    {
        Id = Id,
        Name = Name,
        Room = Room,
        IsMonitoring = IsGhost,
        IsCreator = isMadeHere || Competitors.Any(one => one.IsCreator && isMe(one)),
        Participants = [.. Competitors.Where(one => IsShown(one, isMe)).Select(ConferenceParticipant.From)],
    };

    private bool IsShown(Abonent competitor, Func<Abonent, bool> isMe) =>
        (competitor.ConferenceState is not { } state || !Gone.Contains(state)) && (!IsGhost || competitor.IsGhost || isMe(competitor));
}
