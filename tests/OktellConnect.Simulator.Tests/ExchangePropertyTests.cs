using System.Text.Json.Nodes;
using CsCheck;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Tests;

/// <summary>Whatever five people do in whatever order, no end of a call is lost and everything told is true.</summary>
public sealed class ExchangePropertyTests
{
    private static readonly Gen<Wish> Wishes = Gen.Select(Gen.Bool, Gen.Int[0, 99], Gen.Int[0, 4], Gen.Int[0, 9], (isSensible, what, who, whom) => new Wish(isSensible, what, who, whom));

    [Fact]
    public void Any_sequence_of_wishes_leaves_a_whole_exchange() => Wishes.Array[1, 60].Sample(
        wishes =>
        {
            var office = new Office();
            foreach (var wish in wishes)
            {
                wish.Do(office);
                CheckWhole(office);
            }

            office.Close();
            CheckWhole(office);
            CheckEmpty(office);
            CheckJournal(office);
        },
        iter: 1500);

    private static void CheckWhole(Office office)
    {
        var exchange = office.Exchange;
        foreach (var person in office.Plan.People)
        {
            CheckLine(office, person);
        }

        foreach (var call in exchange.Calls)
        {
            Assert.False(call.IsEnded);
            Assert.Equal(call.IsUp && !call.Legs.Any(leg => leg.IsHeld), call.Commutation is not null);
            Assert.All(call.Legs, leg => Assert.True(leg.Person is null || leg.IsCurrent || leg.IsHeld || leg.State == LegState.Waiting, "an end of a call is on no line"));
            Assert.True(call.Next.Timer is not null || call.QueueLimit.Timer is not null || call.IsUp || call.Callee.Party is OutsideParty { Number: "933000" }, "a call that nothing will ever happen to");
        }

        foreach (var conference in exchange.Conferences)
        {
            Assert.False(conference.IsEnded);
            Assert.True(conference.Present.Count() > 1 && conference.Joined.Any(competitor => competitor.Party is PersonParty), "a conference without people");
            Assert.All(conference.Present.Select(competitor => competitor.Leg!), leg => Assert.True(leg.Person is null || leg.IsCurrent || leg.IsHeld || leg.State == LegState.Waiting, "a participant on no line"));
            Assert.All(conference.Joined, competitor => Assert.Equal(!competitor.Leg!.IsHeld, competitor.Leg.OwnCommutation is not null));
        }

        foreach (var ghost in exchange.Ghosts)
        {
            Assert.True(ghost.Leg!.IsCurrent);
            Assert.Same(ghost.Listened, ghost.Major.Line.Current?.Bridge);
            Assert.Contains(ghost, ghost.Listened.Ghosts);
        }

        Assert.All(office.Plan.OutsideLines, line => Assert.InRange(exchange.Taken(line), 0, line.Channels));
    }

    private static void CheckLine(Office office, Person person)
    {
        var (exchange, line) = (office.Exchange, person.Line);
        foreach (var leg in new[] { line.Current, line.Held }.OfType<Leg>())
        {
            Assert.Same(person, leg.Person);
            Assert.True(leg.Bridge switch
            {
                Call call => exchange.Calls.Contains(call) && call.Legs.Contains(leg),
                Conference conference => exchange.Conferences.Contains(conference) && conference.Present.Any(competitor => ReferenceEquals(competitor.Leg, leg)),
                GhostConference ghost => exchange.Ghosts.Contains(ghost) && ReferenceEquals(ghost.Leg, leg),
                _ => false,
            }, "a line with an end of something that is over");
        }

        Assert.Equal(person.StateId, office.Witness.UserStateOf(person));
        Assert.Equal(person.StateId, office.Witness.NumberStateOf(person));
        Assert.Equal(line.Current?.State is LegState.Ringing or LegState.CallbackRinging, office.Witness.Ringing.Contains(person));
        Assert.Equal(line.Current is { IsAutocall: true, State: LegState.Waiting or LegState.CallbackRinging or LegState.Dialling }, office.Witness.Placing.Contains(person));
        Assert.Equal(line.Current?.Commutation?.Id, office.Witness.Talking.Where(talk => ReferenceEquals(talk.Person, person)).Select(talk => talk.Id).SingleOrDefault());

        var info = LineRendering.LineInfo(person, office.Clock);
        var abonent = info["abonent"]!.AsObject();
        Assert.Equal(line.Current is null, abonent.Count == 0);
        Assert.Equal(line.Current is null, info["chainid"]!.GetValue<string>() == LineRendering.NoChain);
        Assert.Equal(line.Held is not null, info["isflashing"]!.GetValue<bool>());
        Assert.Equal(line.Held is not null, info["flashed"] is JsonObject);
        bool Is(string flag) => abonent[flag]?.GetValue<bool>() == true;
        Assert.Equal(line.Current?.State is LegState.Talking, Is("iscommutated") || Is("iswaitinginflash"));
        Assert.False(Is("iscommutated") && Is("iswaitinginflash"));
        Assert.Equal(line.Current?.Commutation is not null, info["timertalklensec"] is not null);
        if (abonent["conferenceid"]?.GetValue<string>() is { } id)
        {
            Assert.Contains(exchange.View(person, id)!.Competitors, competitor => competitor.Party is PersonParty { Person: var one } && ReferenceEquals(one, person));
        }
    }

    private static void CheckEmpty(Office office)
    {
        Assert.Empty(office.Exchange.Calls);
        Assert.Empty(office.Exchange.Conferences);
        Assert.Empty(office.Exchange.Ghosts);
        Assert.All(office.Plan.People, person => Assert.False(person.Line.IsBusy));
        Assert.All(office.Plan.Queues, queue => Assert.Empty(queue.Waiting));
        Assert.All(office.Plan.OutsideLines, line => Assert.Equal(0, office.Exchange.Taken(line)));
        Assert.Empty(office.Witness.Talking);
    }

    /// <summary>Each talk that was told has one leg; a leg that was told to nobody is one of people outside, or was never a talk.</summary>
    private static void CheckJournal(Office office)
    {
        var rows = office.Journal.Rows;
        Assert.Equal(rows.Count, rows.Select(row => row.CommutationId).Distinct().Count());
        Assert.All(rows, row => Assert.True(row.Started <= (row.Answered ?? row.Started) && (row.Answered ?? row.Started) <= row.Stopped));
        var byId = rows.ToDictionary(row => row.CommutationId);
        Assert.All(office.Witness.Ended, id => Assert.NotNull(byId[id].Answered));
        Assert.All(rows.Where(row => row.Answered is not null && !office.Witness.Ended.Contains(row.CommutationId)), row =>
            Assert.True(row.Type is ConnectionType.OutsideToOutside or ConnectionType.ServiceToOutside or ConnectionType.OutsideToService or ConnectionType.InsideToService, $"{row}"));
    }
}
