using System.Text.Json.Nodes;
using CsCheck;
using OktellConnect.Statistics;

namespace OktellConnect.Engine.Tests.Statistics;

public sealed class JournalCompletenessTests
{
    private static readonly DateTime October = new(2026, 10, 1);
    private static readonly DateTime November = new(2026, 11, 1);

    [Fact]
    public async Task Without_a_limit_one_call_of_the_day_before_proves_the_month()
    {
        var server = new JournalServer().AddDays(October.AddDays(-3), November.AddDays(5), 20);

        var (records, end, _) = await server.ReadAsync(October, November);

        Assert.Null(end);
        Assert.Equal(31 * 20, records.Count);
        Assert.Equal(["2026-10-01", "2026-09-30"], server.DaysAsked);
    }

    [Fact]
    public async Task A_quiet_weekend_before_the_period_is_passed()
    {
        var server = new JournalServer().AddDays(October.AddDays(-20), October.AddDays(-5), 3).AddDays(October, November, 20);

        var (records, end, _) = await server.ReadAsync(October, November);

        Assert.Null(end);
        Assert.Equal(31 * 20, records.Count);
        Assert.Equal(["2026-10-01", "2026-09-30", "2026-09-24"], server.DaysAsked);
    }

    [Fact]
    public async Task A_server_that_keeps_the_oldest_rows_is_read_on_until_nothing_is_missing()
    {
        var server = new JournalServer { Limit = 100 }.AddDays(October.AddDays(-3), JournalServer.Today, 30);

        var (records, end, _) = await server.ReadAsync(October, November);

        Assert.Null(end);
        Assert.Equal(31 * 30, records.Count);
        Assert.Equal(records.Count, records.Select(record => record.Id).Distinct().Count());
    }

    [Fact]
    public async Task A_server_that_keeps_the_oldest_rows_and_has_none_older_is_read_whole()
    {
        var server = new JournalServer { Limit = 100 }.AddDays(October, JournalServer.Today, 30);

        var (records, end, _) = await server.ReadAsync(October, JournalServer.Today.AddDays(1));

        Assert.Null(end);
        Assert.Equal(server.Rows.Count, records.Count);
    }

