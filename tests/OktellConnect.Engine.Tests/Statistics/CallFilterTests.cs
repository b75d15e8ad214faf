using OktellConnect.Statistics;

namespace OktellConnect.Engine.Tests.Statistics;

public sealed class CallFilterTests
{
    private static readonly DateTime Start = new(2026, 10, 5, 9, 0, 0);
    private static readonly CallRecordQuery Everything = new() { From = Start, To = Start.AddHours(1) };
    private static readonly CallRecord Answered = new()
    {
        Id = "1", Started = Start, Answered = Start.AddSeconds(5), Ended = Start.AddSeconds(65), Direction = CallDirection.Incoming,
        From = new CallParty("+7 916 123-45-67", null, null), To = new CallParty("101", "Иванов", "3fa85f64-5717-4562-b3fc-2c963f66afa6"), Dialled = "84951112233", Recorded = true,
    };

    [Fact]
    public void The_start_of_the_period_belongs_to_it_and_the_end_does_not()
    {
        Assert.True(Includes(Everything, Answered));
        Assert.False(Includes(Everything, Answered with { Started = Start.AddTicks(-1) }));
        Assert.True(Includes(Everything, Answered with { Started = Start.AddHours(1).AddTicks(-1) }));
        Assert.False(Includes(Everything, Answered with { Started = Start.AddHours(1) }));
    }

    [Theory]
    [InlineData("+79161234567", true)]
    [InlineData("8 (916) 123-45-67", true)]
    [InlineData("9161234567", true)]
    [InlineData("1234567", false)]
    [InlineData("101", true)]
    [InlineData("01", false)]
    [InlineData("8 495 111 22 33", true)]
    public void A_number_is_compared_by_its_last_ten_digits_with_both_sides_and_what_was_dialled(string number, bool included) =>
        Assert.Equal(included, Includes(Everything with { Number = number }, Answered));

    [Fact]
    public void A_leg_that_still_rings_is_neither_answered_nor_missed()
    {
        var ringing = Answered with { Answered = null, Ended = null };
        var missed = Answered with { Answered = null };

        Assert.False(Includes(Everything with { Missed = true }, ringing));
        Assert.False(Includes(Everything with { Missed = false }, ringing));
        Assert.True(Includes(Everything with { Missed = true }, missed));
        Assert.False(Includes(Everything with { Missed = false }, missed));
        Assert.False(Includes(Everything with { Missed = true }, Answered));
        Assert.True(Includes(Everything with { Missed = false }, Answered));
    }

    [Fact]
    public void Direction_recording_and_user_choose()
    {
        Assert.True(Includes(Everything with { Direction = CallDirection.Incoming }, Answered));
        Assert.False(Includes(Everything with { Direction = CallDirection.Outgoing }, Answered));
        Assert.True(Includes(Everything with { Recorded = true }, Answered));
        Assert.False(Includes(Everything with { Recorded = false }, Answered));
        Assert.True(Includes(Everything with { UserIds = ["other", "3FA85F64-5717-4562-B3FC-2C963F66AFA6"] }, Answered));
        Assert.False(Includes(Everything with { UserIds = ["00000000-5717-4562-b3fc-2c963f66afa6"] }, Answered));
    }

    [Fact]
    public void The_period_a_person_means_is_today_or_from_a_day_to_the_end_of_today()
    {
        var clock = JournalServer.Clock();

        Assert.Equal("2026-11-22 00:00:00 to 2026-11-23 00:00:00", CallPeriod.Of(null, null, clock).ToString());
        Assert.Equal("2026-10-01 00:00:00 to 2026-11-23 00:00:00", CallPeriod.Of(new DateTime(2026, 10, 1), null, clock).ToString());
        Assert.Equal("2026-12-05 08:00:00 to 2026-12-06 00:00:00", CallPeriod.Of(new DateTime(2026, 12, 5, 8, 0, 0), null, clock).ToString());
        Assert.Equal("2026-11-22 00:00:00 to 2026-11-22 12:00:00", CallPeriod.Of(null, new DateTime(2026, 11, 22, 12, 0, 0), clock).ToString());
    }

    [Fact]
    public void A_period_that_ends_before_it_starts_is_refused()
    {
        var error = Assert.Throws<OktellException>(() => CallPeriod.Of(new DateTime(2026, 10, 2), new DateTime(2026, 10, 1)));

        Assert.Same(OktellErrors.CallPeriodInvalid, error.Error);
    }

    private static bool Includes(CallRecordQuery query, CallRecord record) => new CallRecordFilter(query).Includes(record);
}
