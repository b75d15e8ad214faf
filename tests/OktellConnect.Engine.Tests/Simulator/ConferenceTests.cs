using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Simulator;

/// <summary>Conferences and listening in, with a client for each person.</summary>
public class ConferenceTests
{
    [Fact]
    public async Task A_conversation_becomes_a_conference_of_three_and_shrinks_again()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await Office.TalkAsync(office.Ivanov, office.Petrov);

        var conference = await office.Ivanov.Conferences.CreateAsync(["103"], null, record: true, Clients.Stop);
        Assert.True(conference.IsCreator);
        await Office.AnswerAsync(office.Sidorov);
        await Eventually.Until("all three are in it", () => Office.IsWith(office.Ivanov, "102", "103") && Office.IsWith(office.Petrov, "101", "103") && Office.IsWith(office.Sidorov, "101", "102"));
        Assert.All([office.Petrov, office.Sidorov], person => Assert.Equal((conference.Id, false), (person.Conferences.Current!.Id, person.Conferences.Current.IsCreator)));

        await office.Ivanov.Conferences.InviteAsync(["911000"], Clients.Stop);
        await Eventually.Until("the one outside is in it", () => Office.IsWith(office.Ivanov, "102", "103", "911000"));
        Assert.True(office.Ivanov.Phone.Parties.Single(party => party.Number == "911000").IsExternal);

        // Oneself is left, not removed, also by the id within the conference.
        var self = office.Ivanov.Conferences.Current!.Participants.Single(one => one.Number == "101").CompetitorId!;
        Assert.Equal(OktellErrors.ConferenceParticipantSelf, (await Clients.RefusalAsync(() => office.Ivanov.Conferences.RemoveAsync(self, Clients.Stop))).Error);

        var smaller = await office.Ivanov.Conferences.RemoveAsync("103", Clients.Stop);
        Assert.DoesNotContain(smaller.Participants, one => one.Number == "103");
        await Office.UntilFreeAsync(office.Sidorov);

