namespace OktellConnect.Simulator.Pbx;

/// <summary>What becomes of those who are invited to a conference, and of it with them. Everything here runs under the lock.</summary>
internal sealed partial class Exchange
{
    private Competitor Add(Conference conference, Party party)
    {
        // Who was here before and comes again is in the list once.
        conference.Competitors.RemoveAll(competitor => competitor.Leg is null && IsSame(competitor.Party, party));
        var added = new Competitor(party) { Invited = clock.LocalNow };
        added.Leg = new Leg(conference, party, LegState.Waiting) { Id = added.Id };
        conference.Competitors.Add(added);
        return added;
    }

    private void Invite(Conference conference, Party party)
    {
        var invited = Add(conference, party);
        switch (party)
        {
            case PersonParty { Person: var person } when IsReachable(person):
                Seat(invited.Leg!);
                RingPhone(invited.Leg!, invited.Next, () => Join(conference, invited), () => Leave(conference, invited, CompetitorState.MisInviteNotRespond));
                Announce(conference, invited);
                break;
            case OutsideParty outside when Seize(outside):
                CallOut(conference, invited, DialledNumbers.Behaviour(outside.Number));
                Announce(conference, invited);
                break;
            default:
                Later(invited.Next, CallTiming.Busy, () => Leave(conference, invited, CompetitorState.MisInviteBusy));
                Announce(conference, invited);
                break;
        }
    }

    private void CallOut(Conference conference, Competitor invited, OutsideBehaviour behaviour)
    {
        switch (behaviour)
        {
            case OutsideBehaviour.NeverAnswers:
                Later(invited.Next, CallTiming.Ringing, () => Leave(conference, invited, CompetitorState.MisInviteTimeout));
                break;
            case OutsideBehaviour.Busy:
                Later(invited.Next, CallTiming.Busy, () => Leave(conference, invited, CompetitorState.MisInviteBusy));
                break;
            default:
                Later(invited.Next, CallTiming.OutsideAnswer, () => Join(conference, invited));
                break;
        }
    }

    /// <summary>Somebody who was called has answered.</summary>
    private void Join(Conference conference, Competitor competitor)
    {
        var leg = competitor.Leg!;
        var wasRinging = leg.State == LegState.Ringing;
        competitor.Next.Stop();
        competitor.State = CompetitorState.InConference;
        leg.State = LegState.Talking;
        var talk = StartTalk(leg, competitor.Invited, StartReason.Primary);
        log.Write($"conference {conference.Room}: {leg.Party.Number} is in");
        if (wasRinging)
        {
            Tell(leg, PhoneEvent.RingStopped);
        }

        Tell(leg, PhoneEvent.CommutationStarted, talk);
        Announce(conference, competitor);
        LeaveSoon(conference, competitor);
    }

    /// <summary>A party of a call goes over into a conference; the other end of the call is off it then.</summary>
    private void Bring(Leg moved, Conference conference, FlashType type)
    {
        var call = moved.Call!;
        var staying = call.Opposite(moved);
        var wasHeld = staying.IsHeld;
        var talk = StopTalk(call);
        Close(call);
        var competitor = Add(conference, moved.Party);
        competitor.State = CompetitorState.InConference;
        competitor.Leg!.State = LegState.Talking;
        Replace(moved, competitor.Leg);
        var line = staying.Person!.Line;
        if (wasHeld)
        {
            line.Held = null;
        }
        else
        {
            line.Current = null;
        }

        if (talk is not null)
        {
            Tell(staying, PhoneEvent.CommutationStopped, talk);
            Tell(moved, PhoneEvent.CommutationStopped, talk);
        }

        TellFlash(staying, type);
        if (wasHeld)
        {
            TellFlash(moved, FlashType.Restored);
        }

        if (!competitor.Leg.IsHeld)
        {
            Tell(competitor.Leg, PhoneEvent.CommutationStarted, StartTalk(competitor.Leg, clock.LocalNow, StartReason.Primary));
        }

        log.Write($"conference {conference.Room}: {moved.Party.Number} is brought in");
        Announce(conference, competitor);
        LeaveSoon(conference, competitor);
    }

    /// <summary>Somebody is in no longer, or will not come.</summary>
    private void Leave(Conference conference, Competitor competitor, CompetitorState state, Person? aborting = null)
    {
        if (competitor.Leg is not { } leg)
        {
            return;
        }

        competitor.Next.Stop();
        var talk = StopTalk(leg);
        if (competitor.State == CompetitorState.Invited)
        {
            journal.AddAttempt(conference, competitor, clock.LocalNow);
        }

        competitor.State = state;
        competitor.Leg = null;
        log.Write($"conference {conference.Room}: {leg.Party.Number} {state}");
        if (TakeOff(leg) is { } departure)
        {
            TellOff(departure, talk, aborting);
        }

        if (!conference.IsEnded)
        {
            Announce(conference, competitor);
            EndIfLeft(conference);
        }
    }

    /// <summary>Some outside numbers hang up soon after they have answered.</summary>
    private void LeaveSoon(Conference conference, Competitor competitor)
    {
        if (competitor.Party is OutsideParty { Number: var number } && DialledNumbers.Behaviour(number) == OutsideBehaviour.AnswersAndHangsUp)
        {
            Later(competitor.Next, CallTiming.ShortTalk, () => Leave(conference, competitor, CompetitorState.Exited));
        }
    }

    /// <summary>A conference ends with its last of our people, or when nobody is left to talk to.</summary>
    private void EndIfLeft(Conference conference)
    {
        var isAnybodyOfOurs = conference.Joined.Any(competitor => competitor.Party is PersonParty);
        if (conference.IsEnded || isAnybodyOfOurs && conference.Present.Skip(1).Any())
        {
            return;
        }

        conference.IsEnded = true;
        conferences.Remove(conference);
        log.Write($"conference {conference.Room}: over");
        foreach (var competitor in conference.Present.ToList())
        {
            Leave(conference, competitor, competitor.State == CompetitorState.InConference ? CompetitorState.Exited : CompetitorState.MisInviteAbort);
        }
    }

    /// <summary>Tells everybody in the conference of one participant: the list first, because the vendor's client fails on somebody it does not know.</summary>
    private void Announce(Conference conference, Competitor about)
    {
        foreach (var person in conference.Present.Select(competitor => competitor.Leg!.Person).OfType<Person>().ToList())
        {
            events?.Composition(person, conference.Id);
            events?.CompetitorState(person, conference.Id, about.Id);
        }

        foreach (var ghost in conference.Ghosts)
        {
            events?.Composition(ghost.Ghost, ghost.Id);
        }
    }
}
