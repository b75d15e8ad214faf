using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.History;

/// <summary>
/// Makes up the calls of the past weeks. The same plan and the same start day always give the same calls, so that figures can
/// be compared between runs; the days move along with the calendar.
/// </summary>
internal sealed class HistoryGenerator
{
    /// <summary>Long enough to hold the whole of the previous month on any day of this one.</summary>
    public const int Days = 62;

    private const int FixedSeed = 20140901;
    private const int WorkdayCalls = 60;
    private const int WeekendCalls = 10;

    // System.Random with a given seed gives the same numbers on every version of .NET: that is promised for it, and meant here.
#pragma warning disable CA5394
    private readonly Random random = new(FixedSeed);
    private readonly NumberPlan plan;
    private readonly IReadOnlyList<string> customers;
    private readonly List<JournalRow> rows = [];

    private HistoryGenerator(NumberPlan plan, IReadOnlyList<string> customers)
    {
        this.plan = plan;
        this.customers = customers;
    }

    /// <summary>The legs of all calls before the given day.</summary>
    public static IReadOnlyList<JournalRow> Make(NumberPlan plan, IReadOnlyList<string> customers, DateTime today)
    {
        var generator = new HistoryGenerator(plan, customers);
        for (var day = today.Date.AddDays(-Days); day < today.Date; day = day.AddDays(1))
        {
            generator.MakeDay(day);
        }

        return generator.rows;
    }

    private void MakeDay(DateTime day)
    {
        var isWeekend = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
        var count = isWeekend ? WeekendCalls : WorkdayCalls;
        count += random.Next(-count / 5, (count / 5) + 1);
        for (var index = 0; index < count; index++)
        {
            var start = day + WorkingTime();
            switch (random.Next(100))
            {
                case < 38 when plan.Queues.Count > 0:
                    MakeQueued(start, Pick(plan.Queues));
                    break;
                case < 50:
                    MakeLeg(NewChain(), start, ConnectionType.OutsideToInside, Outside(), ToParty(Pick(plan.People)), plan.OutsideLine, AnswerRate(80));
                    break;
                case < 80:
                    MakeOutgoing(start);
                    break;
                default:
                    MakeInternal(start);
                    break;
            }
        }
    }

    // Two humps, before and after lunch, as call centres know them.
    private TimeSpan WorkingTime()
    {
        var hump = random.Next(2) == 0 ? 10.75 : 15.5;
        var hour = Math.Clamp(hump + ((random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 2.4), 8.0, 19.9);
        return TimeSpan.FromMilliseconds(Math.Floor(hour * 3_600_000));
    }

    private void MakeQueued(DateTime start, CallQueue queue)
    {
        var chain = NewChain();
        var from = Outside();
        var service = new JournalParty(queue.Number, queue.Name, null);
        var isTaken = AnswerRate(86);
        var waits = Seconds(3, isTaken ? 55 : 60);
        rows.Add(new JournalRow
        {
            CommutationId = NewId(),
            ChainId = chain,
            Started = start,
            Answered = start,
            Stopped = start + waits,
            Type = ConnectionType.OutsideToService,
            From = from,
            To = service,
            Dialled = plan.OutsideLine,
        });
        if (!isTaken)
        {
            rows.Add(new JournalRow
            {
                CommutationId = NewId(),
                ChainId = chain,
                Started = start,
                Stopped = start + waits,
                Type = ConnectionType.OutsideToInside,
                From = from,
                To = service,
                Dialled = plan.OutsideLine,
            });
            return;
        }

        var over = MakeLeg(chain, start + waits, ConnectionType.OutsideToInside, from, ToParty(Pick(queue.Members.Count > 0 ? queue.Members : plan.People)), plan.OutsideLine, true);
        if (random.Next(100) < 14)
        {
            // Transferred to a colleague: another leg of the same chain.
            MakeLeg(chain, over, ConnectionType.OutsideToInside, from, ToParty(Pick(plan.People)), plan.OutsideLine, AnswerRate(90));
        }
    }

    private void MakeOutgoing(DateTime start)
    {
        var to = Outside();
        MakeLeg(NewChain(), start, ConnectionType.InsideToOutside, ToParty(Pick(plan.People)), to, to.Number, AnswerRate(71));
    }

    private void MakeInternal(DateTime start)
    {
        var from = Pick(plan.People);
        var to = Pick(plan.People);
        if (!ReferenceEquals(from, to))
        {
            MakeLeg(NewChain(), start, ConnectionType.InsideToInside, ToParty(from), ToParty(to), to.Number, AnswerRate(78));
        }
    }

    private DateTime MakeLeg(string chain, DateTime start, ConnectionType type, JournalParty from, JournalParty to, string dialled, bool isAnswered)
    {
        var answer = start + Seconds(2, isAnswered ? 18 : 30);
        var stop = isAnswered ? answer + TalkTime() : answer;
        rows.Add(new JournalRow
        {
            CommutationId = NewId(),
            ChainId = chain,
            Started = start,
            Answered = isAnswered ? answer : null,
            Stopped = stop,
            Type = type,
            From = from,
            To = to,
            Dialled = dialled,
        });
        return stop;
    }

    // Most calls are short, a few are long.
    private TimeSpan TalkTime() => TimeSpan.FromMilliseconds(Math.Floor(Math.Min(-Math.Log(1 - random.NextDouble()) * 130_000, 2_400_000) + 4000));

    private TimeSpan Seconds(int from, int to) => TimeSpan.FromMilliseconds(random.Next(from * 1000, to * 1000));

    private bool AnswerRate(int percent) => random.Next(100) < percent;

    // Three of four callers are customers the number map may know; the rest are strangers.
    private JournalParty Outside() => new(
        customers.Count > 0 && random.Next(4) > 0 ? Pick(customers) : FormattableString.Invariant($"+79{random.Next(0, 1_000_000_000):D9}"),
        "",
        null);

    private static JournalParty ToParty(Person person) => new(person.Number, person.Name, person.Id);

    private T Pick<T>(IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private string NewChain() => NewId();

    private string NewId()
    {
        Span<byte> bytes = stackalloc byte[16];
        random.NextBytes(bytes);
        return new Guid(bytes).ToString("D");
    }
#pragma warning restore CA5394
}
