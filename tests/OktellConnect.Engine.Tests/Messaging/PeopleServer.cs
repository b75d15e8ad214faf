using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Messaging;

/// <summary>A scripted server with three people: Иванов (101, signed in), Петров (102) and two called Сидоров (103, 104).</summary>
internal sealed class PeopleServer : IAsyncDisposable
{
    public const string Ivanov = "00000000-0000-0000-0000-000000000101";
    public const string Petrov = "00000000-0000-0000-0000-000000000102";
    public const string Sidorov = "00000000-0000-0000-0000-000000000103";
    public const string Namesake = "00000000-0000-0000-0000-000000000104";

    private PeopleServer(ScriptedServer server) => Server = server;

    public ScriptedServer Server { get; }

    /// <summary>Answers before the usual ones; null falls back on them.</summary>
    public Dictionary<string, Func<HeardMessage, JsonObject?>> Answers { get; } = new(StringComparer.Ordinal);

    /// <summary>Stored procedures the server allows, with what they answer.</summary>
    public Dictionary<string, Func<JsonObject, JsonObject>> Procedures { get; } = new(StringComparer.Ordinal);

    public ScriptedConnection Connection => Server.Connections.Last();

    public static async Task<PeopleServer> StartAsync()
    {
        var people = new PeopleServer(await ScriptedServer.StartAsync());
        people.Server.OnMessage = async (_, message) =>
        {
            if (people.Answer(message) is { } reply)
            {
                await message.ReplyAsync(reply);
                return true;
            }

            return false;
        };
        return people;
    }

    public Task<OktellConnection> OpenAsync(OktellClientOptions? options = null) =>
        OktellConnection.OpenAsync([Server.Address], Clients.Ivanov, options ?? Clients.Options, Clients.Stop);

    /// <summary>The bodies heard of a method, without login and query id.</summary>
    public IReadOnlyList<JsonObject> Bodies(string method) => [.. Server.HeardOf(method).Select(message =>
    {
        var body = message.Body.DeepClone().AsObject();
        body.Remove("qid");
        body.Remove("userlogin");
        return body;
    })];

    public async ValueTask DisposeAsync() => await Server.DisposeAsync();

    public static JsonObject Refused(string text, int error = 1) => new() { ["result"] = 0, ["error"] = error, ["errormsg"] = text };

    private JsonObject? Answer(HeardMessage message)
    {
        if (Answers.TryGetValue(message.Name, out var answer))
        {
            return answer(message);
        }

        return message.Name switch
        {
            "getversion" => new JsonObject
            {
                ["result"] = 1,
                ["version"] = new JsonObject { ["dated"] = 160000, ["build"] = "2.12.0.160000", ["webserverport"] = 80 },
                ["alloweddbstoredprocs"] = new JsonObject(Procedures.Keys.Select(name => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(1)))),
            },
            "execpredefineddbstoredproc" => Procedures[message.Body["procedure"]!.GetValue<string>()](message.Body["inputparams"]!.AsObject()),
            "getallusernumbers" => new JsonObject
            {
                ["users"] = new JsonArray(User(Ivanov, "Иванов Иван", "101"), User(Petrov, "Петров Пётр", "102", "petrov"), User(Sidorov, "Сидоров", "103"), User(Namesake, "Сидоров", "104")),
            },
            "getpbxnumbers" => new JsonObject
            {
                ["numbers"] = new JsonArray(new JsonObject { ["number"] = "102", ["caption"] = "Петров Пётр", ["state"] = 1, ["userid"] = Petrov }, new JsonObject { ["number"] = "700", ["caption"] = "Очередь" }),
            },
            "getuserstate" => new JsonObject { ["userstateid"] = 1, ["oncallcenter"] = false },
            "getextendedlineinfo" => new JsonObject { ["abonent"] = new JsonObject() },
            _ => null,
        };
    }

    private static JsonObject User(string id, string name, string number, string? login = null)
    {
        var user = new JsonObject { ["id"] = id.ToUpperInvariant(), ["name"] = name, ["main"] = number, ["nums"] = new JsonArray(number) };
        if (login is not null)
        {
            user["login"] = login;
        }

        return user;
    }
}
