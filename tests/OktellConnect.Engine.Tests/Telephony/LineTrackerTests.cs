using System.Text.Json;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class LineTrackerTests
{
    private readonly FakeTimeProvider clock = new();
    private readonly LineTracker tracker;

    public LineTrackerTests() => tracker = new LineTracker("me", number => number == "101", clock);

    [Fact]
    public void The_talk_timer_begins_where_the_server_says()
    {
        Take("""{"timertalklensec":40,"abonent":{"number":"102","iscommutated":true}}""");
        clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(42, Seconds());
        Assert.Equal(40, (clock.GetLocalNow() - tracker.Now.Call!.Answered!.Value).TotalSeconds - 2);
    }

    [Fact]
    public void A_push_that_a_conversation_begins_resets_it_and_one_that_it_ends_stops_it()
    {
        Take(Lines.Talk);
        clock.Advance(TimeSpan.FromSeconds(30));
        Push(LineEventTable.CommutationStarted);
        clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(3, Seconds());
        Push(LineEventTable.CommutationStopped);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, Seconds());
        Take(Lines.Idle);
        Assert.Equal(TimeSpan.FromSeconds(3), tracker.Now.LastCall!.TalkTime);
    }

    [Fact]
    public void Where_the_server_tells_no_length_the_push_does()
    {
        Take(Lines.Call);
        Push(LineEventTable.CommutationStarted);
        clock.Advance(TimeSpan.FromMilliseconds(700));
        Take("""{"abonent":{"number":"102","iscommutated":true}}""");
        Assert.Equal(TimeSpan.FromMilliseconds(700), tracker.Refreshed(tracker.Now.Call)!.TalkTime);
    }

    [Theory]
    [InlineData(-5)]
    [InlineData(long.MaxValue)]
    public void A_length_that_cannot_be_is_none_that_breaks(long seconds)
    {
        Take($$"""{"timertalklensec":{{seconds}},"abonent":{"number":"102","iscommutated":true} }""");
        Assert.True(tracker.Refreshed(tracker.Now.Call)!.TalkTime >= TimeSpan.Zero);
    }

    [Fact]
    public void Talk_after_talk_is_a_new_one_only_when_the_first_was_said_to_end()
    {
        Take(Lines.Talk);
        Take(Lines.TalkTo103);
        Assert.Single(tracker.Now.Call!.States);
        Push(LineEventTable.CommutationStopped);
        Take(Lines.Talk);
        Assert.Equal("Talk Talk", string.Join(" ", tracker.Now.Call!.States));
    }

    [Fact]
    public void A_reply_without_abonent_says_only_who_is_on_hold()
    {
        Take(Lines.Talk);
        Take("""{"linestatestr":"lsDisconnected","isflashing":true,"flashed":{"number":"103"}}""");
        Assert.Equal((LineState.Talk, "102", "103", "103"), (tracker.Now.State, tracker.Now.Current!.Number, tracker.Now.Held!.Number, tracker.Now.Call!.HeldNumber));
    }

    [Fact]
    public void A_flashed_party_counts_only_while_flashing_is_said()
    {
        Take("""{"flashed":{"number":"103"},"abonent":{"number":"102","iscommutated":true}}""");
        Assert.Null(tracker.Now.Held);
        Take("""{"isflashing":1,"flashed":{},"abonent":{"number":"102","iscommutated":true}}""");
        Assert.Null(tracker.Now.Held);
        Take("""{"isflashing":1,"flashed":{"conferenceid":"C1","conferencename":"Планёрка","conferenceroom":5},"abonent":{"number":"102","iscommutated":true}}""");
        Assert.Equal((true, "c1", "Планёрка"), (tracker.Now.Held!.IsConference, tracker.Now.Held.ConferenceId, tracker.Now.Held.Name));
    }

    [Fact]
    public void A_lost_telephone_ends_the_call_and_forgets_the_hold()
    {
        Take(Lines.TalkAndHeld);
        Assert.True(tracker.Disconnect());
        Assert.Equal((LineState.Disconnected, null, null), (tracker.Now.State, tracker.Now.Held, tracker.Now.Call));
        Assert.Equal(CallState.Disconnected, tracker.Now.LastCall!.State);
    }

    [Fact]
    public void A_held_party_that_leaves_during_the_dial_tone_ends_the_call()
    {
        Take(Lines.Talk);
        Take(Lines.DialTone);
        Assert.False(tracker.Now.LastCall!.HasEnded);
        Take(Lines.Idle);
        Assert.True(tracker.Now.LastCall!.HasEnded);
        Assert.Equal(1, tracker.Now.LastCall.SerialNumber);
    }

    [Theory]
    [InlineData(Lines.Talk)]
    [InlineData(Lines.BackRing)]
    [InlineData(Lines.BackCall)]
    [InlineData(Lines.Ring)]
    public void What_rings_with_another_chain_is_another_call_though_the_line_was_never_seen_idle(string before)
    {
        Take(before);
        Take("""{"chainid":"c9","abonent":{"number":"103","isringing":true}}""");
        Assert.True(tracker.Between!.LastCall!.HasEnded);
        Assert.Equal((1, "102"), (tracker.Between.LastCall.SerialNumber, tracker.Between.LastCall.Number));
        Assert.Equal((2, "103", "c9"), (tracker.Now.Call!.SerialNumber, tracker.Now.Call.Number, tracker.Now.Call.Id));
        Take(Lines.Idle);
        Assert.Null(tracker.Between);
    }

    [Theory]
    [InlineData(Lines.BackCall)]
    [InlineData(Lines.Call)]
    [InlineData(Lines.Ring)]
    public void A_conversation_with_somebody_else_and_another_chain_is_another_call_than_one_never_answered(string before)
    {
        Take(before);
        Take(Lines.TalkTo103);
        Assert.True(tracker.Between!.LastCall!.HasEnded);
        Assert.Equal((2, "103"), (tracker.Now.Call!.SerialNumber, tracker.Now.Call.Number));
    }

    [Fact]
    public void A_chain_that_changes_while_the_call_goes_on_or_somebody_is_on_hold_makes_no_new_call()
    {
        Take(Lines.Talk);
        Take(Lines.TalkTo103);
        Take("""{"chainid":"c8","isflashing":true,"flashed":{"number":"102"},"abonent":{"number":"104","isringing":true}}""");
        Assert.Null(tracker.Between);
        Assert.Equal(1, tracker.Now.Call!.SerialNumber);
    }

    [Fact]
    public void The_same_reply_twice_is_no_news()
    {
        foreach (var line in new[] { Lines.Idle, Lines.Ring, Lines.TalkAndHeld, Lines.DialTone, Lines.InConference })
        {
            Take(line);
            Assert.False(Take(line), line);
        }
    }

    [Fact]
    public void Any_sequence_of_replies_and_pushes_keeps_the_picture_consistent()
    {
        string[] replies =
        [
            Lines.Idle, Lines.Gone, Lines.Talk, Lines.TalkTo103, Lines.Ring, Lines.BackRing, Lines.BackCall, Lines.Call, Lines.DialTone, Lines.TalkAndHeld, Lines.InConference,
            "{}", """{"abonent":[]}""", """{"isflashing":true,"flashed":{"isivr":true},"abonent":{"isivr":true}}""", """{"linestatestr":"lsReserved","abonent":{}}""",
        ];
        string[] pushes = [LineEventTable.AutocallStarted, LineEventTable.CommutationStarted, LineEventTable.CommutationStopped, LineEventTable.CompositionChanged, LineEventTable.CompetitorChanged];
        Gen.Int[0, replies.Length + pushes.Length].Array[0, 30].Sample(steps =>
        {
            var time = new FakeTimeProvider();
            var line = new LineTracker("me", number => number == "101", time);
            var calls = 0L;
            foreach (var step in steps)
            {
                time.Advance(TimeSpan.FromSeconds(1));
                var before = line.Now;
                if (step < replies.Length)
                {
                    line.Take(Read(replies[step]), null);
                }
                else if (step < replies.Length + pushes.Length)
                {
                    line.Take(pushes[step - replies.Length], new ConferenceReply { Id = "conf1", HasCompetitors = true }, "conf1");
                }
                else
                {
                    line.Disconnect();
                }

                var now = line.Now;
                Assert.Equal(LineStateTable.IsInCall(now.State) || now.Held is not null, now.Call is not null);
                Assert.True(LineStateTable.IsInCall(now.State) || (now.Current is null && now.Parties.Count == 0 && now.Conference is null));
                Assert.True(now.State != LineState.Disconnected || now.Held is null || before.State == LineState.Disconnected);
                Assert.True((now.LastCall?.SerialNumber ?? 0) - calls is 0 or 1);
                Assert.True(line.Between is null || line.Between.LastCall!.HasEnded);
                Assert.True(line.Refreshed(now.LastCall)?.TalkTime >= TimeSpan.Zero || now.LastCall is null);
                calls = now.LastCall?.SerialNumber ?? 0;
            }
        });
    }

    private static ExtendedLineInfo Read(string reply)
    {
        using var document = JsonDocument.Parse(reply);
        return ExtendedLineInfo.Read(document.RootElement);
    }

    private bool Take(string reply) => tracker.Take(Read(reply), null);

    private void Push(string name) => tracker.Take(name, new ConferenceReply(), null);

    private double Seconds() => tracker.Refreshed(tracker.Now.Call)!.TalkTime.TotalSeconds;
}