    [Fact]
    public async Task More_calls_on_one_day_than_the_limit_cannot_be_proven()
    {
        var server = new JournalServer { Limit = 100 }.AddDays(October.AddDays(-3), November, 30).AddDays(October.AddDays(9), October.AddDays(9), 120);

        var (_, end, _) = await server.ReadAsync(October, November);

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
        Assert.Contains("2026-10-10 the server shows 100 calls, all of one day", end!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_keeps_the_newest_rows_is_whole_for_a_period_that_fits_its_limit()
    {
        var server = new JournalServer { Limit = 100, Keep = Keep.Newest }.AddDays(October, JournalServer.Today, 30);

        var (records, end, _) = await server.ReadAsync(JournalServer.Today.AddDays(-1), JournalServer.Today.AddDays(1));

        Assert.Null(end);
        Assert.Equal(60, records.Count);
    }

    [Fact]
    public async Task A_server_that_keeps_the_newest_rows_is_unproven_for_more_and_the_error_says_from_when_on_it_is_whole()
    {
        var server = new JournalServer { Limit = 100, Keep = Keep.Newest }.AddDays(October, JournalServer.Today, 30);

        var (records, end, _) = await server.ReadAsync(October, JournalServer.Today.AddDays(1));

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
        Assert.Contains("From 2026-11-20 on nothing is missing.", end!.Message, StringComparison.Ordinal);
        Assert.Equal(100, records.Count);
        var (shorter, proven, _) = await server.ReadAsync(new DateTime(2026, 11, 20), JournalServer.Today.AddDays(1));
        Assert.Null(proven);
        Assert.Equal(90, shorter.Count);
    }

    [Fact]
    public async Task An_unproven_end_is_a_warning_where_that_was_allowed()
    {
        var server = new JournalServer { Limit = 100, Keep = Keep.Newest }.AddDays(October, JournalServer.Today, 30);

        var (records, end, warnings) = await server.ReadAsync(new CallRecordQuery { From = October, To = November.AddDays(30), AllowUnproven = true });

        Assert.Null(end);
        Assert.Equal(100, records.Count);
        Assert.Contains("cannot be proven complete", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_keeps_rows_in_no_order_is_unproven()
    {
        var server = new JournalServer { Limit = 100, Keep = Keep.Random }.AddDays(October.AddDays(-3), November, 30);

        var (_, end, _) = await server.ReadAsync(October, November);

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
    }

    [Fact]
    public async Task A_site_whose_first_call_lies_in_the_period_is_unproven_because_a_limit_would_look_the_same()
    {
        var server = new JournalServer().AddDays(October.AddDays(5), November, 20);

        var (records, end, _) = await server.ReadAsync(October, November);

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
        Assert.Equal(26 * 20, records.Count);
        Assert.Contains("From 2026-10-07 on nothing is missing.", end!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("total")]
    [InlineData("totalcount")]
    public async Task A_stated_total_that_equals_the_rows_proves_them_at_once(string field)
    {
        var server = new JournalServer { TotalField = field }.AddDays(October.AddDays(5), November, 20);

        var (records, end, _) = await server.ReadAsync(October, November);

        Assert.Null(end);
        Assert.Equal(26 * 20, records.Count);
        Assert.Single(server.DaysAsked);
    }

    [Fact]
    public async Task A_stated_total_above_the_rows_makes_the_reading_go_on()
    {
        var server = new JournalServer { TotalField = "total", Limit = 100 }.AddDays(October, November, 20);

        var (records, end, _) = await server.ReadAsync(October, November);

        Assert.Null(end);
        Assert.Equal(31 * 20, records.Count);
        Assert.DoesNotContain("2026-09-30", server.DaysAsked);
    }

    [Fact]
    public async Task A_count_that_equals_the_rows_proves_nothing()
    {
        var server = new JournalServer { TotalField = "count" }.AddDays(October.AddDays(5), November, 20);

        var (_, end, _) = await server.ReadAsync(October, November);

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
    }

    [Fact]
    public async Task A_server_that_ignores_the_day_is_whole_where_its_falling_list_reaches_back_before_the_period()
    {
        var server = new JournalServer { IgnoresDay = true, Limit = 500, Keep = Keep.Newest, SendsNewestFirst = true }.AddDays(October, JournalServer.Today, 30);

        var (records, end, _) = await server.ReadAsync(JournalServer.Today.AddDays(-9), JournalServer.Today.AddDays(1));

        Assert.Null(end);
        Assert.Equal(300, records.Count);
    }

    [Fact]
    public async Task A_server_that_ignores_the_day_and_lists_upwards_is_unproven()
    {
        var server = new JournalServer { IgnoresDay = true, Limit = 500 }.AddDays(October, JournalServer.Today, 30);

        var (records, end, _) = await server.ReadAsync(JournalServer.Today.AddDays(-9), JournalServer.Today.AddDays(1));

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
        Assert.Empty(records);
    }

    [Fact]
    public async Task A_day_that_means_that_day_only_is_noticed_and_every_day_is_asked()
    {
        var server = new JournalServer { DayOnly = true }.AddDays(October.AddDays(-1), October.AddDays(-1), 40).AddDays(October, November, 20);

        var (records, end, _) = await server.ReadAsync(October, November);

        Assert.Null(end);
        Assert.Equal(31 * 20, records.Count);
    }

    [Fact]
    public async Task A_day_that_means_that_day_only_is_unproven_where_a_day_reaches_what_may_be_the_limit()
    {
        var server = new JournalServer { DayOnly = true, Limit = 40 }.AddDays(October.AddDays(-9), November, 20).AddDays(October.AddDays(7), October.AddDays(7), 30);

        var (_, end, _) = await server.ReadAsync(October, November);

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
    }

    [Fact]
    public async Task Calls_that_start_while_the_journal_is_read_are_not_mistaken_for_a_cut()
    {
        // Newest rows kept, and a call a request: every later reply is newer, as it would be if the newest rows had been cut.
        var server = new JournalServer { Limit = 100, Keep = Keep.Newest }.AddDays(October, JournalServer.Today, 30);
        server.BeforeRequest = number => server.Add(JournalServer.Today.AddHours(20).AddMinutes(number));

        var (_, end, _) = await server.ReadAsync(October, JournalServer.Today.AddDays(1));

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
    }

    [Fact]
    public async Task A_call_that_ends_while_the_journal_is_read_is_shown_ended_once()
    {
        var server = new JournalServer().AddDays(October, JournalServer.Today, 12);
        var live = JournalServer.Today.AddHours(11);
        server.Add(live, "live", row => row["timestop"] = null);
        server.BeforeRequest = number =>
        {
            if (number == 2)
            {
                server.Rows[^1]["timestop"] = "2026-11-22 11:30:00.000";
            }
        };

        var (records, end, _) = await server.ReadAsync(JournalServer.Today, JournalServer.Today.AddDays(1));

        Assert.Null(end);
        Assert.Equal(live.AddMinutes(30), Assert.Single(records, record => record.Id == "live").Ended);
    }

    [Fact]
    public async Task An_empty_period_is_proven_by_older_calls()
    {
        var server = new JournalServer().AddDays(October.AddDays(-9), October.AddDays(-9), 5);

        var (records, end, _) = await server.ReadAsync(October, October.AddDays(1));

        Assert.Null(end);
        Assert.Empty(records);
    }

    [Fact]
    public async Task A_server_without_any_call_is_empty_not_unproven()
    {
        var server = new JournalServer();

        var (records, end, _) = await server.ReadAsync(JournalServer.Today, JournalServer.Today.AddDays(1));

        Assert.Null(end);
        Assert.Empty(records);
        Assert.Contains(null, server.DaysAsked);
    }

    [Fact]
    public async Task A_server_that_does_not_understand_the_day_is_not_taken_for_an_empty_one()
    {
        var server = new JournalServer { MisunderstandsDay = true }.AddDays(October, JournalServer.Today, 5);

        var (_, end, _) = await server.ReadAsync(October, November);

        Assert.Same(OktellErrors.CallJournalUnproven, end?.Error);
        Assert.Contains("asked without a day it does", end!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_handful_of_calls_on_a_fresh_server_needs_no_older_ones()
    {
        var server = new JournalServer().AddDays(JournalServer.Today, JournalServer.Today, 3);

        var (records, end, _) = await server.ReadAsync(JournalServer.Today, JournalServer.Today.AddDays(1));

        Assert.Null(end);
        Assert.Equal(3, records.Count);
    }

    [Fact]
    public async Task A_period_without_length_asks_nothing()
    {
        var server = new JournalServer().AddDays(October, November, 3);

        var (records, end, _) = await server.ReadAsync(October, October);

        Assert.Null(end);
        Assert.Empty(records);
        Assert.Empty(server.DaysAsked);
    }

    [Fact]
    public async Task A_row_that_a_server_repeats_is_one_record()
    {
        var server = new JournalServer().AddDays(October.AddDays(-2), November, 3);
        server.Rows.Add(server.Rows[10].DeepClone().AsObject());

        var (records, _, _) = await server.ReadAsync(October, November);

        Assert.Equal(31 * 3, records.Count);
    }

    [Fact]
    public void Whatever_a_server_keeps_of_a_reply_a_list_that_is_said_to_be_complete_is()
    {
        var server =
            from limit in Gen.OneOf(Gen.Const((int?)null), Gen.Int[10, 60].Select(value => (int?)value))
            from keep in Gen.Enum<Keep>()
            from newestFirst in Gen.Bool
            from ignores in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
            from dayOnly in Gen.Frequency((5, Gen.Const(false)), (1, Gen.Const(true)))
            from total in Gen.Frequency((3, Gen.Const((string?)null)), (1, Gen.Const((string?)"total")), (1, Gen.Const((string?)"count")))
            from starts in Gen.Int[0, 60 * 24 * 60].Array[0, 200]
            from first in Gen.Int[0, 55]
            from days in Gen.Int[1, 20]
            select (limit, keep, newestFirst, ignores, dayOnly, total, starts, first, days);

        server.Sample(
            given =>
            {
                // What the assumptions exclude: a limit that keeps rows in no order is told from the others only where replies overlap;
                // a list sent newest first that a limit has not cut at its old end.
                if ((given.limit is not null && given.keep == Keep.Random) || (given.newestFirst && given.keep != Keep.Newest && given.limit is not null))
                {
                    return;
                }

                var journal = new JournalServer
                {
                    Limit = given.limit, Keep = given.keep, SendsNewestFirst = given.newestFirst, IgnoresDay = given.ignores, DayOnly = given.dayOnly, TotalField = given.total,
                };
                var start = JournalServer.Today.AddDays(-60);
                foreach (var minute in given.starts)
                {
                    journal.Add(start.AddMinutes(minute));
                }

                var from = start.AddDays(given.first);
                var to = from.AddDays(given.days);
                var (records, end, _) = journal.ReadAsync(from, to).GetAwaiter().GetResult();
                if (end is null)
                {
                    var expected = given.starts.Where(minute => start.AddMinutes(minute) >= from && start.AddMinutes(minute) < to).Order();
                    Assert.Equal(expected.Select(minute => start.AddMinutes(minute)), records.Select(record => record.Started));
                }
            },
            iter: 2000);
    }
}
