using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Journal;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Journal;

public class WireJournalTests
{
    [Fact]
    public async Task Every_message_is_one_line_with_time_direction_connection_and_size()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("wire.jsonl");
        await using var server = await ScriptedServer.StartAsync();
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero));
        using var client = await server.ConnectAsync(Clients.Options with { Clock = clock });
        client.StartJournal(path);
        await client.RequestAsync("getpbxnumbers", new JsonObject { ["mode"] = "full" }, Clients.Stop);
        await server.Connections.Single().SendAsync("customevent", new JsonObject { ["eventname"] = "Привет" });
        await Eventually.Until("the event is in the journal", () => client.Journal.GetLast(1)[0].Name == "customevent");
        await client.StopJournalAsync();

        var lines = await File.ReadAllLinesAsync(path, Clients.Stop);
        var entries = lines.Select(JournalFormat.ReadLine).OfType<JournalEntry>().ToList();

        Assert.Equal(JournalFormat.Header, lines[0]);
        Assert.Equal([JournalEntryKind.Out, JournalEntryKind.In, JournalEntryKind.In], entries.Select(entry => entry.Kind));
        Assert.Equal(["getpbxnumbers", "getpbxnumbersresult", "customevent"], entries.Select(entry => entry.Name));
        Assert.All(entries, entry => Assert.Equal((clock.GetUtcNow(), 1), (entry.Time, entry.Connection)));
        Assert.Equal("""["customevent",{"eventname":"Привет"}]""", entries[2].Text);
        Assert.Equal(System.Text.Encoding.UTF8.GetByteCount(new JsonArray("customevent", new JsonObject { ["eventname"] = "Привет" }).ToJsonString()), entries[2].Size);
        Assert.Equal(entries, client.Journal.GetLast(3));
        Assert.Equal((3, 0, (string?)null, false), (client.Journal.State.Entries, client.Journal.State.Lost, client.Journal.State.Failure, client.Journal.State.IsRecording));
    }

    [Fact]
    public async Task The_file_is_readable_by_its_owner_only()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Windows files take the folder's rights.");
            return;
        }

        using var folder = new TemporaryFolder();
        var path = folder.File("wire.jsonl");
        await File.WriteAllTextAsync(path, JournalFormat.Header + "\n", Clients.Stop);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        using var journal = new WireJournal(TimeProvider.System, 10);

        journal.Start(path, append: true);
        await journal.StopAsync();
        journal.Start(folder.File("new.jsonl"));
        await journal.StopAsync();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.File("new.jsonl")));
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_left_alone()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("letter.txt"), "Dear Sir", Clients.Stop);
        using var journal = new WireJournal(TimeProvider.System, 10);

        var refusal = Assert.Throws<OktellException>(() => journal.Start(folder.File("letter.txt")));
        var missing = Assert.Throws<OktellException>(() => journal.Start(folder.File("nowhere/wire.jsonl")));

        Assert.Equal((OktellErrors.JournalUnusable, OktellErrors.JournalUnusable), (refusal.Error, missing.Error));
        Assert.Equal("Dear Sir", await File.ReadAllTextAsync(folder.File("letter.txt"), Clients.Stop));
    }

    [Fact]
    public async Task A_full_file_is_moved_aside_and_begun_anew()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("wire.jsonl");
        using var journal = new WireJournal(TimeProvider.System, 10);
        journal.Start(path, maximumFileBytes: 2000);
        for (var note = 0; note < 100; note++)
        {
            journal.Note(1, "Test", $"note {note}");
        }

        await journal.StopAsync();

        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
        Assert.All(Directory.GetFiles(folder.Path), file => Assert.InRange(new FileInfo(file).Length, 1, 2400));
        Assert.Equal("note 99", File.ReadLines(path).Select(JournalFormat.ReadLine).Last()!.Text);
        Assert.Equal(100, journal.State.Entries);
    }

    [Fact]
    public async Task A_full_disk_ends_the_recording_and_is_told_but_not_the_connection()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();
        var file = JournalFile.On(new FullDisk());
        client.Journal.Use(file);

        await client.RequestAsync("getversion", null, Clients.Stop);
        await file.Completion;
        await client.RequestAsync("getversion", null, Clients.Stop);

        Assert.Equal(ClientState.Open, client.State);
        Assert.Contains("No space left", client.Journal.State.Failure, StringComparison.Ordinal);
        Assert.False(client.Journal.State.IsRecording);
        await Eventually.Until("what could not be written is counted", () => client.Journal.State.Lost >= 3);
        await client.StopJournalAsync();
        Assert.Contains("No space left", client.Journal.State.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stalled_disk_holds_nobody_up_and_the_loss_stands_in_the_file()
    {
        using var journal = new WireJournal(TimeProvider.System, 10);
        var disk = new StalledDisk();
        var file = JournalFile.On(disk);
        journal.Use(file);
        for (var note = 0; note < 30_000; note++)
        {
            journal.Note(1, "Test", "x");
        }

        var lost = journal.State.Lost;
        disk.Go.Set();
        await journal.StopAsync();

        Assert.InRange(lost, 1, 10_000);
        Assert.Equal(30_000 - lost, journal.State.Entries - 1);
        var loss = disk.Text().Split('\n').Select(JournalFormat.ReadLine).OfType<JournalEntry>().Single(entry => entry.Name == "JournalLoss");
        Assert.StartsWith($"{lost} entries", loss.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_holds_the_newest_entries_within_its_bounds()
    {
        using var journal = new WireJournal(TimeProvider.System, 100);
        for (var note = 0; note < 250; note++)
        {
            journal.Note(1, "Test", $"{note}");
        }

        Assert.Equal(Enumerable.Range(150, 100).Select(note => $"{note}"), journal.GetLast(1000).Select(entry => entry.Text));
        Assert.Equal(["248", "249"], journal.GetLast(2).Select(entry => entry.Text));

        var message = FrameCodec.Encode("big", new JsonObject { ["x"] = new string('x', 100_000) });
        for (var frame = 0; frame < 90; frame++)
        {
            journal.Record(JournalEntryKind.In, 1, "big", message);
        }

        Assert.Equal(WireJournal.MostBytesInMemory / message.Length, journal.GetLast(1000).Count);
        Assert.Empty(new WireJournal(TimeProvider.System, 0).GetLast(5));
    }

    [Fact]
    public async Task What_is_tolerated_is_noted()
    {
        await using var server = await ScriptedServer.StartAsync();
        using var client = await server.ConnectAsync();
        await server.Connections.Single().SendTextAsync("[\"x");
        await Eventually.Until("the note is there", () => client.Journal.GetLast(1)[0].Kind == JournalEntryKind.Note);
        var note = client.Journal.GetLast(1)[0];
        Assert.Equal("UnreadableFrame", note.Name);
        Assert.StartsWith("A message of 3 bytes was dropped: not JSON", note.Text, StringComparison.Ordinal);
    }

    private sealed class FullDisk : MemoryStream
    {
        public override bool CanSeek => false;

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");
    }

    private sealed class StalledDisk : MemoryStream
    {
        public ManualResetEventSlim Go { get; } = new();

        public override void Write(byte[] buffer, int offset, int count)
        {
            Go.Wait(TimeSpan.FromSeconds(20));
            base.Write(buffer, offset, count);
        }

        public string Text() => System.Text.Encoding.UTF8.GetString(ToArray());
    }
}
