namespace OktellConnect.Simulator.Pbx;

/// <summary>Making conferences, inviting, leaving and removing.</summary>
internal sealed partial class Exchange
{
    private const int HighestRoom = 10_000;
    private const int MostInvitations = 100;

    /// <summary>A client makes a conference: its person is in it at once, the others are called.</summary>
    public Outcome CreateConference(Person person, ConferenceOrder order) => Operate(() =>
    {
        if (!Guid.TryParse(order.Id, out var id))
        {
            return Outcome.Refused(Refusal.BadParameter, "A conference needs a GUID for its id");
        }

        if (order.Room is < 0 or > HighestRoom || FindConference(order.Id) is not null)
        {
            return Outcome.Refused(Refusal.BadParameter, "The room is impossible or the id is taken");
        }

        if (person.Line is { Current: not null } or { IsConnected: false })
        {
            return Outcome.Refused(Refusal.LineState, "The line is busy");
        }

        if (Find(order.Invitations) is not { } parties)
        {
            return Outcome.Refused(Refusal.NumberNotFound, "Somebody invited does not exist, or there are too many");
        }

        parties.RemoveAll(party => IsSame(party, person));
        if (parties.Count == 0)
        {
            return Outcome.Refused(Refusal.BadParameter, "Nobody to invite");
        }

        var conference = Open(person, id.ToString("D"), person.Line.Held?.Bridge.ChainId ?? NewId(), order);
        var me = Add(conference, new PersonParty(person));
        Seat(me.Leg!);
        Join(conference, me);
        parties.ForEach(party => Invite(conference, party));
        EndIfLeft(conference);
        return Outcome.Done(conference.ChainId);
    });

    /// <summary>The talk of two becomes a conference that others can be invited to.</summary>
    public Outcome BuildConference(Person person) => Operate(() =>
    {
        if (person.Line.Current is not { Call: { Commutation: not null } call })
        {
            return Outcome.Refused(Refusal.LineState, "Only a talk of two can become a conference");
        }

        var conference = Open(person, NewId(), call.ChainId, new ConferenceOrder { Id = null });
        var talk = StopTalk(call);
        Close(call);
        var entered = call.Legs.Select(leg => (Old: leg, Competitor: Add(conference, leg.Party))).ToList();
        foreach (var (old, competitor) in entered)
        {
            competitor.State = CompetitorState.InConference;
            competitor.Leg!.State = LegState.Talking;
            Replace(old, competitor.Leg);
            StartTalk(competitor.Leg, clock.LocalNow, StartReason.Primary);
        }

        foreach (var (old, competitor) in entered)
        {
            Tell(old, PhoneEvent.CommutationStopped, talk);
            Tell(competitor.Leg!, PhoneEvent.CommutationStarted, competitor.Leg!.OwnCommutation);
        }

        entered.ForEach(entry => Announce(conference, entry.Competitor));
        LeaveSoon(conference, entered[0].Competitor);
        LeaveSoon(conference, entered[1].Competitor);
        return Outcome.Done(conference.ChainId);
    });

    /// <summary>Somebody in a conference invites others.</summary>
    public Outcome Invite(Person person, string? id, IReadOnlyList<Invitation> invitations) => Operate(() =>
    {
        if (FindConference(id) is not { } conference || conference.Find(person) is not { State: CompetitorState.InConference })
        {
            return Outcome.Refused(Refusal.ConferenceNotFound, "Not in such a conference");
        }

        if (!conference.EverybodyMayInvite && !ReferenceEquals(conference.Creator, person))
        {
            return Outcome.Refused(Refusal.NotPermitted, "Only the creator may invite");
        }

        if (Find(invitations) is not { } parties)
        {
            return Outcome.Refused(Refusal.NumberNotFound, "Somebody invited does not exist, or there are too many");
        }

        parties.RemoveAll(party => conference.Present.Any(competitor => IsSame(competitor.Party, party)));
        if (parties.Count == 0)
        {
            return Outcome.Refused(Refusal.BadParameter, "Nobody to invite");
        }

        parties.ForEach(party => Invite(conference, party));
        return Outcome.Done(conference.ChainId);
    });

