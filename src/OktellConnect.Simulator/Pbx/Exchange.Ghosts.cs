namespace OktellConnect.Simulator.Pbx;

/// <summary>Supervisors who listen to their subordinates.</summary>
internal sealed partial class Exchange
{
    /// <summary>A supervisor begins to listen to somebody's talk; nobody in it notices.</summary>
    public Outcome AttachGhost(Person person, string? ghostedId) => Operate(() =>
    {
        if (ghostedId is null || Plan.FindById(ghostedId) is not { } major)
        {
            return Outcome.Refused(Refusal.NumberNotFound, "There is no such user");
        }

        if (!person.IsAbove(major))
        {
            return Outcome.Refused(Refusal.NoGhostRight, "No right to listen to this user");
        }

        if (person.Line is { IsBusy: true } or { IsConnected: false })
        {
            return Outcome.Refused(Refusal.LineState, "The line is busy");
        }

        if (TalkOf(major) is not { } talk)
        {
            return Outcome.Refused(Refusal.LineState, "The user is not in a talk");
        }

        var ghost = new GhostConference { Id = NewId(), ChainId = talk.ChainId, Ghost = person, Major = major, Listened = talk };
        ghost.Leg = new Leg(ghost, new PersonParty(person), LegState.Talking);
        ghosts.Add(ghost);
        talk.Ghosts.Add(ghost);
        Seat(ghost.Leg);
        log.Write($"{person.Number} listens to {major.Number}");
        Tell(ghost.Leg, PhoneEvent.CommutationStarted, StartTalk(ghost.Leg, clock.LocalNow, StartReason.Primary));
        events?.Composition(person, ghost.Id);
        return Outcome.Done(ghost.ChainId);
    });

    /// <summary>A supervisor goes from listening to helping to joining in, or back.</summary>
    public Outcome SetGhostMode(Person person, string? id, GhostMode mode) => Operate(() =>
    {
        if (FindGhost(person, id) is not { } ghost)
        {
            return Outcome.Refused(Refusal.ConferenceNotFound, "Not listening to anybody there");
        }

        var wasAloud = ghost.Mode == GhostMode.Conference;
        ghost.Mode = mode;
        log.Write($"{person.Number} in the talk of {ghost.Major.Number}: {mode}");
        if (wasAloud != (mode == GhostMode.Conference))
        {
            TellListened(ghost.Listened);
        }

        events?.Composition(person, ghost.Id);
        return Outcome.Done(ghost.ChainId);
    });

    /// <summary>A supervisor speaks to one of those he listens to, or stops that.</summary>
    public Outcome SetGhostHelp(Person person, string? id, string? competitorId, bool isHelped) => Operate(() =>
    {
        if (FindGhost(person, id) is not { } ghost)
        {
            return Outcome.Refused(Refusal.ConferenceNotFound, "Not listening to anybody there");
        }

        if (Ends(ghost.Listened).FirstOrDefault(leg => string.Equals(leg.Id, competitorId, StringComparison.OrdinalIgnoreCase)) is not { } leg)
        {
            return Outcome.Refused(Refusal.NumberNotFound, "Nobody with this id is in the talk");
        }

        if (ReferenceEquals(leg.Person, ghost.Major))
        {
            return SetGhostMode(person, id, isHelped ? GhostMode.Help : GhostMode.Monitor);
        }

        if (isHelped)
        {
            ghost.Helped.Add(leg.Id);
        }
        else
        {
            ghost.Helped.Remove(leg.Id);
        }

        events?.Composition(person, ghost.Id);
        return Outcome.Done(ghost.ChainId);
    });

    private GhostConference? FindGhost(Person person, string? id) =>
        ghosts.Find(ghost => ReferenceEquals(ghost.Ghost, person) && string.Equals(ghost.Id, id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The talk that can be listened to, or null.</summary>
    private static Bridge? TalkOf(Person person) =>
        person.Line.Current is { State: LegState.Talking, Bridge: Call or Conference } leg ? leg.Bridge : null;

    private static IEnumerable<Leg> Ends(Bridge bridge) => bridge switch
    {
        Call call => call.Legs,
        Conference conference => conference.Joined.Select(competitor => competitor.Leg).OfType<Leg>(),
        _ => [],
    };

    /// <summary>Supervisors go along when the talk they listen to becomes another one, and are free when there is none.</summary>
    private void FollowGhosts()
    {
        foreach (var ghost in ghosts.ToList())
        {
            if (TalkOf(ghost.Major) is not { } talk)
            {
                Detach(ghost);
            }
            else if (!ReferenceEquals(talk, ghost.Listened))
            {
                // Whoever is there now has not asked for him: he listens again.
                ghost.Listened.Ghosts.Remove(ghost);
                ghost.Listened = talk;
                talk.Ghosts.Add(ghost);
                ghost.Mode = GhostMode.Monitor;
                ghost.Helped.Clear();
                events?.Composition(ghost.Ghost, ghost.Id);
            }
        }
    }

    private void Detach(GhostConference ghost)
    {
        var wasAloud = ghost.Mode == GhostMode.Conference;
        ghost.IsEnded = true;
        ghosts.Remove(ghost);
        ghost.Listened.Ghosts.Remove(ghost);
        log.Write($"{ghost.Ghost.Number} listens to {ghost.Major.Number} no more");
        var talk = StopTalk(ghost.Leg!);
        if (TakeOff(ghost.Leg!) is { } departure)
        {
            TellOff(departure, talk, null);
        }

        if (wasAloud && !ghost.Listened.IsEnded)
        {
            TellListened(ghost.Listened);
        }
    }

    /// <summary>A call of two has become a conference because the supervisor joined in, or is one no longer; in a conference he came or went.</summary>
    private void TellListened(Bridge bridge)
    {
        foreach (var leg in Ends(bridge).Where(leg => leg.Person is not null).ToList())
        {
            if (bridge is Call call)
            {
                // While one has put the other on hold there is no talk: then only the line looks different.
                Tell(leg, call.Commutation is null ? PhoneEvent.LineStateChanged : PhoneEvent.CommutationStarted, call.Commutation);
            }

            if (bridge.ConferenceId is { } id)
            {
                events?.Composition(leg.Person!, id);
            }
        }
    }
}
