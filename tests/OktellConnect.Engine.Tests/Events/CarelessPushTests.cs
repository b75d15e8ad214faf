using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Protocol;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Events;

/// <summary>A server whose pushes have fields missing, of other types, or of values nobody knows.</summary>
public class CarelessPushTests
{
    private static readonly Func<JsonNode?>[] Odd =
    [
        () => null, () => "", () => "x", () => "5", () => 99, () => -1, () => 4.5, () => 1e300, () => true,
        () => new JsonArray(), () => new JsonArray(1, "a", null), () => new JsonObject(), () => new JsonArray(new JsonObject { ["num"] = 5, ["numstateid"] = "soon" }), () => new string('ж', 3000),
    ];

    [Fact]
    public async Task Whatever_is_pushed_the_next_good_event_is_applied()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (_, message) =>
        {
            var reply = message.Name switch
            {
                "getpbxnumbers" => new JsonObject { ["result"] = 1, ["numbers"] = new JsonArray(new JsonObject { ["number"] = "102", ["id"] = "1", ["caption"] = "Петров", ["state"] = 1 }) },
                "getextendedlineinfo" => new JsonObject { ["result"] = 1, ["linestatestr"] = "lsReady", ["abonent"] = new JsonObject() },
                "getuserstate" => new JsonObject { ["result"] = 1, ["userstateid"] = 1 },
                _ => null,
            };
            if (reply is not null)
            {
                await message.ReplyAsync(reply);
            }

            return reply is not null;
        };
        using var connection = await OktellConnection.OpenAsync([server.Address], Clients.Ivanov, Clients.Options, Clients.Stop);
        var pushes = MethodCatalog.All.Where(message => message.Direction == MessageDirection.FromServer && message.Name != MultipartAssembler.FrameName).ToList();
        var random = new Random(20261124);
        var seen = 0;
        foreach (var push in pushes)
        {
            for (var round = 0; round < 12; round++)
            {
                var body = new JsonObject();
                foreach (var field in push.Fields.Where(_ => random.Next(4) > 0))
                {
                    body[field.Name] = Odd[random.Next(Odd.Length)]();
                }

                await server.Connections.Single().SendAsync(push.Name, body);
            }

            // A good one behind them: it comes through only where the careless ones did no harm.
            var state = seen++ % 2 == 0 ? 5 : 1;
            await server.Connections.Single().SendAsync("pbxnumberstatechanged", new JsonObject { ["numbers"] = new JsonArray(new JsonObject { ["num"] = "102", ["numstateid"] = state }) });
            await Eventually.Until($"the good event behind {push.Name} is applied", () => connection.NumberPlan.Find("102")!.StateId == state);
        }

        await server.Connections.Single().SendAsync("userstatechanged", new JsonObject { ["userstateid"] = 3 });
        await Eventually.Until("the own state is applied", () => connection.OwnState.Current.State == UserState.DoNotDisturb);
        Assert.Equal(ClientState.Open, connection.State);
        Assert.Equal(0, connection.Client.Counters.Reconnects);
        Assert.DoesNotContain(connection.Journal.GetLast(10_000), entry => entry.Name == "UnreadablePush");
    }
}
