using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Simulator;

/// <summary>Every operation on a line with two and three people, each with a client of his own: all of them must agree.</summary>
public class OperationTests
{
    [Fact]
    public async Task A_call_is_answered_held_taken_back_and_ended()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov");
        await Office.TalkAsync(office.Ivanov, office.Petrov);
        Assert.Equal(("101", "Ivanov", false), (office.Petrov.Phone.Parties.Single().Number, "Ivanov", office.Petrov.Phone.Parties.Single().IsExternal));

        var held = await office.Ivanov.Phone.SuspendAsync(Clients.Stop);
        Assert.Equal((CallState.Ready, true, "102"), (held.State, held.HasHeld, held.HeldNumber));
        Assert.Equal(CallState.Talk, office.Petrov.Phone.State);

        var back = await office.Ivanov.Phone.ResumeAsync(Clients.Stop);
        Assert.Equal((CallState.Talk, false, held.SerialNumber), (back.State, back.HasHeld, back.SerialNumber));

        var ended = await office.Ivanov.Phone.EndAsync(null, Clients.Stop);
        Assert.True(ended.HasEnded);
        await Office.UntilFreeAsync(office.Petrov);
    }

    [Fact]
    public async Task Two_parties_are_swapped_and_connected_with_each_other()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await ConsultAsync(office);

        var swapped = await office.Ivanov.Phone.SwitchAsync(Clients.Stop);
        Assert.Equal(("102", "103"), (swapped.Number, swapped.HeldNumber));
        var again = await office.Ivanov.Phone.SwitchAsync(Clients.Stop);
        Assert.Equal(("103", "102"), (again.Number, again.HeldNumber));

        Assert.True((await office.Ivanov.Phone.JoinAsync(Clients.Stop)).HasEnded);
        await Eventually.Until("the two others talk", () => Office.IsWith(office.Petrov, "103") && Office.IsWith(office.Sidorov, "102"));
        await Office.UntilFreeAsync(office.Ivanov);
    }

    [Fact]
    public async Task Ending_with_somebody_on_hold_brings_him_back()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await ConsultAsync(office);

        var after = await office.Ivanov.Phone.EndAsync(null, Clients.Stop);
        Assert.Equal(("102", false, false), (after.Number, after.HasHeld, after.HasEnded));
        await Office.UntilFreeAsync(office.Sidorov);
        await Eventually.Until("the held one talks", () => Office.IsWith(office.Petrov, "101"));
    }

    [Fact]
    public async Task The_answer_of_a_second_call_is_not_that_of_the_first()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await Office.TalkAsync(office.Ivanov, office.Petrov);
        var second = await office.Ivanov.Phone.StartCallAsync("103", CallSequence.UserFirst, intercom: false, Clients.Stop);

        var answer = office.Ivanov.Phone.WaitForAnswerAsync("103", second, isSecond: true, TimeSpan.FromSeconds(30), Clients.Stop);
        Assert.False(answer.IsCompleted);
        await Office.AnswerAsync(office.Sidorov);
        var talk = await answer;
        Assert.Equal((CallState.Talk, "103", "102"), (talk.State, talk.Number, talk.HeldNumber));

        await office.Ivanov.Phone.EndAsync("103", Clients.Stop);
        second = await office.Ivanov.Phone.StartCallAsync("912000", CallSequence.UserFirst, intercom: false, Clients.Stop);
        var failure = await Clients.RefusalAsync(() => office.Ivanov.Phone.WaitForAnswerAsync("912000", second, isSecond: true, TimeSpan.FromSeconds(30), Clients.Stop));
        Assert.Equal(OktellErrors.CallEnded, failure.Error);
        Assert.Contains("102 is back", failure.Message);
    }

    [Fact]
    public async Task A_conversation_is_given_to_a_third()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await Office.TalkAsync(office.Ivanov, office.Petrov);

        Assert.True((await office.Ivanov.Phone.TransferAsync("103", Clients.Stop)).HasEnded);
        Assert.Equal("102", (await Office.AnswerAsync(office.Sidorov)).Number);
        await Eventually.Until("the two others talk", () => Office.IsWith(office.Petrov, "103"));
        await Office.UntilFreeAsync(office.Ivanov);
    }

    [Fact]
    public async Task With_somebody_on_hold_the_present_party_goes_and_the_held_one_returns()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await ConsultAsync(office);

        var after = await office.Ivanov.Phone.TransferAsync("911000", Clients.Stop);
        Assert.Equal(("102", false), (after.Number, after.HasHeld));
        await Eventually.Until("the third talks outside", () => Office.IsWith(office.Sidorov, "911000"));
    }

    [Fact]
    public async Task To_the_held_party_itself_transferring_connects()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await ConsultAsync(office);

        Assert.True((await office.Ivanov.Phone.TransferAsync("102", Clients.Stop)).HasEnded);
        await Eventually.Until("the two others talk", () => Office.IsWith(office.Petrov, "103") && Office.IsWith(office.Sidorov, "102"));
    }

    [Fact]
    public async Task A_placed_call_is_given_up_while_the_number_is_dialled()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov");
        await office.Ivanov.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: false, Clients.Stop);
        await Eventually.Until("the other telephone rings", () => office.Petrov.Phone.State == CallState.Ring && office.Ivanov.Phone.State == CallState.Call);
        Assert.True((await office.Ivanov.Phone.EndAsync("102", Clients.Stop)).HasEnded);
        await Office.UntilFreeAsync(office.Petrov);
    }

    [Fact]
    public async Task An_intercom_call_is_picked_up_by_itself()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov");
        await office.Ivanov.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: true, Clients.Stop);
        await Eventually.Until("both talk", () => Office.IsWith(office.Ivanov, "102") && Office.IsWith(office.Petrov, "101"));
    }

    [Fact]
    public async Task A_placed_call_can_be_picked_up_by_hand()
    {
        // Left alone the own telephone would ring for minutes.
        await using var office = await Office.OpenAsync(0.001, "ivanov");
        var call = await office.Ivanov.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: false, Clients.Stop);
        Assert.Equal(CallState.Backring, call!.State);
        Assert.Equal((CallState.Call, call.SerialNumber), ((await office.Ivanov.Phone.AnswerAsync(Clients.Stop)).State, office.Ivanov.Phone.CurrentCall!.SerialNumber));
    }

    [Fact]
    public async Task What_is_offered_follows_the_line()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov");
        Assert.Equal([PhoneAction.Call, PhoneAction.Intercom, PhoneAction.Conference], office.Ivanov.Phone.GetActions("102").Actions);
        await Office.TalkAsync(office.Ivanov, office.Petrov);
        await Eventually.Until("the user is busy", () => office.Ivanov.OwnState.Current.State == UserState.Busy);
        Assert.Equal([PhoneAction.End, PhoneAction.Conference], office.Ivanov.Phone.GetActions("102").Actions);
        Assert.Equal([PhoneAction.Call, PhoneAction.Intercom, PhoneAction.Transfer, PhoneAction.Conference], office.Ivanov.Phone.GetActions("103").Actions);
        Assert.Contains(PhoneAction.Suspend, office.Ivanov.Phone.GetActions(null).Actions);
    }

    [Fact]
    public async Task Whoever_waits_in_the_queue_is_seen_with_the_time_he_waits()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await office.Ivanov.OwnState.SetAsync(WantedUserState.Busy, null, false, false, Clients.Stop);
        await office.Petrov.OwnState.SetAsync(WantedUserState.Busy, null, false, false, Clients.Stop);
        await office.Sidorov.OwnState.SetAsync(WantedUserState.Busy, null, false, false, Clients.Stop);
        await office.CallInAsync("+79161234567", "600");

        IReadOnlyList<QueueItem> queue = [];
        await Eventually.Until("somebody waits", async () => (queue = await office.Ivanov.Phone.GetQueueAsync(Clients.Stop)).Count > 0);
        var item = Assert.Single(queue);
        Assert.EndsWith("79161234567", item.Number, StringComparison.Ordinal);
        Assert.True(item.IsExternal);
        Assert.Empty(office.Ivanov.Phone.GetActions(item.Number).Actions);
        Assert.Equal(item.SeenSince, Assert.Single(await office.Ivanov.Phone.GetQueueAsync(Clients.Stop)).SeenSince);
    }

    // Ivanov talks to Sidorov and has Petrov on hold.
    private static async Task ConsultAsync(Office office)
    {
        await Office.TalkAsync(office.Ivanov, office.Petrov);
        var call = await office.Ivanov.Phone.StartCallAsync("103", CallSequence.UserFirst, intercom: false, Clients.Stop);
        Assert.Equal(("103", "102"), (call!.Number, call.HeldNumber));
        await Office.AnswerAsync(office.Sidorov);
        await Eventually.Until("the two talk", () => Office.IsWith(office.Ivanov, "103") && office.Ivanov.Phone.Held?.Number == "102");
    }
}
