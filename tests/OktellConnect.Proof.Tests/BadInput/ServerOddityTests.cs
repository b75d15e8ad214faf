using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests.BadInput;

/// <summary>Servers that send what no server should: every field of every message wrong in every way. A typed error or a tolerated value, never a crash or a hang.</summary>
public sealed class ServerOddityTests
{
    private const string Conference = "7d6a0c1e-1111-2222-3333-444444444444";
    private const string Petrov = "0c1b8b2f-7c0e-4a55-9a6e-f0a0f4f0a102";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<string, string> Good = new()
    {
        ["login"] = """{"result":1,"userid":"00000000-0000-0000-0000-000000000101","sessionid":"s"}""",
        ["getversion"] = """{"result":1,"version":{"dated":160000,"build":"2.12.0.160000","webserverport":80},"alloweddbstoredprocs":{"web_report":1}}""",
        ["getmyuserinfo"] = """{"result":1,"mainpbxnumber":"101","username":"Иванов Иван","hasline":true,"lineid":"l","linenumber":"101","isoperator":true}""",
        ["cc_getlunchtypes"] = """{"result":1,"items":[{"id":1,"name":"Lunch"}]}""",
        ["getuserstate"] = """{"result":1,"userstateid":1,"oncallcenter":false,"onccmanual":false,"onlunch":false,"onredirect":false,"ontask":false,"lunchreasonid":1}""",
        ["getpbxnumbers"] = $$$"""{"result":1,"numbers":[{"id":"{{{Petrov}}}","number":"102","caption":"Петров","state":1,"departmentid":"d","department":"Продажи","userid":"{{{Petrov}}}"}]}""",
        ["getallusernumbers"] = $$$"""{"result":1,"users":[{"id":"{{{Petrov}}}","name":"Петров","main":"102","nums":["102"],"sub":true}]}""",
        ["getextendedlineinfo"] = $$$"""{"result":1,"linestatestr":"lsCommutated","chainid":"{{{Petrov}}}","calledid":"102","timertalklensec":5,"isflashing":true,"flashed":{"number":"103","username":"Сидоров"},"abonent":{"number":"102","username":"Петров","userid":"{{{Petrov}}}","iscommutated":true,"isringing":false,"isautocall":false,"isextline":false,"isivr":false,"direction":"x","conferenceid":"{{{Conference}}}","isconference":true}}""",
        ["getconferenceinfo"] = $$$"""{"result":1,"conference":{"id":"{{{Conference}}}","name":"c","room":5,"isghost":false},"competitors":[{"competitorid":"{{{Petrov}}}","number":"102","username":"Петров","userid":"{{{Petrov}}}","confstatestr":"InConference","iscreator":true,"ishidden":false,"isghost":false}]}""",
        ["getcurrentqueue"] = $$$"""{"result":1,"queue":[{"number":"+79161234567","simplename":"Клиент","chainid":"{{{Petrov}}}","isextline":true,"lenqueue":7,"startqueuetime":"2026-03-18 12:00:00"}]}""",
        ["getredirectrules"] = """{"result":1,"redirectrules":[{"id":"r","destinationnumber":"103","isenabled":true,"state":2,"priority":1}]}""",
        ["getalluserphotolink"] = $$$"""{"result":1,"links":[{"id":"{{{Petrov}}}","link":"/a","link32x32":"/b","link96x96":"/c"}]}""",
        ["sendusertextmessage"] = $$$"""{"result":1,"messages":[{"idmessage":"{{{Conference}}}","userid":"{{{Petrov}}}"}]}""",
    };

    private static readonly Dictionary<string, string> Pushes = new()
    {
        ["usertextmessagereceived"] = $$$"""{"userid":"u","userlogin":"ivanov","idmessage":"m","text":"text","senderid":"{{{Petrov}}}","senderlogin":"petrov","sendername":"Петров","time":"2026-03-18 12:00:00"}""",
        ["pbxnumberstatechanged"] = """{"numbers":[{"num":"102","numstateid":5}]}""",
        ["userstatechanged"] = Good["getuserstate"],
        ["customevent"] = $$$"""{"eventname":"e","eventparam":{"a":1},"senderid":"{{{Petrov}}}"}""",
        ["phoneevent_commstarted"] = $$$"""{"isconference":true,"confid":"{{{Conference}}}","chainid":"{{{Petrov}}}","userlogin":"ivanov"}""",
        ["phoneevent_ringstarted"] = $$$"""{"chainid":"{{{Petrov}}}","callerid":"102"}""",
        ["phoneevent_ivrstarted"] = """{"isroutingivr":true}""",
        ["confcompositionchanged"] = $$$"""{"eventinfo":{"conferenceid":"{{{Conference}}}","competitorlist":[{"competitorid":"c","number":"102"}]}}""",
        ["confcompetitorstatechanged"] = $$$"""{"eventinfo":{"conference":{"id":"{{{Conference}}}"},"competitor":{"competitorid":"c"} } }""",
        ["flashstatechanged"] = """{"flashtypeid":1}""",
    };

