using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Telephony;

/// <summary>What each operation sends, when it counts as done, and what it says when it is not.</summary>
public class CallOperationTests
{
    private static readonly Dictionary<string, Func<OktellConnection, Task<CallInfo?>>> Operations = new()
    {
        ["call"] = connection => connection.Phone.StartCallAsync("103", CallSequence.UserFirst, intercom: false, Clients.Stop),
        ["intercom"] = connection => connection.Phone.StartCallAsync("103", CallSequence.AbonentFirst, intercom: true, Clients.Stop),
        ["answer"] = async connection => await connection.Phone.AnswerAsync(Clients.Stop),
        ["end"] = async connection => await connection.Phone.EndAsync(null, Clients.Stop),
        ["end 102"] = async connection => await connection.Phone.EndAsync("102", Clients.Stop),
        ["end 101"] = async connection => await connection.Phone.EndAsync("101", Clients.Stop),
        ["end bb"] = async connection => await connection.Phone.EndAsync("BB", Clients.Stop),
        ["suspend"] = async connection => await connection.Phone.SuspendAsync(Clients.Stop),
        ["resume"] = async connection => await connection.Phone.ResumeAsync(Clients.Stop),
        ["switch"] = async connection => await connection.Phone.SwitchAsync(Clients.Stop),
        ["transfer 105"] = async connection => await connection.Phone.TransferAsync("105", Clients.Stop),
        ["transfer 102"] = async connection => await connection.Phone.TransferAsync("102", Clients.Stop),
        ["join"] = async connection => await connection.Phone.JoinAsync(Clients.Stop),
    };

