using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Engine.Tests.Journal;
using OktellConnect.Protocol;
using OktellConnect.Simulator;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Simulator;

/// <summary>A conversation with the simulator is recorded to a file and played again from it, without the simulator.</summary>
public class ReplayTests
{
    [Fact]
    public async Task A_recorded_conversation_replays_frame_by_frame()
    {
        using var folder = new TemporaryFolder();
        var told = await RecordAsync(folder.File("wire.jsonl"));

        await using var replay = await ReplayServer.StartAsync(ReplayServer.ReadFile(folder.File("wire.jsonl")));
        var again = await TalkAsync(replay.Address, userState: 3, journal: null);

        Assert.Empty(replay.Differences);
        Assert.Equal(0, replay.Missing);
        Assert.Equal(told, again);
    }

    [Fact]
    public async Task A_field_that_changed_is_told_with_its_path()
    {
        using var folder = new TemporaryFolder();
        await RecordAsync(folder.File("wire.jsonl"));

        await using var replay = await ReplayServer.StartAsync(ReplayServer.ReadFile(folder.File("wire.jsonl")));
        await TalkAsync(replay.Address, userState: 5, journal: null);

        Assert.Equal(["setuserstate.userstateid: recorded 3, now 5"], replay.Differences);
    }

    private static async Task<List<string>> RecordAsync(string path)
    {
        await using var simulator = await SimulatorHost.StartAsync(new SimulatorOptions { History = false }, Clients.Stop);
        return await TalkAsync(simulator.Uri.ToString(), userState: 3, path);
    }

    /// <summary>Login, the number plan (in pieces), a change of state with its push, a refusal; what was heard, in order.</summary>
    private static async Task<List<string>> TalkAsync(string address, int userState, string? journal)
    {
        using var client = await OktellClient.ConnectAsync([address], Clients.Ivanov, Clients.Options, Clients.Stop);
        using var events = await client.SubscribeAsync(["userstatechanged"], Clients.Stop);
        var told = new List<string>
        {
            await HearAsync(client, "getversion", new JsonObject { ["showalloweddbstoredprocs"] = 1 }),
            await HearAsync(client, "getpbxnumbers", new JsonObject { ["mode"] = "full" }),
            await HearAsync(client, "setuserstate", new JsonObject { ["userstateid"] = userState, ["oncallcenter"] = false }),
        };
        var push = await events.ReadAsync(Clients.Stop);
        told.Add($"{push!.Name} {push.Body.GetText("userstateid")}");
        var refusal = await Assert.ThrowsAsync<OktellRequestException>(() => client.RequestAsync("attachasghost", new JsonObject { ["ghostedid"] = "x" }, Clients.Stop));
        told.Add($"{refusal.ServerError} {refusal.ServerMessage}");
        if (journal is not null)
        {
            await File.WriteAllLinesAsync(journal, [JournalFormat.Header, .. client.Journal.GetLast(int.MaxValue).Select(JournalFormat.WriteLine)], Clients.Stop);
        }

        return told;
    }

    private static async Task<string> HearAsync(OktellClient client, string method, JsonObject body)
    {
        var reply = JsonObject.Create(await client.RequestAsync(method, body, Clients.Stop))!;
        reply.Remove("qid");
        return reply.ToJsonString();
    }
}
