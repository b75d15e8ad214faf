using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Journal;

/// <summary>
/// Plays the server's part of a recorded conversation: expects the recorded messages in the recorded order, answers with the recorded
/// replies and pushes at their place, and closes where the recording has a new connection. Keep-alive pings are no part of it.
/// </summary>
internal sealed class ReplayServer : IAsyncDisposable
{
    private readonly ScriptedServer server;
    private readonly Queue<JournalEntry> rest;
    private readonly Dictionary<string, string> idOf = new(StringComparer.Ordinal);

    private ReplayServer(ScriptedServer server, IEnumerable<JournalEntry> recording)
    {
        this.server = server;
        rest = new Queue<JournalEntry>(WithoutPings([.. recording]));
        server.OnMessage = TakeAsync;
    }

    public string Address => server.Address;

    /// <summary>Where the conversation was not the recorded one.</summary>
    public ConcurrentQueue<string> Differences { get; } = new();

    /// <summary>How many recorded messages of the client have not come.</summary>
    public int Missing
    {
        get
        {
            lock (rest)
            {
                return rest.Count(entry => entry.Kind == JournalEntryKind.Out);
            }
        }
    }

    public static async Task<ReplayServer> StartAsync(IEnumerable<JournalEntry> recording) => new(await ScriptedServer.StartAsync(), recording);

    public static IEnumerable<JournalEntry> ReadFile(string path) => File.ReadLines(path).Select(JournalFormat.ReadLine).OfType<JournalEntry>();

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task<bool> TakeAsync(ScriptedConnection connection, HeardMessage message)
    {
        if (message.Name is "ping" or "pong")
        {
            return false;
        }

        List<string> answers;
        bool closes;
        lock (rest)
        {
            if (!rest.TryDequeue(out var expected))
            {
                Differences.Enqueue($"{message.Name}: nothing more was recorded");
                return false;
            }

            var recorded = FrameOf(expected);
            foreach (var difference in FrameDifference.Find(recorded, FrameCodec.Decode(FrameCodec.Encode(message.Name, message.Body))))
            {
                Differences.Enqueue(difference);
            }

            idOf[recorded.QueryId!] = message.QueryId;
            answers = [];
            while (rest.TryPeek(out var next) && next.Kind == JournalEntryKind.In)
            {
                answers.Add(WithOwnId(rest.Dequeue()));
            }

            closes = rest.TryPeek(out var after) && after.Connection != expected.Connection;
        }

        foreach (var answer in answers)
        {
            await connection.SendTextAsync(answer);
        }

        if (closes)
        {
            await connection.CloseAsync();
        }

        return true;
    }

    private string WithOwnId(JournalEntry entry)
    {
        var message = JsonNode.Parse(entry.Text)!.AsArray();
        if (FrameOf(entry).QueryId is { } recorded && idOf.TryGetValue(recorded, out var own))
        {
            message[1]!["qid"] = own;
        }

        return message.ToJsonString();
    }

    private static IEnumerable<JournalEntry> WithoutPings(IReadOnlyList<JournalEntry> recording)
    {
        var pings = recording.Where(entry => entry is { Kind: JournalEntryKind.Out, Name: "ping" }).Select(entry => FrameOf(entry).QueryId).ToHashSet(StringComparer.Ordinal);
        return recording.Where(entry => entry.Kind != JournalEntryKind.Note && entry.Name is not ("ping" or "pong") && !pings.Contains(FrameOf(entry).QueryId));
    }

    private static Frame FrameOf(JournalEntry entry) => FrameCodec.Decode(Encoding.UTF8.GetBytes(entry.Text));
}
