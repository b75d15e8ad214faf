using CsCheck;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class PhoneActionTableTests
{
    private const string OfIdle = "Call Intercom End Transfer Resume Switch Conference Listen Help MonitorConference";

    [Theory]
    [InlineData("Unknown", "")]
    [InlineData("Disconnected", "")]
    [InlineData("BackCall", "End")]
    [InlineData("Call", "End")]
    [InlineData("BackRing", "Answer End")]
    [InlineData("Ring", "Answer End")]
    [InlineData("Ready", OfIdle)]
    [InlineData("Talk", "Call Intercom End Transfer Suspend Resume Switch Join Conference Listen Help MonitorConference")]
    public void Each_state_of_the_line_allows_its_actions(string line, string actions) =>
        Assert.Equal(actions, Text(PhoneActionTable.ByLine(Enum.Parse<LineState>(line))));

    [Theory]
    [InlineData("Unknown", "")]
    [InlineData("Disconnected", "")]
    [InlineData("Reserved", "")]
    [InlineData("NoPhone", "")]
    [InlineData("Ready", OfIdle)]
    [InlineData("DoNotDisturb", OfIdle)]
    [InlineData("Break", "Call Intercom End Transfer Resume Switch Listen Help MonitorConference")]
    [InlineData("Busy", "Call Intercom Answer End Transfer Suspend Resume Switch Join Conference Listen Help MonitorConference")]
    public void Each_state_of_the_user_allows_its_actions(string user, string actions) =>
        Assert.Equal(actions, Text(PhoneActionTable.ByUser(Enum.Parse<UserState>(user))));

    [Theory]
    // target, line, held, in conference, mine, state of the number, subordinate: actions while the user is busy
    [InlineData("Queued", "Talk", false, false, false, "Free", false, "")]
    [InlineData("Queued", "Ready", false, false, false, "Free", false, "")]
    [InlineData("Me", "Ring", false, false, false, "Busy", false, "Answer End")]
    [InlineData("Me", "BackRing", false, false, false, "Busy", false, "Answer End")]
    [InlineData("Me", "Talk", false, false, false, "Busy", false, "End")]
    [InlineData("Held", "Talk", true, false, false, "Busy", false, "Switch Join")]
    [InlineData("Held", "Ready", true, false, false, "Busy", false, "Resume Switch")]
    [InlineData("Held", "BackCall", true, false, false, "Busy", false, "")]
    [InlineData("Stranger", "Talk", false, true, false, "Free", false, "Transfer Conference")]
    [InlineData("Stranger", "Talk", true, true, false, "Free", false, "Transfer Conference")]
    [InlineData("Stranger", "Ready", false, false, false, "Free", false, "Call Intercom Conference")]
    [InlineData("Stranger", "Ready", true, false, false, "Free", false, "Call Intercom Conference")]
    [InlineData("Stranger", "Ready", false, false, false, "Free", true, "Call Intercom Conference")]
    [InlineData("Stranger", "Ready", false, false, false, "Busy", false, "Call Intercom Conference")]
    [InlineData("Stranger", "Ready", false, false, false, "Busy", true, "Call Intercom Conference Listen Help MonitorConference")]
    [InlineData("Stranger", "Ready", false, false, false, "Break", true, "Call Intercom")]
    [InlineData("Stranger", "Ready", false, false, false, "Unknown", false, "Call Intercom Conference")]
    [InlineData("Stranger", "Talk", false, false, false, "Free", false, "Call Intercom Transfer Conference")]
    [InlineData("Stranger", "Talk", false, false, false, "Busy", true, "Call Intercom Transfer Conference")]
    [InlineData("Stranger", "Talk", true, false, false, "Free", false, "Transfer")]
    [InlineData("Stranger", "Ring", false, false, false, "Free", false, "")]
    [InlineData("Stranger", "Call", false, false, false, "Free", false, "")]
    [InlineData("Current", "Ring", false, false, false, "Busy", false, "Answer End")]
    [InlineData("Current", "Call", false, false, false, "Busy", false, "End")]
    [InlineData("Current", "BackCall", false, false, false, "Busy", false, "End")]
    [InlineData("Current", "Talk", false, false, false, "Busy", false, "End Conference")]
    [InlineData("Current", "Talk", false, false, false, "Break", false, "End")]
    [InlineData("Current", "Talk", false, true, false, "Busy", false, "")]
    [InlineData("Current", "Talk", false, true, true, "Busy", false, "End")]
    [InlineData("Line", "Ready", false, false, false, "Unknown", false, "Call Intercom Conference Listen Help MonitorConference")]
    [InlineData("Line", "Ready", true, false, false, "Unknown", false, "Call Intercom End Resume Switch Conference")]
    [InlineData("Line", "Ring", false, false, false, "Unknown", false, "Answer End")]
    [InlineData("Line", "BackRing", true, false, false, "Unknown", false, "Answer End")]
    [InlineData("Line", "BackCall", false, false, false, "Unknown", false, "End")]
    [InlineData("Line", "Call", false, false, false, "Unknown", false, "End")]
    [InlineData("Line", "Talk", false, false, false, "Unknown", false, "Call Intercom End Transfer Suspend Conference")]
    [InlineData("Line", "Talk", true, false, false, "Unknown", false, "End Transfer Switch Join Conference")]
    [InlineData("Line", "Talk", false, true, false, "Unknown", false, "End Transfer Suspend Conference")]
    [InlineData("Line", "Disconnected", false, false, false, "Unknown", false, "")]
    [InlineData("Line", "Unknown", false, false, false, "Unknown", false, "")]
    public void Each_target_is_offered_its_actions(string target, string line, bool held, bool conference, bool mine, string number, bool subordinate, string actions)
    {
        var facts = new ActionFacts
        {
            Line = Enum.Parse<LineState>(line),
            User = UserState.Busy,
            Target = Enum.Parse<ActionTargetKind>(target),
            HasHeld = held,
            InConference = conference,
            IsConferenceCreator = mine,
            TargetState = Enum.Parse<NumberState>(number),
            IsSubordinate = subordinate,
        };
        Assert.Equal(actions, Text(PhoneActionTable.Offer(facts)));
    }

    [Fact]
    public void Whatever_is_offered_is_allowed_by_line_and_user_and_stands_in_the_order_of_the_enumeration()
    {
        var facts = Gen.Select(
            Gen.Enum<LineState>(), Gen.Enum<UserState>(), Gen.Enum<ActionTargetKind>(), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Enum<NumberState>(), Gen.Bool,
            (line, user, target, held, conference, mine, number, subordinate) => new ActionFacts
            {
                Line = line, User = user, Target = target, HasHeld = held, InConference = conference, IsConferenceCreator = mine, TargetState = number, IsSubordinate = subordinate,
            });
        facts.Sample(one =>
        {
            var offered = PhoneActionTable.Offer(one);
            Assert.Equal(offered.Order().Distinct(), offered);
            Assert.All(offered, action => Assert.True(PhoneActionTable.ByLine(one.Line).Contains(action) && PhoneActionTable.ByUser(one.User).Contains(action)));
            Assert.False(one.TargetState == NumberState.Break && offered.Contains(PhoneAction.Conference));
        });
    }

    private static string Text(IEnumerable<PhoneAction> actions) => string.Join(" ", actions.Order());
}
