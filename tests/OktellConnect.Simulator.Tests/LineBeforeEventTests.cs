using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.WebSockets;
using Microsoft.Extensions.Time.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>Clients re-read the line the moment an event comes: the line has to have changed by then.</summary>
public sealed class LineBeforeEventTests
{
    [Fact]
    public void At_every_event_the_line_already_shows_what_it_tells_of()
    {
        var time = new FakeTimeProvider();
        var clock = new SimulatorClock(time, 1);
        var plan = new NumberPlan(Rehearsal.Seed);
        var exchange = new Exchange(plan, new CallJournal([]), clock, new SimulatorLog(null, time));
        var seen = new Witness(clock);
        exchange.Attach(seen);
        var (ivanov, petrov) = (plan.FindByLogin("ivanov")!, plan.FindByLogin("petrov")!);
        exchange.ClientArrived(petrov);

        exchange.Order(ivanov, "102", CallSequence.UserFirst, isIntercom: false);
        time.Advance(TimeSpan.FromSeconds(0.5));
        exchange.Answer(petrov);
        exchange.Abort(ivanov);

        Assert.Equal(
            [
                "101 AutocallStarted ringing", "101 RingStarted ringing", "101 user 5",
                "101 RingStopped autocall", "101 LineStateChanged autocall", "102 RingStarted ringing", "102 user 5",
                "102 RingStopped commutated", "102 CommutationStarted commutated", "101 AutocallStopped commutated", "101 CommutationStarted commutated",
                "101 CommutationStopped idle", "102 CommutationStopped idle", "101 user 0", "102 user 1",
            ],
            seen.Entries.Skip(1));
    }

    private sealed class Witness(SimulatorClock clock) : IExchangeEvents
    {
        public List<string> Entries { get; } = [];

        public void Phone(Person person, PhoneEvent what, Leg leg, string? commutationId)
        {
            var abonent = LineRendering.LineInfo(person, clock)["abonent"]!.AsObject();
            bool Is(string flag) => abonent[flag]?.GetValue<bool>() == true;
            var line = abonent.Count == 0 ? "idle" : Is("isringing") ? "ringing" : Is("isautocall") ? "autocall" : Is("iscommutated") ? "commutated" : "?";
            Entries.Add($"{person.Number} {what} {line}");
        }

        public void UserState(Person person) => Entries.Add($"{person.Number} user {person.StateId}");

        public void Flash(Person person, FlashType what, Leg leg) => Entries.Add($"{person.Number} flash {(int)what}");

        public void Composition(Person person, string conferenceId) => Entries.Add($"{person.Number} composition");

        public void CompetitorState(Person person, string conferenceId, string competitorId) => Entries.Add($"{person.Number} competitor");

        public void NumberState(Person person)
        {
        }
    }
}
