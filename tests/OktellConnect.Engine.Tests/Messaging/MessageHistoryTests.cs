using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Messaging;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Messaging;

public class MessageHistoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task The_file_survives_the_connection_and_is_its_owners_only()
    {
        using var folder = new TemporaryFolder();
        var options = Clients.Options with { MessageHistoryPath = folder.File("history.jsonl") };
        await using var server = await PeopleServer.StartAsync();
        using (var first = await server.OpenAsync(options))
        {
            await first.Messages.SendAsync(["102"], "Первое\n\"сообщение\" 👋", Clients.Stop);
        }

        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(options.MessageHistoryPath, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead);
        }

        using var second = await server.OpenAsync(options);
        await second.Messages.SendAsync(["103"], "второе", Clients.Stop);
        var all = await second.Messages.GetAsync(null, null, null, Clients.Stop);
        var withPetrov = await second.Messages.GetAsync(null, null, "petrov", Clients.Stop);

        Assert.Equal(["Первое\n\"сообщение\" 👋", "второе"], all.Select(message => message.Text));
        Assert.Equal("Петров Пётр", Assert.Single(withPetrov).ToName);
        Assert.Equal(2, (await File.ReadAllLinesAsync(options.MessageHistoryPath, Clients.Stop)).Length);
        if (!OperatingSystem.IsWindows())
        {
            // It was made wide before the second connection.
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(options.MessageHistoryPath));
        }
    }

    [Fact]
    public async Task A_torn_last_line_costs_only_itself()
    {
        using var folder = new TemporaryFolder();
        var options = Clients.Options with { MessageHistoryPath = folder.File("history.jsonl") };
        await using var server = await PeopleServer.StartAsync();
        using (var first = await server.OpenAsync(options))
        {
            await first.Messages.SendAsync(["102"], "before", Clients.Stop);
            await first.Messages.SendAsync(["102"], "torn", Clients.Stop);
        }

        var text = await File.ReadAllTextAsync(options.MessageHistoryPath, Clients.Stop);
        await File.WriteAllTextAsync(options.MessageHistoryPath, text.Remove(text.Length - 20), Clients.Stop);
        using var second = await server.OpenAsync(options);
        await second.Messages.SendAsync(["102"], "after", Clients.Stop);

        Assert.Equal(["before", "after"], (await second.Messages.GetAsync(null, null, null, Clients.Stop)).Select(message => message.Text));
    }

    [Fact]
    public async Task Users_and_programs_may_share_a_file_without_seeing_or_tearing_each_others_lines()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("history.jsonl");
        var writers = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MessageHistoryFile.OpenAsync(path, PeopleServer.Ivanov, Clients.Stop)));
        var other = await MessageHistoryFile.OpenAsync(path, PeopleServer.Petrov, Clients.Stop);

        await Task.WhenAll(writers.SelectMany((file, index) => Enumerable.Range(0, 25).Select(number => file.AddAsync(Message($"{index}-{number}"), Clients.Stop)))
            .Append(other.AddAsync(Message("his"), Clients.Stop)));

        Assert.Equal(100, (await writers[0].ReadAsync(_ => true, Clients.Stop)).Select(message => message.Id).Distinct().Count());
        Assert.Equal("his", Assert.Single(await other.ReadAsync(_ => true, Clients.Stop)).Id);
        Assert.Equal(101, (await File.ReadAllLinesAsync(path, Clients.Stop)).Length);
    }

    [Fact]
    public async Task A_file_that_cannot_be_made_or_holds_something_else_ends_the_connecting()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder.File("letter.txt"), "Dear", Clients.Stop);
        await using var server = await PeopleServer.StartAsync();

        foreach (var name in new[] { "none/history.jsonl", "letter.txt", "" })
        {
            var failure = await Clients.RefusalAsync(() => server.OpenAsync(Clients.Options with { MessageHistoryPath = folder.File(name) }));
            Assert.Equal(OktellErrors.MessageHistoryUnusable, failure.Error);
        }

        Assert.Equal("Dear", await File.ReadAllTextAsync(folder.File("letter.txt"), Clients.Stop));
    }

    [Fact]
    public async Task A_file_that_is_lost_on_the_way_is_told_and_the_message_is_sent_all_the_same()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("kept"));
        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync(Clients.Options with { MessageHistoryPath = folder.File("kept/history.jsonl") });

        Directory.Delete(folder.File("kept"), recursive: true);
        await connection.Messages.SendAsync(["102"], "a", Clients.Stop);

        Assert.Contains("history.jsonl", connection.Messages.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_procedure_of_the_customer_is_asked_and_merged_without_doubles()
    {
        await using var server = await PeopleServer.StartAsync();
        JsonObject? asked = null;
        server.Procedures["oktellconnect_messages"] = input =>
        {
            asked = input.DeepClone().AsObject();
            return new JsonObject
            {
                ["result"] = 1,
                ["errorcode"] = 0,
                ["dataset"] = new JsonArray(new JsonArray(
                    new JsonArray("ID", "Time", "FromID", "FromLogin", "FromName", "ToID", "ToLogin", "ToName", "Text"),
                    new JsonArray("AAAA0000-0000-0000-0000-000000000001", "2026-11-24 08:00:00", PeopleServer.Petrov, "petrov", "Петров Пётр", PeopleServer.Ivanov, "ivanov", "Иванов", "старое"),
                    new JsonArray("aaaa0000-0000-0000-0000-000000000002", "2026-11-24 09:00:00", PeopleServer.Ivanov, null, null, PeopleServer.Petrov, null, null, "то же"),
                    new JsonArray("aaaa0000-0000-0000-0000-000000000003", "2026-11-24 09:00:00", PeopleServer.Petrov, null, null, PeopleServer.Sidorov, null, null, "чужое"),
                    new JsonArray("aaaa0000-0000-0000-0000-000000000004", null, PeopleServer.Petrov, null, null, PeopleServer.Ivanov, null, null, "без времени"))),
            };
        };
        server.Answers["sendusertextmessage"] = _ => new JsonObject { ["messages"] = new JsonArray(new JsonObject { ["idmessage"] = "AAAA0000-0000-0000-0000-000000000002" }) };
        using var connection = await server.OpenAsync();
        await connection.Messages.SendAsync(["102"], "то же", Clients.Stop);

        var local = TimeZoneInfo.Local;
        var from = new DateTime(2026, 11, 24, 7, 0, 0);
        var messages = await connection.Messages.GetAsync(new DateTimeOffset(from, local.GetUtcOffset(from)), null, "102", Clients.Stop);

        Assert.Equal($$"""{"@datefrom":"2026-11-24T07:00:00","@dateto":null,"@userid":"{{PeopleServer.Petrov}}"}""", Sorted(asked!));
        Assert.Equal(["старое", "то же"], messages.Select(message => message.Text));
        Assert.Equal([true, false], messages.Select(message => message.IsIncoming));
        Assert.Equal(("ivanov", "Петров Пётр"), (messages[1].FromLogin ?? "ivanov", messages[1].ToName));
    }

    [Fact]
    public async Task A_period_is_open_at_its_end_and_may_not_be_turned_round()
    {
        using var folder = new TemporaryFolder();
        var path = folder.File("history.jsonl");
        var file = await MessageHistoryFile.OpenAsync(path, PeopleServer.Ivanov, Clients.Stop);
        foreach (var minute in new[] { 0, 1, 2 })
        {
            await file.AddAsync(Message($"{minute}") with { Time = Noon.AddMinutes(minute) }, Clients.Stop);
        }

        await using var server = await PeopleServer.StartAsync();
        using var connection = await server.OpenAsync(Clients.Options with { MessageHistoryPath = path });

        Assert.Equal(["0", "1"], (await connection.Messages.GetAsync(Noon, Noon.AddMinutes(2), null, Clients.Stop)).Select(message => message.Id));
        Assert.Equal(OktellErrors.CallPeriodInvalid, (await Clients.RefusalAsync(() => connection.Messages.GetAsync(Noon, Noon.AddSeconds(-1), null, Clients.Stop))).Error);
        Assert.Equal(OktellErrors.UserNotFound, (await Clients.RefusalAsync(() => connection.Messages.GetAsync(null, null, "nobody", Clients.Stop))).Error);
    }

    [Fact]
    public void A_message_with_an_id_of_ours_is_the_servers_of_the_same_people_text_and_time()
    {
        TextMessage[] server = [Message("s1"), Message("s2") with { Time = Noon.AddMinutes(30) }];
        TextMessage[] ours =
        [
            Message("o1") with { HasOwnId = true, Time = Noon.AddSeconds(20) },
            Message("o2") with { HasOwnId = true, Time = Noon.AddSeconds(40) },
            Message("o3") with { HasOwnId = true, Text = "other" },
            Message("o4") with { HasOwnId = true, Time = Noon.AddMinutes(10) },
        ];

        Assert.Equal(["s1", "o3", "o2", "o4", "s2"], MessageMerge.Merge(server, ours).Select(message => message.Id));
    }

    private static TextMessage Message(string id) => new() { Id = id, Time = Noon, FromId = PeopleServer.Ivanov, ToId = PeopleServer.Petrov, Text = "text" };

    private static string Sorted(JsonObject body) => new JsonObject(body.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => KeyValuePair.Create(field.Key, field.Value?.DeepClone()))).ToJsonString();
}
