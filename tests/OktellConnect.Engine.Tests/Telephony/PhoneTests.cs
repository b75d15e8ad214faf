using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Telephony;

public class PhoneTests
{
    private readonly FakeTimeProvider clock = new();
    private string line = """{"abonent":{}}""";
    private Func<HeardMessage, Task<bool>>? onMessage;

    private OktellClientOptions Options => Clients.Options with { Clock = clock, KeepAliveInterval = TimeSpan.FromHours(1) };

    [Fact]
    public async Task Start_up_reads_everything_after_subscribing()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);

        Assert.Equal(
            ["ping", "login", "getversion", "getmyuserinfo", "subscribeevent", "cc_getlunchtypes", "getuserstate", "getpbxnumbers", "getallusernumbers", "getextendedlineinfo", "subscribeevent"],
            server.Heard.Select(message => message.Name));
        Assert.Equal("Иванов Иван", connection.UserName);
        Assert.Equal("2.12.0.160000", connection.Version.ToString());
        Assert.Equal(CallState.Ready, connection.Phone.State);
        Assert.Equal(UserState.Ready, connection.OwnState.Current.State);
        Assert.Equal(NumberState.Free, connection.NumberPlan.Find("102")!.State);
        Assert.Equal(NumberState.Unknown, connection.NumberPlan.Find("700")!.State);
        Assert.Empty(connection.Missing);
    }

    [Fact]
    public async Task What_the_server_refuses_at_start_up_is_told_and_the_rest_works()
    {
        await using var server = await StartAsync();
        onMessage = async message =>
        {
            if (message.Name == "getpbxnumbers")
            {
                await message.ReplyAsync(new JsonObject { ["result"] = 0, ["errormsg"] = "no rights" });
            }

            return message.Name == "getpbxnumbers";
        };
        using var connection = await OpenAsync(server);

        Assert.Contains("getpbxnumbers", Assert.Single(connection.Missing), StringComparison.Ordinal);
        Assert.Equal(CallState.Ready, connection.Phone.State);
    }

    [Fact]
    public async Task A_refused_version_ends_the_connection()
    {
        await using var server = await StartAsync();
        onMessage = async message =>
        {
            if (message.Name == "getversion")
            {
                await message.ReplyAsync(new JsonObject { ["result"] = 0 });
            }

            return message.Name == "getversion";
        };
        var failure = await Clients.RefusalAsync(() => OpenAsync(server));
        Assert.Equal(OktellErrors.RequestRefused, failure.Error);
    }

    [Fact]
    public async Task A_push_makes_the_line_be_read_again_after_its_delay()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        line = """{"chainid":"c","abonent":{"number":"102","iscommutated":true}}""";

        await server.Connections.Single().SendAsync("phoneevent_commstarted", []);
        await server.Connections.Single().SendAsync("ping", new JsonObject { ["qid"] = "after" });
        await Eventually.Until("the push has been taken", () => server.HeardOf("pong").Any());
        Assert.Equal(CallState.Ready, connection.Phone.State);
        Assert.Single(server.HeardOf("getextendedlineinfo"));
        await UntilAsync("the line is in talk", () => connection.Phone.State == CallState.Talk);
    }

    [Fact]
    public async Task Calls_are_told_with_their_states_in_order()
    {
        await using var server = await StartAsync();
        onMessage = async message =>
        {
            if (message.Name == "pbxautocallstart")
            {
                line = """{"chainid":"abc1","abonent":{"number":"102","username":"Петров","isringing":true,"direction":"acm_callback"}}""";
                await message.Connection.SendAsync("phoneevent_acmcallstarted", []);
            }

            return false;
        };
        using var connection = await OpenAsync(server);

        var call = await connection.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: false, Clients.Stop);
        Assert.Equal(CallState.Backring, call!.State);
        Assert.Equal(PhoneDirection.Outgoing, call.Direction);
        Assert.Equal(("102", "Петров"), (call.Number, call.Name));
        Assert.Equal("""{"userlogin":"ivanov","number":"102","sequence":"user"}""", WithoutQueryId(server.HeardOf("pbxautocallstart").Single()));

        var seen = new List<CallState>();
        var waiting = connection.Phone.WaitForStateAsync(call, [CallState.Ready], timeout: null, news => seen.Add(news.State), Clients.Stop);
        await ChangeLineAsync(server, connection, """{"chainid":"abc1","abonent":{"number":"102","isautocall":true}}""", CallState.Call);
        await ChangeLineAsync(server, connection, """{"chainid":"abc1","timertalklensec":0,"abonent":{"number":"102","iscommutated":true}}""", CallState.Talk);
        clock.Advance(TimeSpan.FromSeconds(30));
        await ChangeLineAsync(server, connection, """{"abonent":{}}""", CallState.Ready);

        var ended = await waiting;
        Assert.Equal([CallState.Call, CallState.Talk, CallState.Ready], seen);
        Assert.Equal("Backring Call Talk Ready", string.Join(" ", ended.States));
        Assert.True(ended.TalkTime >= TimeSpan.FromSeconds(30));
        Assert.Equal("102", ended.Number);
        Assert.Null(connection.Phone.CurrentCall);
    }

    [Fact]
    public async Task A_call_that_ends_unanswered_does_not_keep_anybody_waiting()
    {
        await using var server = await StartAsync();
        line = """{"chainid":"abc1","abonent":{"number":"102","isautocall":true}}""";
        using var connection = await OpenAsync(server);
        var call = connection.Phone.CurrentCall;

        var waiting = connection.Phone.WaitForStateAsync(call, [CallState.Talk], timeout: null, onChange: null, Clients.Stop);
        await ChangeLineAsync(server, connection, """{"abonent":{}}""", CallState.Ready);

        var failure = await Clients.RefusalAsync(() => waiting);
        Assert.Equal(OktellErrors.CallEnded, failure.Error);
        Assert.IsType<CallInfo>(failure.Target);
    }

    [Fact]
    public async Task A_wait_ends_at_its_timeout_with_its_own_id()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        var waiting = connection.Phone.WaitForStateAsync(null, [CallState.Ring], TimeSpan.FromSeconds(30), onChange: null, Clients.Stop);
        clock.Advance(TimeSpan.FromSeconds(31));
        var failure = await Clients.RefusalAsync(() => waiting);
        Assert.Equal(OktellErrors.CallWaitTimeout, failure.Error);
    }

    [Fact]
    public async Task A_lost_reply_to_placing_a_call_is_looked_up_on_the_line_and_never_repeated()
    {
        await using var server = await StartAsync();
        onMessage = message =>
        {
            if (message.Name == "pbxautocallstart")
            {
                line = """{"chainid":"abc1","abonent":{"number":"102","isringing":true,"direction":"acm_callback"}}""";
            }

            return Task.FromResult(message.Name == "pbxautocallstart");
        };
        using var connection = await OpenAsync(server);

        var starting = connection.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: false, Clients.Stop);
        await Eventually.Until("the call was asked for", () => server.HeardOf("pbxautocallstart").Any());
        clock.Advance(TimeSpan.FromSeconds(20));

        Assert.Equal(CallState.Backring, (await starting)!.State);
        Assert.Single(server.HeardOf("pbxautocallstart"));
    }

    [Fact]
    public async Task A_lost_reply_without_a_call_on_the_line_is_unknown()
    {
        await using var server = await StartAsync();
        onMessage = message => Task.FromResult(message.Name == "pbxautocallstart");
        using var connection = await OpenAsync(server);

        var starting = connection.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: false, Clients.Stop);
        await Eventually.Until("the call was asked for", () => server.HeardOf("pbxautocallstart").Any());
        clock.Advance(TimeSpan.FromSeconds(20));

        var failure = await Assert.ThrowsAsync<OktellRequestException>(() => starting);
        Assert.True(failure.IsOutcomeUnknown);
        Assert.Single(server.HeardOf("pbxautocallstart"));
    }

    [Fact]
    public async Task An_accepted_call_that_never_shows_is_an_error()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        var starting = connection.Phone.StartCallAsync("102", CallSequence.UserFirst, intercom: false, Clients.Stop);
        await UntilAsync("it gives up", () => starting.IsCompleted);
        var failure = await Clients.RefusalAsync(() => starting);
        Assert.Equal(OktellErrors.CallNotStarted, failure.Error);
    }

    [Fact]
    public async Task With_the_number_first_an_empty_line_is_no_error()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        var starting = connection.Phone.StartCallAsync("102", CallSequence.AbonentFirst, intercom: false, Clients.Stop);
        await UntilAsync("it gives up", () => starting.IsCompleted);
        Assert.Null(await starting);
        Assert.Equal("abonent", server.HeardOf("pbxautocallstart").Single().Body["sequence"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_second_call_while_one_is_dialled_is_refused_here()
    {
        await using var server = await StartAsync();
        line = """{"chainid":"abc1","abonent":{"number":"102","isautocall":true}}""";
        using var connection = await OpenAsync(server);
        var failure = await Clients.RefusalAsync(() => connection.Phone.StartCallAsync("103", CallSequence.UserFirst, intercom: false, Clients.Stop));
        Assert.Equal(OktellErrors.CallInProgress, failure.Error);
        Assert.Empty(server.HeardOf("pbxautocallstart"));
    }

    [Fact]
    public async Task Ending_with_somebody_on_hold_brings_him_back()
    {
        await using var server = await StartAsync();
        line = """{"chainid":"abc1","isflashing":true,"flashed":{"number":"103"},"abonent":{"number":"102","iscommutated":true}}""";
        onMessage = message =>
        {
            if (message.Name == "pbxmakeflash")
            {
                line = """{"chainid":"abc2","abonent":{"number":"103","iscommutated":true}}""";
            }

            return Task.FromResult(false);
        };
        using var connection = await OpenAsync(server);
        Assert.Equal("103", connection.Phone.CurrentCall!.HeldNumber);

        var after = await connection.Phone.EndAsync(Clients.Stop);

        Assert.Equal("abort", server.HeardOf("pbxmakeflash").Single().Body["mode"]!.GetValue<string>());
        Assert.Equal("103", after.Number);
        Assert.False(after.HasEnded);
    }

    [Fact]
    public async Task An_idle_line_has_nothing_to_end()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        var failure = await Clients.RefusalAsync(() => connection.Phone.EndAsync(Clients.Stop));
        Assert.Equal(OktellErrors.NoCall, failure.Error);
    }

    [Fact]
    public async Task States_of_numbers_and_of_the_user_follow_the_pushes()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        await server.Connections.Single().SendAsync("pbxnumberstatechanged", JsonNode.Parse("""{"numbers":[{"num":"102","numstateid":5},{"num":"unknown","numstateid":1}]}""")!.AsObject());
        await server.Connections.Single().SendAsync("userstatechanged", JsonNode.Parse("""{"userstateid":2,"onlunch":true,"lunchreasonid":2}""")!.AsObject());

        await Eventually.Until("the user is on a break", () => connection.OwnState.Current.State == UserState.Break);
        Assert.Equal(NumberState.Busy, connection.NumberPlan.Find("102")!.State);
        Assert.Equal(NumberState.Busy, connection.NumberPlan.Users.Single(user => user.MainNumber == "102").State);
        Assert.Equal("Meeting", connection.OwnState.Current.BreakReason!.Name);
    }

    [Fact]
    public async Task Redirecting_needs_a_rule_and_takes_two_steps()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        var failure = await Clients.RefusalAsync(() => connection.OwnState.SetAsync(WantedUserState.Redirect, null, false, false, Clients.Stop));
        Assert.Equal(OktellErrors.UserStateNotPossible, failure.Error);
        Assert.Empty(server.HeardOf("setuserstate"));

        onMessage = async message =>
        {
            if (message.Name == "getredirectrules")
            {
                await message.ReplyAsync(JsonNode.Parse("""{"redirectrules":[{"id":"1","destinationnumber":"103"}]}""")!.AsObject());
            }

            return message.Name == "getredirectrules";
        };
        await connection.OwnState.SetAsync(WantedUserState.Redirect, null, false, false, Clients.Stop);
        Assert.Equal(2, server.HeardOf("setuserstate").Count());
    }

    [Fact]
    public async Task An_unknown_break_reason_is_refused_with_the_list()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        var failure = await Clients.RefusalAsync(() => connection.OwnState.SetAsync(WantedUserState.Break, "Siesta", false, false, Clients.Stop));
        Assert.Equal(OktellErrors.UnknownBreakReason, failure.Error);
        Assert.Contains("Lunch, Meeting", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_gap_everything_is_read_again()
    {
        await using var server = await StartAsync();
        using var connection = await OktellConnection.OpenAsync([server.Address], Clients.Ivanov, Options with { Reconnect = true }, Clients.Stop);
        line = """{"chainid":"abc1","abonent":{"number":"102","iscommutated":true}}""";
        server.Connections.Single().Abort();
        await UntilAsync("the call is seen", () => connection.Phone.State == CallState.Talk);
        Assert.Equal(1, connection.Client.Counters.Reconnects);
        Assert.Equal(PhoneDirection.Unknown, connection.Phone.CurrentCall!.Direction);
    }

    private async Task<ScriptedServer> StartAsync()
    {
        var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (_, message) =>
        {
            if (onMessage is not null && await onMessage(message))
            {
                return true;
            }

            var reply = message.Name switch
            {
                "getextendedlineinfo" => line,
                "getuserstate" => """{"userstateid":1}""",
                "setuserstate" => """{"userstateid":1}""",
                "cc_getlunchtypes" => """{"items":[{"id":1,"name":"Lunch"},{"id":2,"name":"Meeting"}]}""",
                "getpbxnumbers" => """{"numbers":[{"id":"1","number":"101","caption":"Иванов","state":1},{"id":"2","number":"102","caption":"Петров","state":1},{"number":"700","caption":"Очередь"}]}""",
                "getallusernumbers" => """{"users":[{"id":"aa","name":"Петров","main":"102","nums":["102"],"sub":true}]}""",
                _ => null,
            };
            if (reply is not null)
            {
                await message.ReplyAsync(JsonNode.Parse(reply)!.AsObject());
            }

            return reply is not null;
        };
        return server;
    }

    private Task<OktellConnection> OpenAsync(ScriptedServer server) => OktellConnection.OpenAsync([server.Address], Clients.Ivanov, Options, Clients.Stop);

    private async Task ChangeLineAsync(ScriptedServer server, OktellConnection connection, string next, CallState expected)
    {
        line = next;
        await server.Connections.Last().SendAsync("linestatechanged", []);
        await UntilAsync($"the line is in state {expected}", () => connection.Phone.State == expected);
    }

    private Task UntilAsync(string condition, Func<bool> isMet) => Eventually.Until(condition, () =>
    {
        clock.Advance(TimeSpan.FromMilliseconds(100));
        return isMet();
    });

    private static string WithoutQueryId(HeardMessage message)
    {
        var body = message.Body.DeepClone().AsObject();
        body.Remove("qid");
        return body.ToJsonString();
    }
}
