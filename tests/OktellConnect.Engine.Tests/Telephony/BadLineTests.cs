using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Telephony;

/// <summary>Servers that answer with the wrong shapes, and callers who ask for what cannot be: a typed error or a tolerated value, never a hang.</summary>
public class BadLineTests
{
    private static readonly Dictionary<string, Func<OktellConnection, Task>> Operations = new()
    {
        ["call"] = connection => connection.Phone.StartCallAsync("103", CallSequence.UserFirst, intercom: false, Clients.Stop),
        ["answer"] = connection => connection.Phone.AnswerAsync(Clients.Stop),
        ["end"] = connection => connection.Phone.EndAsync(null, Clients.Stop),
        ["end 102"] = connection => connection.Phone.EndAsync("102", Clients.Stop),
        ["suspend"] = connection => connection.Phone.SuspendAsync(Clients.Stop),
        ["resume"] = connection => connection.Phone.ResumeAsync(Clients.Stop),
        ["switch"] = connection => connection.Phone.SwitchAsync(Clients.Stop),
        ["transfer"] = connection => connection.Phone.TransferAsync("105", Clients.Stop),
        ["join"] = connection => connection.Phone.JoinAsync(Clients.Stop),
        ["create"] = connection => connection.Conferences.CreateAsync(["102"], null, record: true, Clients.Stop),
        ["invite"] = connection => connection.Conferences.InviteAsync(["104"], Clients.Stop),
        ["remove"] = connection => connection.Conferences.RemoveAsync("102", Clients.Stop),
        ["leave"] = connection => connection.Conferences.LeaveAsync(Clients.Stop),
        ["listen"] = connection => connection.Monitor.StartAsync("102", MonitorMode.Listen, Clients.Stop),
        ["mode"] = connection => connection.Monitor.SetModeAsync(MonitorMode.Help, Clients.Stop),
        ["stop"] = connection => connection.Monitor.StopAsync(Clients.Stop),
    };