    /// <summary>Whether the one on hold can be brought into the conference that the person is in.</summary>
    public bool CanBringHeld(Person person) => Run(() => person.Line is
    {
        Current: { State: LegState.Talking, Conference: not null },
        Held.Call.IsUp: true,
    });

    /// <summary>Brings the one on hold into the conference that the person is in.</summary>
    public Outcome BringHeld(Person person) => Operate(() =>
    {
        if (!CanBringHeld(person))
        {
            return Outcome.Refused(Refusal.LineState, "There is no conference, or nobody on hold to bring into it");
        }

        var (conference, held) = (person.Line.Current!.Conference!, person.Line.Held!);
        Bring(held.Opposite!, conference, FlashType.Invite);
        return Outcome.Done(conference.ChainId);
    });

    /// <summary>The creator removes somebody, or takes an invitation back.</summary>
    public Outcome Remove(Person person, string? id, string? competitorId) => Operate(() =>
    {
        if (FindConference(id) is not { } conference || conference.Find(person) is null)
        {
            return Outcome.Refused(Refusal.ConferenceNotFound, "Not in such a conference");
        }

        if (conference.Present.FirstOrDefault(one => string.Equals(one.Id, competitorId, StringComparison.OrdinalIgnoreCase)) is not { } competitor)
        {
            return Outcome.Refused(Refusal.NumberNotFound, "Nobody with this id is in the conference");
        }

        if (!ReferenceEquals(conference.Creator, person) && !IsSame(competitor.Party, person))
        {
            return Outcome.Refused(Refusal.NotPermitted, "Only the creator may remove others");
        }

        Leave(conference, competitor, competitor.State == CompetitorState.InConference ? CompetitorState.Exited : CompetitorState.MisInviteStop);
        return Outcome.Done(conference.ChainId);
    });

    /// <summary>The person leaves a conference, be it on hold.</summary>
    public Outcome Exit(Person person, string? id) => Operate(() =>
    {
        var leg = new[] { person.Line.Current, person.Line.Held }
            .FirstOrDefault(leg => leg is { State: LegState.Talking, Bridge.ConferenceId: { } own } && string.Equals(own, id, StringComparison.OrdinalIgnoreCase));
        if (leg is null)
        {
            return Outcome.Refused(Refusal.ConferenceNotFound, "Not in such a conference");
        }

        Drop(leg);
        return Outcome.Done(leg.Bridge.ChainId);
    });

    private Conference? FindConference(string? id) => conferences.Find(conference => string.Equals(conference.Id, id, StringComparison.OrdinalIgnoreCase));

    private Conference Open(Person creator, string id, string chainId, ConferenceOrder order)
    {
        var conference = new Conference
        {
            Id = id,
            ChainId = chainId,
            Room = order.Room is { } wanted && IsFree((int)wanted) ? (int)wanted : Enumerable.Range(1, HighestRoom).FirstOrDefault(IsFree),
            Name = order.Name,
            Description = order.Description,
            Creator = creator,
            IsRecorded = order.IsRecorded,
            EverybodyMayInvite = order.EverybodyMayInvite,
        };
        conferences.Add(conference);
        log.Write($"conference {conference.Room} of {creator.Number}: begins");
        return conference;
    }

    private bool IsFree(int room) => conferences.TrueForAll(conference => conference.Room != room);

    /// <summary>Those who are meant, each once; null where one of them does not exist or cannot be in a conference, or they are too many.</summary>
    private List<Party>? Find(IReadOnlyList<Invitation> invitations)
    {
        if (invitations.Count > MostInvitations)
        {
            return null;
        }

        var parties = new List<Party>();
        foreach (var invitation in invitations)
        {
            Party? party = (invitation.UserId is { } id ? Plan.FindById(id) : invitation.Login is { } login ? Plan.FindByLogin(login) : null) is { } person
                ? new PersonParty(person)
                : DialledNumbers.Clean(invitation.Number) is { } number ? Resolve(number) : null;
            if (party is null or QueueParty)
            {
                return null;
            }

            if (!parties.Exists(other => IsSame(other, party)))
            {
                parties.Add(party);
            }
        }

        return parties;
    }

    private static bool IsSame(Party one, Party other) => other is PersonParty { Person: var person } ? IsSame(one, person) : one is OutsideParty && one.Number == other.Number;
}