        await office.Ivanov.Conferences.LeaveAsync(Clients.Stop);
        await Office.UntilFreeAsync(office.Ivanov);
        await Eventually.Until("the two others go on", () => Office.IsWith(office.Petrov, "911000"));
    }

    [Fact]
    public async Task From_an_idle_line_a_conference_is_made_and_everybody_called()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        var conference = await office.Ivanov.Conferences.CreateAsync(["102", office.Sidorov.User.Id], "Планёрка", record: false, Clients.Stop);
        Assert.Equal(("Планёрка", true), (conference.Name, conference.IsCreator));
        await Office.AnswerAsync(office.Petrov);
        await Office.AnswerAsync(office.Sidorov);
        await Eventually.Until("all three are in it", () => Office.IsWith(office.Ivanov, "102", "103"));

        await office.Petrov.Phone.EndAsync("102", Clients.Stop);
        await Office.UntilFreeAsync(office.Petrov);
        await Eventually.Until("he is not shown any more", () => Office.IsWith(office.Ivanov, "103"));
    }

    [Fact]
    public async Task Who_declines_is_shown_while_called_and_not_after()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await Office.TalkAsync(office.Ivanov, office.Petrov);
        var conference = await office.Ivanov.Conferences.CreateAsync(["103"], null, record: true, Clients.Stop);
        await Eventually.Until("he is called", () => office.Sidorov.Phone.State == CallState.Ring);
        Assert.Contains(conference.Participants, one => one.Number == "103");

        await office.Sidorov.Phone.EndAsync(null, Clients.Stop);
        await Eventually.Until("he is not shown any more", () => office.Ivanov.Conferences.Current?.Participants.Any(one => one.Number == "103") == false);
    }

    [Fact]
    public async Task A_conference_waits_on_hold_and_a_held_party_is_taken_in()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        await Office.TalkAsync(office.Ivanov, office.Petrov);
        var conference = await office.Ivanov.Conferences.CreateAsync(["911000"], null, record: true, Clients.Stop);
        await Eventually.Until("all three are in it", () => Office.IsWith(office.Ivanov, "102", "911000"));

        var held = await office.Ivanov.Phone.SuspendAsync(Clients.Stop);
        Assert.True(held.HasHeld);
        Assert.Equal((true, conference.Id), (office.Ivanov.Phone.Held!.IsConference, office.Ivanov.Phone.Held.ConferenceId));
        Assert.Null(office.Ivanov.Conferences.Current);

        await office.Ivanov.Phone.StartCallAsync("103", CallSequence.UserFirst, intercom: false, Clients.Stop);
        await Office.AnswerAsync(office.Sidorov);
        await Eventually.Until("the third talks", () => Office.IsWith(office.Ivanov, "103"));
        await office.Ivanov.Phone.SwitchAsync(Clients.Stop);
        Assert.Equal("103", office.Ivanov.Phone.Held!.Number);
        Assert.Equal(conference.Id, office.Ivanov.Conferences.Current!.Id);

        await office.Ivanov.Conferences.InviteAsync(["103"], Clients.Stop);
        await Eventually.Until("the third is in it", () => Office.IsWith(office.Ivanov, "102", "103", "911000") && office.Ivanov.Phone.Held is null);
    }

    [Theory]
    [InlineData(MonitorMode.Listen)]
    [InlineData(MonitorMode.Help)]
    [InlineData(MonitorMode.Conference)]
    public async Task A_supervisor_takes_part_as_he_wants(MonitorMode mode)
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov");
        await office.Petrov.Phone.StartCallAsync("911000", CallSequence.UserFirst, intercom: false, Clients.Stop);
        await Eventually.Until("he talks", () => Office.IsWith(office.Petrov, "911000"));
        await Eventually.Until("that is seen", () => office.Ivanov.NumberPlan.Find("102")!.State == NumberState.Busy);
        Assert.Contains(PhoneAction.Help, office.Ivanov.Phone.GetActions("102").Actions);

        var monitoring = await office.Ivanov.Monitor.StartAsync("102", mode, Clients.Stop);
        Assert.Equal((office.Petrov.User.Id, "102", mode), (monitoring.UserId, monitoring.Number, monitoring.Mode));
        Assert.True(office.Ivanov.Conferences.Current!.IsMonitoring);

        foreach (var next in new[] { MonitorMode.Conference, MonitorMode.Help, MonitorMode.Listen })
        {
            Assert.Equal(next, (await office.Ivanov.Monitor.SetModeAsync(next, Clients.Stop)).Mode);
            Assert.Equal(next, office.Ivanov.Monitor.Current!.Mode);
        }

        await office.Ivanov.Monitor.StopAsync(Clients.Stop);
        await Office.UntilFreeAsync(office.Ivanov);
        Assert.Null(office.Ivanov.Monitor.Current);
        await Eventually.Until("the call goes on", () => Office.IsWith(office.Petrov, "911000"));
    }

    [Fact]
    public async Task A_monitoring_ends_with_the_call_and_takes_a_right()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov");
        await office.Petrov.Phone.StartCallAsync("911000", CallSequence.UserFirst, intercom: false, Clients.Stop);
        await Eventually.Until("he talks", () => Office.IsWith(office.Petrov, "911000"));
        await office.Ivanov.Monitor.StartAsync("102", MonitorMode.Listen, Clients.Stop);

        await office.Petrov.Phone.EndAsync(null, Clients.Stop);
        await Office.UntilFreeAsync(office.Ivanov);
        Assert.Null(office.Ivanov.Monitor.Current);

        var idle = await Clients.RefusalAsync(() => office.Ivanov.Monitor.StartAsync("102", MonitorMode.Listen, Clients.Stop));
        Assert.Equal(OktellErrors.RequestRefused, idle.Error);
        var forbidden = await Clients.RefusalAsync(() => office.Petrov.Monitor.StartAsync("101", MonitorMode.Listen, Clients.Stop));
        Assert.Equal(OktellErrors.MonitorNotAllowed, forbidden.Error);
    }

    [Fact]
    public async Task Events_tell_a_conference_from_beginning_to_end()
    {
        await using var office = await Office.OpenAsync("ivanov", "petrov", "sidorov");
        using var events = await office.Ivanov.WatchAsync([OktellConnect.Events.OktellEventType.Conference], [], Clients.Stop);
        await Office.TalkAsync(office.Ivanov, office.Petrov);
        await office.Ivanov.Conferences.CreateAsync(["103"], null, record: true, Clients.Stop);
        await Office.AnswerAsync(office.Sidorov);
        await Eventually.Until("all three are in it", () => Office.IsWith(office.Ivanov, "102", "103"));
        await office.Ivanov.Conferences.LeaveAsync(Clients.Stop);

        var told = new List<int?>();
        do
        {
            told.Add(((ConferenceEvent)(await events.ReadAsync(Clients.Stop))!).Conference?.Participants.Count);
        }
        while (told[^1] is not null);

        Assert.Contains(3, told);
        Assert.Null(told[^1]);
    }
}
