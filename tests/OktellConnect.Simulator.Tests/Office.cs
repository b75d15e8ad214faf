using Microsoft.Extensions.Time.Testing;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Tests;

/// <summary>An exchange without any network, five people, few outside lines, and a witness who hears everything.</summary>
internal sealed class Office
{
    public static readonly IReadOnlyList<string> Numbers = ["101", "102", "103", "104", "105", "600", "911000", "922000", "933000", "944000"];
    public static readonly IReadOnlyList<string> Outside = ["911000", "922000", "933000", "944000", "+79160000001", "+79160000002"];

    public Office()
    {
        Clock = new SimulatorClock(Time, 1);
        Plan = new NumberPlan(new SimulatorSeed
        {
            OutsideLine = "+74952150000",
            OutsideLines = [new SeedOutsideLine("+74952150000", 2), new SeedOutsideLine("+74952150001", 1)],
            Queues = [new SeedQueue("b04babe5-99b7-5d61-b8b6-2faf46abec2c", "600", "Отдел", ["p1", "p2"])],
            Users = [.. Enumerable.Range(1, 5).Select(index => new SeedUser
            {
                Id = $"00000000-0000-0000-0000-00000000010{index}", Login = $"p{index}", Password = "x", Name = $"P{index}", Number = $"10{index}", Boss = index > 1 ? $"p{index - 1}" : null,
            })],
        });
        Exchange = new Exchange(Plan, Journal, Clock, new SimulatorLog(null, Time));
        Witness = new Witness(Plan);
        Exchange.Attach(Witness);
        foreach (var person in Plan.People.Take(4))
        {
            Exchange.ClientArrived(person);
        }
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 18, 12, 0, 0, TimeSpan.Zero));

    public SimulatorClock Clock { get; }

    public NumberPlan Plan { get; }

    public CallJournal Journal { get; } = new([]);

    public Exchange Exchange { get; }

    public Witness Witness { get; }

    /// <summary>Everybody hangs up, for as long as there is anything.</summary>
    public void Close()
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var person in Plan.People)
            {
                Exchange.HangUp(person);
            }

            foreach (var number in Outside)
            {
                while (Exchange.HangUpOutside(number).IsDone)
                {
                }
            }

            Time.Advance(TimeSpan.FromSeconds(90));
        }
    }
}
