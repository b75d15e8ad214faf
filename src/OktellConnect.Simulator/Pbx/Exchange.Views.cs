namespace OktellConnect.Simulator.Pbx;

/// <summary>Conferences as those in them see them.</summary>
internal sealed partial class Exchange
{
    /// <summary>The conference with this id as the person sees it; null where he has no part in one.</summary>
    public ConferenceView? View(Person person, string? id)
    {
        if (FindConference(id) is { } conference)
        {
            return conference.Find(person) is null ? null : View(conference);
        }

        if (ghosts.Find(ghost => string.Equals(ghost.Id, id, StringComparison.OrdinalIgnoreCase)) is not { } ghost)
        {
            return null;
        }

        return ReferenceEquals(ghost.Ghost, person) ? ViewAsGhost(ghost)
            : ghost is { Mode: GhostMode.Conference, Listened: Call call } && call.Legs.Any(leg => ReferenceEquals(leg.Person, person)) ? ViewAsListened(ghost, call)
            : null;
    }

    private static ConferenceView View(Conference conference) => new()
    {
        Id = conference.Id,
        ChainId = conference.ChainId,
        Name = conference.Name,
        Description = conference.Description,
        Room = conference.Room,
        IsRecorded = conference.IsRecorded,
        EverybodyMayInvite = conference.EverybodyMayInvite,
        Competitors =
        [
            .. conference.Competitors.Select(competitor => new CompetitorView(competitor.Id, competitor.Party)
            {
                State = competitor.State,
                IsCreator = IsSame(competitor.Party, conference.Creator),
            }),
            .. conference.Ghosts.Where(ghost => ghost.Mode == GhostMode.Conference).Select(ghost => new CompetitorView(ghost.Leg!.Id, ghost.Leg.Party)),
        ],
    };

    // The vendor's client lists nobody but itself and those marked as listened to.
    private static ConferenceView ViewAsGhost(GhostConference ghost) => new()
    {
        Id = ghost.Id,
        ChainId = ghost.ChainId,
        GhostMode = ghost.Mode,
        Competitors =
        [
            .. Ends(ghost.Listened).Select(leg => (Leg: leg, IsMajor: ReferenceEquals(leg.Person, ghost.Major))).Select(end => new CompetitorView(end.Leg.Id, end.Leg.Party)
            {
                IsGhosted = true,
                IsMajor = end.IsMajor,
                HearsGhost = ghost.Mode == GhostMode.Conference || end.IsMajor && ghost.Mode == GhostMode.Help || ghost.Helped.Contains(end.Leg.Id),
            }),
            new CompetitorView(ghost.Leg!.Id, ghost.Leg.Party) { IsHidden = ghost.Mode != GhostMode.Conference },
        ],
    };

    private static ConferenceView ViewAsListened(GhostConference ghost, Call call) => new()
    {
        Id = ghost.Id,
        ChainId = call.ChainId,
        Competitors = [.. call.Legs.Append(ghost.Leg!).Select(leg => new CompetitorView(leg.Id, leg.Party))],
    };
}