    public static TheoryData<string> AtLogin => ["login", "getversion", "getmyuserinfo", "cc_getlunchtypes", "getuserstate", "getpbxnumbers", "getallusernumbers", "getextendedlineinfo"];

    public static TheoryData<string> Later =>
        ["cc_getlunchtypes", "getuserstate", "getpbxnumbers", "getallusernumbers", "getextendedlineinfo", "getconferenceinfo", "getcurrentqueue", "getredirectrules", "getalluserphotolink", "sendusertextmessage"];

    public static TheoryData<string> Pushed => [.. Pushes.Keys];

    private static OktellClientOptions Options => new() { AllowUnencrypted = true, Reconnect = false, Clock = new ScaledTimeProvider(10), RequestTimeout = TimeSpan.FromSeconds(40), OpenTimeout = TimeSpan.FromSeconds(60) };

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AtLogin))]
    public async Task An_odd_reply_while_connecting_is_tolerated_or_a_typed_error(string method)
    {
        await using var server = await StartAsync();
        foreach (var (what, message) in Mutations.Of(Good[method]))
        {
            server.OnMessage = (_, heard) => ReplyAsync(heard, method, message);
            await EndsWellAsync($"{method}: {what}", async () =>
            {
                using var connection = await OpenAsync(server);
                _ = (connection.Phone.State, connection.Number, connection.UserName, connection.Missing, connection.NumberPlan.Users, connection.OwnState.Current.State, connection.Version.ToString());
            });
        }
    }

    [Theory]
    [MemberData(nameof(Later))]
    public async Task An_odd_reply_is_tolerated_or_a_typed_error_and_a_good_one_afterwards_is_believed(string method)
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        foreach (var (what, message) in Mutations.Of(Good[method]))
        {
            server.OnMessage = (_, heard) => ReplyAsync(heard, method, message);
            await EndsWellAsync($"{method}: {what}", () => ReadAsync(connection, method));
        }

        server.OnMessage = (_, heard) => ReplyAsync(heard);
        await ReadAsync(connection, method);
        await connection.Phone.ReloadAsync(Stop);
        await connection.NumberPlan.ReloadAsync(Stop);
        Assert.Equal(CallState.Talk, connection.Phone.State);
        Assert.Equal("103", connection.Phone.Held?.Number);
        Assert.Equal("102", Assert.Single(connection.Conferences.Current!.Participants).Number);
        Assert.Equal("Петров", Assert.Single(connection.NumberPlan.Users).Name);
        Assert.Equal(ClientState.Open, connection.State);
    }

    [Theory]
    [MemberData(nameof(Pushed))]
    public async Task An_odd_push_is_tolerated_and_the_good_one_behind_it_arrives(string push)
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var events = await connection.WatchAsync([.. Enum.GetValues<OktellEventType>().Where(type => type != OktellEventType.Queue)], [push], Stop);
        var line = server.Connections.Last();
        foreach (var (_, message) in Mutations.Of(Pushes[push]))
        {
            await line.SendAsync(push, message);
        }

        await line.SendAsync("customevent", new JsonObject { ["eventname"] = "behind", ["eventparam"] = "it" });
        var last = await Task.Run(async () =>
        {
            while (await events.ReadAsync(Stop) is { } item)
            {
                Assert.NotEmpty(item.ToString());
                if (item is CustomEvent { Name: "behind" })
                {
                    return item;
                }
            }

            return null;
        }).WaitAsync(Deadline, Stop);
        Assert.NotNull(last);
        await line.SendAsync("userstatechanged", new JsonObject { ["userstateid"] = 3 });
        await line.SendAsync("pbxnumberstatechanged", new JsonObject { ["numbers"] = new JsonArray(new JsonObject { ["num"] = "102", ["numstateid"] = 5 }) });
        await Eventually.Until("states pushed afterwards are believed", () => connection.OwnState.Current.State == UserState.DoNotDisturb && connection.NumberPlan.Find("102")!.State == NumberState.Busy);
        Assert.Equal(ClientState.Open, connection.State);
    }

    [Fact]
    public async Task Unknown_states_are_unknown_and_events_before_login_are_ignored()
    {
        await using var server = await StartAsync();
        server.OnConnect = async connection =>
        {
            await connection.SendAsync("userstatechanged", new JsonObject { ["userstateid"] = 5 });
            await connection.SendAsync("phoneevent_ringstarted", []);
            await connection.SendAsync("hello", new JsonObject { ["qid"] = "0.1" });
        };
        server.OnMessage = (_, heard) => heard.Name switch
        {
            "getuserstate" => ReplyAsync(heard, heard.Name, new JsonObject { ["userstateid"] = 42 }),
            "getextendedlineinfo" => ReplyAsync(heard, heard.Name, new JsonObject { ["linestatestr"] = "lsNeverHeardOf", ["abonent"] = new JsonObject() }),
            "getpbxnumbers" => ReplyAsync(heard, heard.Name, new JsonObject { ["numbers"] = new JsonArray(new JsonObject { ["number"] = "102", ["state"] = 99 }) }),
            _ => ReplyAsync(heard),
        };
        using var connection = await OpenAsync(server);
        Assert.Equal((UserState.Unknown, CallState.Ready, NumberState.Unknown), (connection.OwnState.Current.State, connection.Phone.State, connection.NumberPlan.Find("102")!.State));
        Assert.Equal(99, connection.NumberPlan.Find("102")!.StateId);
    }

    [Fact]
    public async Task A_reply_that_comes_twice_answers_once()
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        using var events = await connection.WatchAsync([OktellEventType.Server], ["customevent"], Stop);
        server.OnMessage = async (_, heard) =>
        {
            for (var time = 0; time < 3; time++)
            {
                await heard.ReplyAsync(new JsonObject { ["result"] = time == 0 ? 1 : 0, ["errormsg"] = "the second" });
            }

            return true;
        };
        for (var request = 0; request < 50; request++)
        {
            await connection.Client.InvokeAsync("getuserphoto", null, Stop);
        }

        await server.Connections.Last().SendAsync("customevent", new JsonObject { ["eventname"] = "behind" });
        Assert.Equal("customevent", Assert.IsType<ServerPushEvent>(await events.ReadAsync(Stop)).Name);
        Assert.Equal(ClientState.Open, connection.State);
    }

    [Theory]
    [InlineData("0 1 2", true)]
    [InlineData("2 0 1", true)]
    [InlineData("0 1 1 2", true)]
    [InlineData("0 2", false)]
    [InlineData("0 1 7", false)]
    public async Task A_reply_in_pieces_is_read_when_all_are_there_and_times_out_when_one_is_missing(string pieces, bool isWhole)
    {
        await using var server = await StartAsync();
        using var connection = await OpenAsync(server);
        server.OnMessage = async (line, heard) =>
        {
            var message = System.Text.Encoding.UTF8.GetBytes(new JsonArray("result", new JsonObject { ["result"] = 1, ["text"] = "привет", ["qid"] = heard.QueryId }).ToJsonString());
            var length = (message.Length / 3) + 1;
            foreach (var piece in pieces.Split(' ').Select(int.Parse))
            {
                await line.SendAsync("multipart", new JsonObject
                {
                    ["message-id"] = "m",
                    ["packetcount"] = 3,
                    ["packetnumber"] = piece,
                    ["content"] = Convert.ToBase64String(message.Skip(piece * length).Take(length).ToArray()),
                });
            }

            return true;
        };
        var asked = connection.Client.InvokeAsync("getuserphoto", null, Stop).WaitAsync(Deadline, Stop);
        if (isWhole)
        {
            Assert.Equal("привет", (await asked)["text"]);
        }
        else
        {
            Assert.Equal(OktellErrors.RequestTimeout, (await Assert.ThrowsAnyAsync<OktellException>(() => asked)).Error);
        }

        server.OnMessage = (_, heard) => ReplyAsync(heard);
        await connection.OwnState.ReloadAsync(Stop);
    }

    private static async Task<ScriptedServer> StartAsync()
    {
        var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, heard) => ReplyAsync(heard);
        return server;
    }

    private static async Task<bool> ReplyAsync(HeardMessage heard, string? oddMethod = null, JsonObject? odd = null)
    {
        if (heard.Name == oddMethod)
        {
            await heard.ReplyAsync(odd!.DeepClone().AsObject());
            return true;
        }

        if (Good.TryGetValue(heard.Name, out var good))
        {
            await heard.ReplyAsync(JsonNode.Parse(good)!.AsObject());
            return true;
        }

        return false;
    }

    private static Task<OktellConnection> OpenAsync(ScriptedServer server) => OktellConnection.OpenAsync([server.Address], new OktellCredential("ivanov", "Secret123"), Options, Stop);

    private static Task ReadAsync(OktellConnection connection, string method) => method switch
    {
        "cc_getlunchtypes" or "getuserstate" => connection.OwnState.ReloadAsync(Stop),
        "getpbxnumbers" or "getallusernumbers" => connection.NumberPlan.ReloadAsync(Stop),
        "getextendedlineinfo" => connection.Phone.ReloadAsync(Stop),
        "getconferenceinfo" => connection.Conferences.ReloadAsync(Stop),
        "getcurrentqueue" => connection.Phone.GetQueueAsync(Stop),
        "getredirectrules" => connection.Redirects.GetAsync(Stop),
        "getalluserphotolink" => connection.Photos.GetAsync(Stop),
        _ => connection.Messages.SendAsync([Petrov], "text", Stop),
    };

    private static async Task EndsWellAsync(string what, Func<Task> act)
    {
        try
        {
            await Task.Run(act).WaitAsync(Deadline, Stop);
        }
        catch (OktellException)
        {
            // A typed error is a good end.
        }
        catch (Exception crash)
        {
            throw new InvalidOperationException($"{what}: {crash.GetType().Name} {crash.Message}", crash);
        }
    }
}
