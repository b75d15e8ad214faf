using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class CallRulesTests
{
    [Theory]
    [InlineData("", "Ready", "Ready", false, false, "CallNumberMissing")]
    [InlineData("102", "Disconnected", "Ready", false, false, "CallUserDisconnected")]
    [InlineData("102", "Disconnected", "Disconnected", false, false, "CallNoPhone")]
    [InlineData("102", "Ready", "Talk", true, false, "CallHoldOccupied")]
    [InlineData("102", "Ready", "Talk", true, true, "CallInConference")]
    [InlineData("102", "Ready", "BackRing", false, false, "CallInProgress")]
    [InlineData("102", "Ready", "Ring", false, false, "CallInProgress")]
    [InlineData("102", "Busy", "Ready", false, false, "CallUserBusy")]
    [InlineData("103", "Busy", "Talk", false, false, "CallAlreadyConnected")]
    [InlineData("102", "Ready", "Unknown", false, false, "LineInfoMissing")]
    [InlineData("102", "Busy", "Ready", true, false, null)]
    [InlineData("102", "Busy", "Talk", false, false, null)]
    [InlineData("102", "Ready", "Ready", false, false, null)]
    public void The_last_reason_that_applies_refuses_a_call(string number, string user, string line, bool held, bool conference, string? id)
    {
        var refusal = CallRules.RefusalToStart(number, Enum.Parse<UserState>(user), Enum.Parse<LineState>(line), held, conference, ["103"]);
        Assert.Equal(id, refusal?.Id);
    }

    [Theory]
    [InlineData("Talk", false, false, "pbxabortcall", null)]
    [InlineData("Talk", true, false, "pbxmakeflash", "abort")]
    [InlineData("Talk", true, true, "pbxabortcall", null)]
    [InlineData("Call", false, false, "pbxabortcall", null)]
    [InlineData("BackCall", false, false, "pbxautocallabort", null)]
    [InlineData("Ring", false, false, "pbxdeclinecall", null)]
    [InlineData("BackRing", false, false, "pbxdeclinecall", null)]
    [InlineData("Ready", true, false, "pbxabortcall", null)]
    public void Each_state_is_ended_by_its_own_message(string line, bool held, bool conference, string method, string? mode) =>
        Assert.Equal((method, mode), CallRules.MessageToEnd(Enum.Parse<LineState>(line), held, conference));

    [Theory]
    [InlineData("Ready")]
    [InlineData("Disconnected")]
    [InlineData("Unknown")]
    public void An_idle_line_has_nothing_to_end(string line) =>
        Assert.Null(CallRules.MessageToEnd(Enum.Parse<LineState>(line), hasHeld: false, inConference: false));
}
