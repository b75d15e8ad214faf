using System.Text;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator.Tests;

/// <summary>Long replies, cut so that the vendor's client can put them together.</summary>
public sealed class MultipartTests
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    [Fact]
    public async Task A_long_reply_comes_in_order_from_zero_and_never_cut_inside_a_character()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { MultipartThreshold = 101 });
        await using var client = await pbx.LogInAsync();
        await client.AskAsync("getpbxnumbers");
        await client.AskAsync("getallusernumbers");
        var messages = client.Arrived.Where(frame => frame.Name == "multipart")
            .GroupBy(frame => frame.Body.GetText("message-id")).ToList();
        Assert.True(messages.Count >= 2);
        foreach (var message in messages)
        {
            var count = message.First().Body.GetWholeNumber("packetcount");
            Assert.Equal(Enumerable.Range(0, (int)count!).Select(number => (long?)number), message.Select(frame => frame.Body.GetWholeNumber("packetnumber")));

            // Strict decoding piece by piece fails where a character was cut.
            var text = string.Concat(message.Select(frame => Strict.GetString(Convert.FromBase64String(frame.Body.GetText("content")!))));
            Assert.StartsWith("[\"", text, StringComparison.Ordinal);
            Assert.EndsWith("}]", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Events_are_never_cut()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { MultipartThreshold = 64 });
        await using var client = await pbx.LogInAsync();
        await pbx.ControlAsync("call", new { from = "+79161234567", to = "101" });
        await client.UntilEventAsync("phoneevent_ringstarted");
        Assert.Contains(client.Arrived, frame => frame.Name == "phoneevent_ringstarted");
    }

    [Fact]
    public async Task The_sample_plan_is_long_enough_to_be_cut_and_short_replies_are_not()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = null });
        await using var client = await pbx.LogInAsync();
        Assert.DoesNotContain(client.Arrived, frame => frame.Name == "multipart");
        var numbers = (await client.AskAsync("getpbxnumbers")).GetItems("numbers").ToList();
        Assert.Equal(305, numbers.Count);
        Assert.Contains(client.Arrived, frame => frame.Name == "multipart");
    }

    [Fact]
    public async Task The_sample_seed_holds_the_people_of_the_sample_file()
    {
        var seed = await SeedFile.LoadAsync(SeedFile.SamplePath, TestContext.Current.CancellationToken);
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var file = Path.Combine(Repository.Root, "samples", "data", "users.csv");
        var people = (await File.ReadAllLinesAsync(file, Encoding.GetEncoding(1251), TestContext.Current.CancellationToken)).Skip(1)
            .Select(line => line.Split(';')).Select(cells => (cells[1], cells[0], cells[2], cells[3])).ToList();
        Assert.Equal(300, people.Count);
        Assert.Equal(people, seed.Users.Skip(3).Select(user => (user.Login, user.Name, user.Number, user.Department!)));
        Assert.All(seed.Users.Skip(3), user => Assert.Equal("Secret123", user.Password));
        Assert.Equal(["ivanov/Secret123/101", "petrov/Пароль/102", "sidorov/Secret123/103"], seed.Users.Take(3).Select(user => $"{user.Login}/{user.Password}/{user.Number}"));
        Assert.Equal("ivanov", seed.Users[1].Boss);
        Assert.True(seed.Departments.Count >= 3);
        Assert.NotEmpty(seed.Queues);
        Assert.Equal(["Lunch", "Meeting"], seed.BreakReasons.Select(reason => reason.Name));
    }
}