    public static TheoryData<string, string> OperationsAndShapes()
    {
        var data = new TheoryData<string, string>();
        foreach (var operation in Operations.Keys)
        {
            foreach (var shape in new[] { "{}", """{"abonent":null}""", """{"abonent":7}""", """{"abonent":[{"number":"102"}],"isflashing":true,"flashed":"103"}""", """{"result":0}""" })
            {
                data.Add(operation, shape);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(OperationsAndShapes))]
    public async Task On_a_line_that_says_nothing_nothing_is_done(string operation, string shape)
    {
        await using var server = await LineServer.StartAsync();
        server.Line = shape;
        using var connection = await server.OpenAsync();
        Assert.Equal(CallState.Unknown, connection.Phone.State);

        var failure = await Clients.RefusalAsync(() => Operations[operation](connection));

        Assert.NotEqual(OktellErrors.RequestTimeout, failure.Error);
        Assert.Empty(server.Sent);
    }

    [Theory]
    [InlineData("""{"conference":[],"competitors":{}}""")]
    [InlineData("""{"conference":{"id":5,"isghost":"maybe","room":"many","name":[]},"competitors":[null,7,[],{},{"chainid":"c"},{"confstatestr":{}}]}""")]
    [InlineData("""{"competitors":"everybody"}""")]
    [InlineData("""{"conference":{"id":"another"},"competitors":[{"number":"199"}]}""")]
    [InlineData("""{"result":0,"error":"unknown"}""")]
    public async Task A_conference_described_as_nonsense_is_one_without_participants(string reply)
    {
        await using var server = await LineServer.StartAsync();
        server.Line = Lines.InConference;
        server.Conference = reply;
        using var connection = await server.OpenAsync();
        Assert.Equal(CallState.Talk, connection.Phone.State);
        Assert.Equal("conf1", connection.Conferences.Current!.Id);
        Assert.Empty(connection.Conferences.Current.Participants);
        Assert.Empty(connection.Phone.Parties);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"competitorlist":"all"}""")]
    [InlineData("""{"competitorlist":[{"number":"102"},7]}""")]
    public async Task A_list_of_competitors_that_cannot_be_read_removes_nobody(string reply)
    {
        await using var server = await LineServer.StartAsync();
        server.Line = Lines.InConference;
        server.Conference = Lines.Conference;
        server.Replies["getconferencecompetitors"] = reply;
        using var connection = await server.OpenAsync();
        Assert.Equal(OktellErrors.ConferenceParticipantNotFound, (await Clients.RefusalAsync(() => connection.Conferences.RemoveAsync("102", Clients.Stop))).Error);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task A_conference_that_the_line_does_not_name_is_the_one_that_was_announced()
    {
        await using var server = await LineServer.StartAsync();
        server.Conference = Lines.Conference;
        using var connection = await server.OpenAsync();
        server.Line = """{"linestatestr":"lsCommutated","chainid":"c1","abonent":{"isconference":true}}""";
        await server.PushAsync("phoneevent_commstarted", """{"isconference":true,"confid":"CONF1"}""");
        await Eventually.Until("the conference is seen", () => connection.Conferences.Current?.Participants.Count == 2);
        Assert.Equal("conf1", connection.Conferences.Current!.Id);
    }

    [Theory]
    [InlineData("phoneevent_commstarted", """{"isconference":"yes","confid":[]}""")]
    [InlineData("phoneevent_ivrstarted", """{"isroutingivr":{}}""")]
    [InlineData("confcompositionchanged", """{"eventinfo":null}""")]
    [InlineData("confcompetitorstatechanged", """{"eventinfo":{"conference":"conf1","competitor":[]}}""")]
    [InlineData("userstatechanged", """{"userstateid":99999999999,"lunchreasonid":{},"oncallcenter":"perhaps"}""")]
    [InlineData("userstatechanged", """{"userstateid":4}""")]
    [InlineData("userstatechanged", "[]")]
    [InlineData("pbxnumberstatechanged", """{"numbers":{"num":"102"}}""")]
    [InlineData("pbxnumberstatechanged", """{"numbers":[{"num":"102","numstateid":99999999999},{"num":{}},null]}""")]
    public async Task A_push_of_the_wrong_shape_does_not_stop_the_following(string push, string body)
    {
        await using var server = await LineServer.StartAsync();
        using var connection = await server.OpenAsync();
        await (body == "[]" ? server.PushTextAsync($"[\"{push}\",[]]") : server.PushAsync(push, body));
        server.Line = Lines.Ring;
        await server.PushAsync("phoneevent_ringstarted");
        await Eventually.Until("the next push is followed", () => connection.Phone.State == CallState.Ring);
        Assert.Equal(NumberState.Free, connection.NumberPlan.Find("102")!.State);
    }

    [Fact]
    public async Task An_unknown_user_state_is_tolerated_with_a_note()
    {
        await using var server = await LineServer.StartAsync();
        using var connection = await server.OpenAsync();
        await server.PushAsync("userstatechanged", """{"userstateid":9}""");
        await Eventually.Until("it is taken", () => connection.OwnState.Current.StateId == 9);
        Assert.Equal((UserState.Unknown, "ready"), (connection.OwnState.Current.State, connection.OwnState.Current.StateWord));
        Assert.Contains(connection.Journal.GetLast(50), entry => entry.Name == "UnknownUserState" && entry.Text.Contains("9", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Пётр")]
    [InlineData("📞📞")]
    [InlineData("'; DROP TABLE numbers; --")]
    public async Task Any_text_as_number_is_refused_here_or_by_the_server(string number)
    {
        await using var server = await LineServer.StartAsync();
        server.Replies["pbxautocallstart"] = """{"result":0,"errormsg":"Not a number"}""";
        server.Replies["pbxmaketransfer"] = """{"result":0,"errormsg":"Not a number"}""";
        using var connection = await server.OpenAsync();
        var expected = number.Length == 0 ? OktellErrors.CallNumberMissing : OktellErrors.RequestRefused;
        Assert.Equal(expected, (await Clients.RefusalAsync(() => connection.Phone.StartCallAsync(number, CallSequence.UserFirst, false, Clients.Stop))).Error);
        server.Line = Lines.Talk;
        Assert.Equal(expected, (await Clients.RefusalAsync(() => connection.Phone.TransferAsync(number, Clients.Stop))).Error);
    }

    [Fact]
    public async Task A_megabyte_of_text_is_refused_here_and_not_repeated_in_the_message()
    {
        await using var server = await LineServer.StartAsync();
        server.Line = Lines.InConference;
        server.Conference = Lines.Conference;
        using var connection = await server.OpenAsync();
        var text = new string('ж', 1_000_000);
        foreach (var refused in new Func<Task>[]
        {
            () => connection.Phone.StartCallAsync(text, CallSequence.UserFirst, false, Clients.Stop),
            () => connection.Phone.TransferAsync(text, Clients.Stop),
            () => connection.Phone.EndAsync(text, Clients.Stop),
            () => connection.Conferences.InviteAsync([text], Clients.Stop),
            () => connection.Conferences.RemoveAsync(text, Clients.Stop),
            () => connection.Monitor.StartAsync(text, MonitorMode.Listen, Clients.Stop),
        })
        {
            Assert.True((await Clients.RefusalAsync(refused)).Message.Length < 1000);
        }

        Assert.Empty(connection.Phone.GetActions(text).Actions.Except([PhoneAction.Transfer, PhoneAction.Conference]));
        Assert.Empty(server.Sent);
    }
}
