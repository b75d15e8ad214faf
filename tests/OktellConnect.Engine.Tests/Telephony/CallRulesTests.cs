using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class CallRulesTests
{
    private static readonly CallParty Petrov = new() { Number = "103", UserId = "aa", Name = "Петров" };
    private static readonly CallParty Sidorov = new() { Number = "104", UserId = "bb" };

    [Theory]
    [InlineData("", "Ready", "Ready", false, false, "CallNumberMissing")]
    [InlineData("102", "Disconnected", "Ready", false, false, "CallUserDisconnected")]
    [InlineData("102", "Disconnected", "Disconnected", false, false, "CallNoPhone")]
    [InlineData("102", "Ready", "Talk", true, false, "CallHoldOccupied")]
    [InlineData("102", "Ready", "Talk", true, true, "CallInConference")]
    [InlineData("102", "Ready", "Call", false, false, "CallInProgress")]
    [InlineData("102", "Ready", "BackCall", false, false, "CallInProgress")]
    [InlineData("102", "Ready", "BackRing", false, false, "CallInProgress")]
    [InlineData("102", "Ready", "Ring", false, false, "CallInProgress")]
    [InlineData("102", "Busy", "Ready", false, false, "CallUserBusy")]
    [InlineData("103", "Busy", "Talk", false, false, "CallAlreadyConnected")]
    [InlineData("AA", "Busy", "Talk", false, false, "CallAlreadyConnected")]
    [InlineData("102", "Ready", "Unknown", false, false, "LineInfoMissing")]
    [InlineData("10\n2", "Ready", "Ready", false, false, "CallNumberInvalid")]
    [InlineData("102", "Busy", "Ready", true, false, null)]
    [InlineData("102", "Busy", "Talk", false, false, null)]
    [InlineData("102", "Ready", "Ready", false, false, null)]
    [InlineData("Иван 📞", "Ready", "Ready", false, false, null)]
    public void The_last_reason_that_applies_refuses_a_call(string number, string user, string state, bool held, bool conference, string? id)
    {
        var refusal = CallRules.RefusalToStart(number, Enum.Parse<UserState>(user), Line(state, held, conference));
        Assert.Equal(id, refusal?.Id);
    }

    [Theory]
    [InlineData("Talk", false, false, "pbxabortcall", null)]
    [InlineData("Talk", true, false, "pbxmakeflash", "abort")]
    [InlineData("Talk", true, true, "pbxmakeflash", "abort")]
    [InlineData("Call", false, false, "pbxabortcall", null)]
    [InlineData("Call", true, false, "pbxmakeflash", "abort")]
    [InlineData("BackCall", false, false, "pbxautocallabort", null)]
    [InlineData("BackCall", true, false, "pbxautocallabort", null)]
    [InlineData("Ring", false, false, "pbxdeclinecall", null)]
    [InlineData("BackRing", true, false, "pbxdeclinecall", null)]
    [InlineData("Ready", true, false, "pbxabortcall", null)]
    public void Each_state_is_ended_by_its_own_message(string state, bool held, bool conference, string method, string? mode) =>
        Assert.Equal(new CallEnding(method, mode), CallRules.Ending(Line(state, held, conference)));

    [Theory]
    [InlineData("Ready")]
    [InlineData("Disconnected")]
    [InlineData("Unknown")]
    public void An_idle_line_has_nothing_to_end(string state) => Assert.Null(CallRules.Ending(Line(state, held: false, conference: false)));

    [Theory]
    [InlineData("103", false, "Talk", false, false, "pbxabortcall", null)]
    [InlineData("aa", false, "Talk", false, false, "pbxabortcall", null)]
    [InlineData("103", false, "Talk", true, false, "pbxmakeflash", "abort")]
    [InlineData("101", true, "Talk", true, false, "pbxmakeflash", "abort")]
    [InlineData("101", true, "Talk", true, true, "pbxmakeflash", "abort")]
    [InlineData("101", true, "Ready", true, false, "pbxabortcall", null)]
    [InlineData("103", false, "Talk", true, true, "confdisconnectcompetitor", null)]
    [InlineData("103", false, "Talk", false, true, "confdisconnectcompetitor", null)]
    [InlineData("101", true, "Talk", false, true, "confdisconnectcompetitor", null)]
    [InlineData("103", false, "Call", false, false, "pbxabortcall", null)]
    [InlineData("103", false, "BackCall", false, false, "pbxautocallabort", null)]
    [InlineData("103", false, "BackCall", true, false, "pbxmakeflash", "abort")]
    [InlineData("103", false, "Ring", false, false, "pbxdeclinecall", null)]
    [InlineData("103", false, "BackRing", false, false, "pbxdeclinecall", null)]
    [InlineData("104", false, "Talk", true, false, null, null)]
    [InlineData("199", false, "Talk", false, false, null, null)]
    [InlineData("199", false, "Talk", false, true, null, null)]
    [InlineData("103", false, "Ready", false, false, null, null)]
    public void A_party_is_ended_by_what_it_is_to_the_line(string identity, bool isMe, string state, bool held, bool conference, string? method, string? mode) =>
        Assert.Equal(method is null ? null : new CallEnding(method, mode), CallRules.Ending(Line(state, held, conference), identity, isMe));

    [Theory]
    [InlineData("Ready", false, "CallNothingToAnswer", "CallNotInTalk", "CallNobodyHeld", "CallNobodyHeld", "CallNobodyHeld", "CallNotInTalk")]
    [InlineData("Ready", true, "CallNothingToAnswer", "CallNotInTalk", null, null, "CallNotInTalk", "CallNotInTalk")]
    [InlineData("Talk", false, "CallNothingToAnswer", null, "CallNobodyHeld", "CallNobodyHeld", "CallNobodyHeld", null)]
    [InlineData("Talk", true, "CallNothingToAnswer", "CallHoldOccupied", "CallStillTalking", null, null, null)]
    [InlineData("Ring", false, null, "CallNotInTalk", "CallNobodyHeld", "CallNobodyHeld", "CallNobodyHeld", "CallNotInTalk")]
    [InlineData("Ring", true, null, "CallNotInTalk", "CallInProgress", "CallInProgress", "CallNotInTalk", "CallNotInTalk")]
    [InlineData("BackRing", true, null, "CallNotInTalk", "CallInProgress", "CallInProgress", "CallNotInTalk", "CallNotInTalk")]
    [InlineData("BackCall", true, "CallNothingToAnswer", "CallNotInTalk", "CallInProgress", "CallInProgress", "CallNotInTalk", "CallNotInTalk")]
    [InlineData("Call", true, "CallNothingToAnswer", "CallNotInTalk", "CallInProgress", "CallInProgress", "CallNotInTalk", "CallNotInTalk")]
    [InlineData("Disconnected", false, "CallNothingToAnswer", "CallNotInTalk", "CallNobodyHeld", "CallNobodyHeld", "CallNobodyHeld", "CallNotInTalk")]
    [InlineData("Unknown", false, "CallNothingToAnswer", "CallNotInTalk", "CallNobodyHeld", "CallNobodyHeld", "CallNobodyHeld", "CallNotInTalk")]
    public void Each_state_refuses_what_it_does_not_allow(string state, bool held, string? answer, string? suspend, string? resume, string? swap, string? join, string? transfer)
    {
        var line = Line(state, held, conference: false);
        Assert.Equal(answer, CallRules.RefusalToAnswer(line)?.Id);
        Assert.Equal(suspend, CallRules.RefusalToSuspend(line)?.Id);
        Assert.Equal(resume, CallRules.RefusalToResume(line)?.Id);
        Assert.Equal(swap, CallRules.RefusalToSwitch(line)?.Id);
        Assert.Equal(join, CallRules.RefusalToJoin(line)?.Id);
        Assert.Equal(transfer, CallRules.RefusalToTransfer("105", line)?.Id);
    }

    [Theory]
    [InlineData("", "CallNumberMissing")]
    [InlineData("1\t2", "CallNumberInvalid")]
    [InlineData("103", "CallAlreadyConnected")]
    [InlineData("104", null)]
    [InlineData("79161234567", null)]
    public void A_conversation_is_given_to_the_held_party_or_to_anybody_else(string number, string? id) =>
        Assert.Equal(id, CallRules.RefusalToTransfer(number, Line("Talk", held: true, conference: false))?.Id);

    [Fact]
    public void A_megabyte_is_no_number()
    {
        var text = new string('1', 1_000_000);
        Assert.Equal(OktellErrors.CallNumberInvalid, CallRules.RefusalToStart(text, UserState.Ready, Line("Ready", false, false)));
        Assert.Equal(OktellErrors.CallNumberInvalid, CallRules.RefusalToTransfer(text, Line("Talk", false, false)));
    }

    private static LineSnapshot Line(string state, bool held, bool conference)
    {
        var line = Enum.Parse<LineState>(state);
        var parties = LineStateTable.IsInCall(line) ? new[] { Petrov } : [];
        return new LineSnapshot
        {
            State = line,
            Current = conference ? new CallParty { IsConference = true, ConferenceId = "c" } : parties.FirstOrDefault(),
            Parties = parties,
            Held = held ? Sidorov : null,
            Conference = conference ? new ConferenceInfo { Id = "c", Participants = [new ConferenceParticipant { Number = "103", UserId = "aa" }] } : null,
        };
    }
}