    // operation, line before, message, its body, line after
    public static TheoryData<string, string, string, string, string> Table => new()
    {
        { "call", Lines.Idle, "pbxautocallstart", """{"number":"103","sequence":"user"}""", Lines.BackRing },
        { "call", Lines.Talk, "pbxautocallstart", """{"number":"103","sequence":"user"}""", Lines.TalkAndHeld.Replace("\"iscommutated\":true", "\"isautocall\":true") },
        { "call", Lines.DialTone, "pbxautocallstart", """{"number":"103","sequence":"user"}""", Lines.TalkAndHeld.Replace("\"iscommutated\":true", "\"isautocall\":true") },
        { "intercom", Lines.Idle, "pbxautocallstart", """{"number":"103","sequence":"user","intercom":true}""", Lines.BackRing },
        { "answer", Lines.Ring, "pbxanswercall", "{}", Lines.Talk },
        { "answer", Lines.Ring, "pbxanswercall", "{}", Lines.Call },
        { "answer", Lines.BackRing, "pbxanswercall", "{}", Lines.BackCall },
        { "end", Lines.Talk, "pbxabortcall", "{}", Lines.Idle },
        { "end", Lines.Call, "pbxabortcall", "{}", Lines.Idle },
        { "end", Lines.BackCall, "pbxautocallabort", "{}", Lines.Idle },
        { "end", Lines.Ring, "pbxdeclinecall", "{}", Lines.Idle },
        { "end", Lines.BackRing, "pbxdeclinecall", "{}", Lines.Idle },
        { "end", Lines.TalkAndHeld, "pbxmakeflash", """{"mode":"abort"}""", Lines.Talk },
        { "end", Lines.DialTone, "pbxabortcall", "{}", Lines.Idle },
        { "end", Lines.InConference, "pbxabortcall", "{}", Lines.Idle },
        { "end 102", Lines.Talk, "pbxabortcall", "{}", Lines.Idle },
        { "end bb", Lines.TalkAndHeld, "pbxmakeflash", """{"mode":"abort"}""", Lines.Talk },
        { "end 101", Lines.TalkAndHeld, "pbxmakeflash", """{"mode":"abort"}""", Lines.Talk },
        { "end 101", Lines.InConference, "exitconference", """{"conferenceid":"conf1"}""", Lines.Idle },
        { "suspend", Lines.Talk, "pbxmakeflash", """{"mode":"switch"}""", Lines.DialTone },
        { "suspend", Lines.InConference, "pbxmakeflash", """{"mode":"switch"}""", """{"linestatestr":"lsHookUp","isflashing":true,"flashed":{"conferenceid":"conf1","conferencename":"Планёрка","conferenceroom":17},"abonent":{}}""" },
        { "resume", Lines.DialTone, "pbxmakeflash", """{"mode":"switch"}""", Lines.Talk },
        { "switch", Lines.DialTone, "pbxmakeflash", """{"mode":"switch"}""", Lines.Talk },
        { "switch", Lines.TalkAndHeld, "pbxmakeflash", """{"mode":"switch"}""", Lines.Swapped },
        { "transfer 105", Lines.Talk, "pbxmaketransfer", """{"transferto":"105"}""", Lines.Idle },
        { "transfer 105", Lines.TalkAndHeld, "pbxmaketransfer", """{"transferto":"105"}""", Lines.Talk },
        { "transfer 102", Lines.TalkAndHeld, "pbxabortcall", "{}", Lines.Idle },
        { "join", Lines.TalkAndHeld, "pbxabortcall", "{}", Lines.Idle },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public async Task Each_operation_sends_its_message_once_and_is_done_when_the_line_shows_it(string operation, string before, string method, string body, string after)
    {
        await using var server = await StartAsync(before);
        server.Effects[method] = _ => server.Line = after;
        using var connection = await server.OpenAsync();

        await Operations[operation](connection);

        Assert.Equal([$"{method} {body}"], server.Sent);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_lost_reply_is_no_failure_where_the_line_shows_the_result(string operation, string before, string method, string body, string after)
    {
        await using var server = await StartAsync(before);
        server.Replies[method] = "";
        server.Effects[method] = _ => server.Line = after;
        using var connection = await server.OpenAsync();

        await server.RunLostAsync(Operations[operation](connection), method);

        Assert.Equal([$"{method} {body}"], server.Sent);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_lost_reply_with_an_unchanged_line_is_unknown_and_nothing_is_sent_twice(string operation, string before, string method, string body, string after)
    {
        _ = after;
        await using var server = await StartAsync(before);
        server.Replies[method] = "";
        using var connection = await server.OpenAsync();

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => server.RunLostAsync(Operations[operation](connection), method));

        Assert.Equal((method, true), (failure.Method, failure.IsOutcomeUnknown));
        Assert.Equal([$"{method} {body}"], server.Sent);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task A_refusal_is_passed_on_with_the_servers_words(string operation, string before, string method, string body, string after)
    {
        _ = after;
        await using var server = await StartAsync(before);
        server.Replies[method] = """{"result":0,"error":77,"errormsg":"Нет прав"}""";
        using var connection = await server.OpenAsync();

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => Operations[operation](connection));

        Assert.Equal((OktellErrors.RequestRefused, 77, "Нет прав"), (failure.Error, failure.ServerError, failure.ServerMessage));
        Assert.Equal([$"{method} {body}"], server.Sent);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public async Task What_was_accepted_and_never_shows_is_an_error_of_its_own(string operation, string before, string method, string body, string after)
    {
        _ = after;
        await using var server = await StartAsync(before);
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => server.RunOutAsync(Operations[operation](connection), method));

        Assert.Equal(operation switch { "call" or "intercom" => "CallNotStarted", "answer" => "CallNotAnswered", _ => "CallNotChanged" }, failure.Error.Id);
        Assert.Equal([$"{method} {body}"], server.Sent);
    }

    [Theory]
    [InlineData("call", Lines.Ring, "CallInProgress")]
    [InlineData("call", Lines.BackCall, "CallInProgress")]
    [InlineData("call", Lines.InConference, "CallInConference")]
    [InlineData("call", Lines.TalkTo103, "CallAlreadyConnected")]
    [InlineData("call", Lines.Gone, "CallNoPhone")]
    [InlineData("answer", Lines.Idle, "CallNothingToAnswer")]
    [InlineData("answer", Lines.Talk, "CallNothingToAnswer")]
    [InlineData("answer", Lines.Gone, "CallNothingToAnswer")]
    [InlineData("end", Lines.Idle, "NoCall")]
    [InlineData("end", Lines.Gone, "NoCall")]
    [InlineData("end 102", Lines.Idle, "NoCall")]
    [InlineData("end 102", Lines.TalkTo103, "CallPartyUnknown")]
    [InlineData("end 102", Lines.TalkAndHeld, "CallPartyOnHold")]
    [InlineData("suspend", Lines.Idle, "CallNotInTalk")]
    [InlineData("suspend", Lines.Ring, "CallNotInTalk")]
    [InlineData("suspend", Lines.DialTone, "CallNotInTalk")]
    [InlineData("suspend", Lines.TalkAndHeld, "CallHoldOccupied")]
    [InlineData("resume", Lines.Idle, "CallNobodyHeld")]
    [InlineData("resume", Lines.Talk, "CallNobodyHeld")]
    [InlineData("resume", Lines.TalkAndHeld, "CallStillTalking")]
    [InlineData("switch", Lines.Talk, "CallNobodyHeld")]
    [InlineData("transfer 105", Lines.Idle, "CallNotInTalk")]
    [InlineData("transfer 105", Lines.Call, "CallNotInTalk")]
    [InlineData("transfer 102", Lines.Talk, "CallAlreadyConnected")]
    [InlineData("join", Lines.Talk, "CallNobodyHeld")]
    [InlineData("join", Lines.DialTone, "CallNotInTalk")]
    public async Task What_the_line_does_not_allow_is_refused_here(string operation, string line, string id)
    {
        await using var server = await StartAsync(line);
        using var connection = await server.OpenAsync();

        var failure = await Clients.RefusalAsync(() => Operations[operation](connection));

        Assert.Equal(id, failure.Error.Id);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task Nothing_is_decided_by_what_was_read_some_time_ago()
    {
        await using var server = await StartAsync(Lines.TalkAndHeld);
        using var connection = await server.OpenAsync();
        Assert.NotNull(connection.Phone.Held);

        // The held party has hung up meanwhile, and no push has told.
        server.Line = Lines.TalkTo103;
        server.Effects["pbxabortcall"] = _ => server.Line = Lines.Idle;
        await connection.Phone.EndAsync(null, Clients.Stop);

        Assert.Equal(["pbxabortcall {}"], server.Sent);
    }

    [Fact]
    public async Task A_failed_answer_can_be_tried_again()
    {
        await using var server = await StartAsync(Lines.Ring);
        using var connection = await server.OpenAsync();
        var failure = await Clients.RefusalAsync(() => server.RunOutAsync(connection.Phone.AnswerAsync(Clients.Stop), "pbxanswercall"));
        Assert.Equal(OktellErrors.CallNotAnswered, failure.Error);

        server.Effects["pbxanswercall"] = _ => server.Line = Lines.Talk;
        Assert.Equal(CallState.Talk, (await connection.Phone.AnswerAsync(Clients.Stop)).State);
    }

    [Fact]
    public async Task A_caller_who_hangs_up_while_answered_is_told_as_such()
    {
        await using var server = await StartAsync(Lines.Ring);
        server.Effects["pbxanswercall"] = _ => server.Line = Lines.Idle;
        using var connection = await server.OpenAsync();
        var failure = await Clients.RefusalAsync(() => connection.Phone.AnswerAsync(Clients.Stop));
        Assert.Equal(OktellErrors.CallEnded, failure.Error);
    }

    [Fact]
    public async Task A_call_goes_on_while_its_party_waits_on_hold_and_another_one_is_called()
    {
        await using var server = await StartAsync(Lines.Talk);
        server.Effects["pbxmakeflash"] = _ => server.Line = Lines.DialTone;
        using var connection = await server.OpenAsync();
        var first = connection.Phone.CurrentCall!;

        var held = await connection.Phone.SuspendAsync(Clients.Stop);
        Assert.Equal((first.SerialNumber, CallState.Ready, true, "102"), (held.SerialNumber, held.State, held.HasHeld, held.HeldNumber));
        Assert.False(held.HasEnded);
        Assert.Equal("102", connection.Phone.Held!.Number);
        Assert.Empty(connection.Phone.Parties);

        server.Effects["pbxautocallstart"] = _ => server.Line = Lines.TalkAndHeld;
        var second = await connection.Phone.StartCallAsync("103", CallSequence.UserFirst, intercom: false, Clients.Stop);
        Assert.Equal((first.SerialNumber, CallState.Talk, "103", "102"), (second!.SerialNumber, second.State, second.Number, second.HeldNumber));

        server.Effects["pbxabortcall"] = _ => server.Line = Lines.Idle;
        var ended = await connection.Phone.JoinAsync(Clients.Stop);
        Assert.True(ended.HasEnded);
        Assert.Equal("Talk Talk Ready", string.Join(" ", ended.States));
        Assert.Null(connection.Phone.Held);
    }

    [Fact]
    public async Task A_server_that_is_too_old_to_answer_is_not_asked()
    {
        await using var server = await StartAsync(Lines.Ring);
        server.Replies["getversion"] = """{"version":{"dated":131217}}""";
        using var connection = await server.OpenAsync();
        var failure = await Clients.RefusalAsync(() => connection.Phone.AnswerAsync(Clients.Stop));
        Assert.Equal(OktellErrors.ServerTooOld, failure.Error);
        Assert.Empty(server.Sent);
    }

    [Fact]
    public async Task Out_of_a_conference_everybody_of_the_name_is_taken()
    {
        await using var server = await StartAsync(Lines.InConference);
        server.Replies["getconferencecompetitors"] = """{"competitorlist":[{"competitorid":"K1","number":"101"},{"competitorid":"K2","number":"102","userid":"aa"},{"competitorid":"K9","number":"102"}]}""";
        server.Effects["confdisconnectcompetitor"] = _ => server.Conference = """{"conference":{"id":"conf1"},"competitors":[{"competitorid":"K1","number":"101"}]}""";
        using var connection = await server.OpenAsync();

        await connection.Phone.EndAsync("102", Clients.Stop);

        Assert.Equal(
            ["""confdisconnectcompetitor {"conferenceid":"conf1","competitor":{"competitorid":"k2"}}""", """confdisconnectcompetitor {"conferenceid":"conf1","competitor":{"competitorid":"k9"}}"""],
            server.Sent);
    }

    private static async Task<LineServer> StartAsync(string line)
    {
        var server = await LineServer.StartAsync();
        server.Line = line;
        server.Conference = Lines.Conference;
        return server;
    }
}
