using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class UserStateTableTests
{
    private static readonly UserStateInfo Off = new() { Login = "ivanov", State = UserState.DoNotDisturb, StateId = 3 };

    public static TheoryData<string, bool, bool, string> Steps => new()
    {
        { "Ready", false, false, """{"userstateid":1,"onredirect":false}""" },
        { "Ready", true, false, """{"userstateid":1,"oncallcenter":true,"onredirect":false}""" },
        { "Ready", true, true, """{"userstateid":1,"oncallcenter":true,"onccmanual":true,"onredirect":false}""" },
        { "Break", false, false, """{"userstateid":2,"oncallcenter":true,"onredirect":false,"lunchreasonid":2}""" },
        { "Busy", false, false, """{"userstateid":5,"onredirect":false}""" },
        { "Redirect", false, false, """{"oncallcenter":false,"userstateid":3} {"onredirect":true}""" },
        { "DoNotDisturb", false, false, "" },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Each_state_has_its_messages(string wanted, bool callCenter, bool manual, string bodies)
    {
        var steps = UserStateTable.Steps(Enum.Parse<WantedUserState>(wanted), callCenter, manual, wanted == "Break" ? new BreakReason(2, "Meeting") : null, Off);
        Assert.Equal(bodies, string.Join(" ", steps.Select(step => step.ToJsonString())));
    }

    [Fact]
    public void Leaving_the_call_centre_says_so()
    {
        var inCentre = new UserStateInfo { Login = "ivanov", State = UserState.Break, StateId = 2, CallCenter = true, Manual = true };
        var step = Assert.Single(UserStateTable.Steps(WantedUserState.Ready, callCenter: false, manual: false, reason: null, inCentre));
        Assert.Equal("""{"userstateid":1,"oncallcenter":false,"onccmanual":false,"onredirect":false}""", step.ToJsonString());
    }

    [Fact]
    public void Another_reason_is_another_break()
    {
        var lunch = Off with { State = UserState.Break, StateId = 2, BreakReason = new BreakReason(1, "Lunch") };
        Assert.Empty(UserStateTable.Steps(WantedUserState.Break, false, false, new BreakReason(1, "Lunch"), lunch));
        Assert.Single(UserStateTable.Steps(WantedUserState.Break, false, false, new BreakReason(2, "Meeting"), lunch));
    }
}
