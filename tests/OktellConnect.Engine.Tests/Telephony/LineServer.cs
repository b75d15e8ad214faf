using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Telephony;

/// <summary>A scripted server that shows a line and a conference as a test says, and changes them when a message comes.</summary>
internal sealed class LineServer : IAsyncDisposable
{
    private readonly ScriptedServer server;

    private LineServer(ScriptedServer server) => this.server = server;

    public FakeTimeProvider Clock { get; } = new();

    /// <summary>What getextendedlineinfo says.</summary>
    public string Line { get; set; } = Lines.Idle;

    /// <summary>What getconferenceinfo says; null refuses it.</summary>
    public string? Conference { get; set; }

    public string UserState { get; set; } = """{"userstateid":1}""";

    /// <summary>What other messages are answered with; none is a success without fields, an empty text no answer.</summary>
    public Dictionary<string, string> Replies { get; } = [];

    /// <summary>What happens when a message comes, before it is answered.</summary>
    public Dictionary<string, Action<HeardMessage>> Effects { get; } = [];

    /// <summary>All messages that change something, with their bodies but for login and qid.</summary>
    public IEnumerable<string> Sent => server.Heard.Where(message => !Reads.Contains(message.Name)).Select(message => $"{message.Name} {Bare(message)}");

    /// <summary>The bodies of a message, but for login and qid.</summary>
    public IEnumerable<string> Bodies(string method) => server.HeardOf(method).Select(Bare);

    public JsonObject Body(string method) => server.HeardOf(method).Single().Body;

    public int Count(string method) => server.HeardOf(method).Count();

    public static async Task<LineServer> StartAsync()
    {
        var scripted = await ScriptedServer.StartAsync();
        var line = new LineServer(scripted);
        scripted.OnMessage = (_, message) => line.AnswerAsync(message);
        return line;
    }

    public Task<OktellConnection> OpenAsync() => OktellConnection.OpenAsync(
        [server.Address], Clients.Ivanov, Clients.Options with { Clock = Clock, KeepAliveInterval = TimeSpan.FromHours(1) }, Clients.Stop);

    public Task PushAsync(string name, string body = "{}") => server.Connections.Last().SendAsync(name, JsonNode.Parse(body)!.AsObject());

    public Task PushTextAsync(string text) => server.Connections.Last().SendTextAsync(text);

    /// <summary>Lets the time pass, from the moment the server has heard the message, until the task is over: what is waited for does not come.</summary>
    public async Task<T> RunOutAsync<T>(Task<T> task, string method)
    {
        await Eventually.Until($"{method} was heard", () => task.IsCompleted || Count(method) > 0);
        await UntilAsync("the task is over", () => task.IsCompleted);
        return await task;
    }

    /// <summary>Lets the time pass in which the message is not answered.</summary>
    public async Task<T> RunLostAsync<T>(Task<T> task, string method)
    {
        await Eventually.Until($"{method} was heard", () => task.IsCompleted || Count(method) > 0);
        Clock.Advance(Clients.Options.RequestTimeout);
        return await task.WaitAsync(TimeSpan.FromMinutes(1));
    }

    public Task UntilAsync(string condition, Func<bool> isMet) => Eventually.Until(condition, () =>
    {
        Clock.Advance(TimeSpan.FromMilliseconds(250));
        return isMet();
    });

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private static readonly HashSet<string> Reads =
    [
        "ping", "pong", "login", "getversion", "getmyuserinfo", "subscribeevent", "cc_getlunchtypes", "getuserstate", "getpbxnumbers", "getallusernumbers",
        "getextendedlineinfo", "getconferenceinfo", "getconferencecompetitors", "confhandleevent", "checkcanconnecttogathertoconference", "getcurrentqueue",
    ];

    private async Task<bool> AnswerAsync(HeardMessage message)
    {
        if (Effects.TryGetValue(message.Name, out var effect))
        {
            effect(message);
        }

        var reply = Replies.TryGetValue(message.Name, out var given) ? given : message.Name switch
        {
            "getextendedlineinfo" => Line,
            "getconferenceinfo" => Conference ?? """{"result":0,"errormsg":"no such conference"}""",
            "getuserstate" => UserState,
            "getpbxnumbers" => """{"numbers":[{"number":"101","state":1,"userid":"00000000-0000-0000-0000-000000000101"},{"number":"102","caption":"Петров","state":1,"userid":"aa"},{"number":"103","caption":"Сидоров","state":5,"userid":"bb"},{"number":"104","state":2,"userid":"cc"},{"number":"700","caption":"Очередь"}]}""",
            "getallusernumbers" => """{"users":[{"id":"00000000-0000-0000-0000-000000000101","name":"Иванов","main":"101","nums":["101"]},{"id":"aa","name":"Петров","main":"102","nums":["102"],"sub":true},{"id":"bb","name":"Сидоров","main":"103","nums":["103"],"sub":true},{"id":"cc","name":"Козлов","main":"104","nums":["104"]}]}""",
            _ => null,
        };
        if (reply is { Length: > 0 })
        {
            await message.ReplyAsync(JsonNode.Parse(reply)!.AsObject());
        }

        return reply is not null;
    }

    private static string Bare(HeardMessage message)
    {
        var body = message.Body.DeepClone().AsObject();
        body.Remove("qid");
        body.Remove("userlogin");
        return body.ToJsonString();
    }
}
