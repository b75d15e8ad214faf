using System.Text;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Seed;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>What many people share: long lists, states told to everybody, floods of events.</summary>
public sealed class CrowdTests
{
    private static SimulatorSeed Crowd(int count) => Rehearsal.Seed with
    {
        Users = [.. Rehearsal.Seed.Users, .. Enumerable.Range(0, count).Select(index => new SeedUser
        {
            Id = new Guid(index + 1, 0, 0, new byte[8]).ToString("D"),
            Login = $"user{index}",
            Password = "Secret123",
            Name = $"Иванов {index} 😀",
            Number = $"{2000 + index}",
        })],
    };

    [Fact]
    public async Task A_long_list_follows_every_change_and_its_pieces_stand_alone()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = Crowd(200), MultipartThreshold = 2000 });
        await using var client = await pbx.LogInAsync();
        async Task<List<long?>> StatesAsync() => [.. (await client.AskAsync("getpbxnumbers")).GetItems("numbers").Select(number => number.GetWholeNumber("state"))];

        var before = await StatesAsync();
        Assert.Equal(204, before.Count);
        await using (var petrov = await pbx.LogInAsync("petrov"))
        {
            await using var last = await pbx.LogInAsync("user199");
            var between = await StatesAsync();
            Assert.Equal([1, 202], before.Index().Where(item => item.Item != between[item.Index]).Select(item => item.Index));
        }

        await Eventually.Until("both have gone", async () => (await StatesAsync()).SequenceEqual(before));

        var messages = client.Arrived.Where(frame => frame.Name == "multipart").GroupBy(frame => frame.Body.GetText("message-id")).ToList();
        Assert.True(messages.Count >= 3);
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (var message in messages)
        {
            Assert.Equal(Enumerable.Range(0, message.Count()).Select(number => (long?)number), message.Select(frame => frame.Body.GetWholeNumber("packetnumber")));
            Assert.All(message, frame => Assert.Equal(message.Count(), frame.Body.GetWholeNumber("packetcount")));
            foreach (var piece in message.Select(frame => Convert.FromBase64String(frame.Body.GetText("content")!)))
            {
                Assert.True(piece.Length <= 2000);

                // The vendor's client decodes each piece by itself and knows no four-byte characters.
                Assert.DoesNotContain(strict.GetString(piece), char.IsSurrogate);
            }
        }
    }

    [Fact]
    public async Task A_superior_gets_the_long_list_with_his_own_marks()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = Crowd(200), MultipartThreshold = 2000 });
        await using var ivanov = await pbx.LogInAsync();
        await using var petrov = await pbx.LogInAsync("petrov");
        var mine = (await ivanov.AskAsync("getallusernumbers")).GetItems("users").ToList();
        Assert.Equal(["petrov"], mine.Where(user => user.GetFlag("sub") == true).Select(user => user.GetText("login")));
        var his = (await petrov.AskAsync("getallusernumbers")).GetItems("users").ToList();
        Assert.DoesNotContain(his, user => user.GetFlag("sub") == true);
        Assert.Equal(203, mine.Count);
        Assert.Equal(mine.Select(user => user.GetText("name")), his.Select(user => user.GetText("name")));
    }

    [Fact]
    public async Task A_short_list_comes_in_one_message_and_is_whole()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var frame = await client.ExchangeAsync("getalluserphotolink");
        Assert.Equal("getalluserphotolinkresult", frame.Name);
        Assert.Equal(1, frame.Body.GetWholeNumber("result"));
        Assert.Equal(3, frame.Body.GetItems("links").Count());
        Assert.DoesNotContain(client.Arrived, arrived => arrived.Name == "multipart");
    }

    [Fact]
    public async Task Changes_before_a_reply_are_told_before_it_and_nobody_hears_of_those_before_his_subscription()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var watcher = await RawClient.ConnectAsync(pbx.Host);
        await watcher.LogInWithAsync("ivanov", "Secret123");
        await using var petrov = await pbx.LogInAsync("petrov");
        await watcher.AskAsync("subscribeevent", new JsonObject { ["eventmethod"] = new JsonArray("pbxnumberstatechanged") });
        foreach (var state in new[] { 3, 1, 2, 5 })
        {
            await petrov.AskAsync("setuserstate", new JsonObject { ["userstateid"] = state, ["lunchreasonid"] = 1 });
        }

        await watcher.AskAsync("getmyuserinfo");
        var heard = watcher.Arrived.ToList();
        Assert.Equal("getmyuserinforesult", heard[^1].Name);
        Assert.Equal([3, 1, 2, 5], heard.Where(frame => frame.Name == "pbxnumberstatechanged").SelectMany(frame => frame.Body.GetItems("numbers")).Select(item => item.GetWholeNumber("numstateid")));
    }

    [Fact]
    public async Task A_flood_is_followed_by_the_reply_that_was_asked_for_after_it()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        // More than a connection may have waiting.
        const int Count = 210_000;
        Assert.Equal(200, (await pbx.ControlAsync("burst", new { @event = "pbxnumberstatechanged", count = Count })).Status);
        await client.AskAsync("ping");
        var flood = client.Events.Where(frame => frame.Name == "pbxnumberstatechanged").ToList();
        Assert.Equal(Count, flood.Count);
        Assert.All(flood.Take(10), frame => Assert.Single(frame.Body.GetItems("numbers")));
    }

    [Fact]
    public async Task A_flood_can_come_at_a_pace()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        int Heard() => client.Events.Count(frame => frame.Name == "pbxnumberstatechanged");
        Assert.Equal(200, (await pbx.ControlAsync("burst", new { @event = "pbxnumberstatechanged", count = 500, perSecond = 100 })).Status);
        for (var second = 1; second <= 5; second++)
        {
            await Eventually.Until("a second's worth comes", () =>
            {
                if (Heard() < second * 100)
                {
                    pbx.Pass(0.05);
                }

                return Heard() >= second * 100;
            });
        }

        await client.AskAsync("ping");
        Assert.Equal(500, Heard());
    }

    [Fact]
    public async Task Who_does_not_read_is_cut_off_and_the_others_are_served()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync("petrov");
        await using var deaf = await DeafClient.LogInAsync(pbx.Host);
        var echo = new string('x', 500_000);
        for (var index = 0; index < 200; index++)
        {
            await deaf.AskAsync("ping", new JsonObject { ["echo"] = echo });
        }

        await Eventually.Until("it is cut off", async () => (await pbx.ControlAsync("state")).Body.GetItems("connections").All(connection => connection.GetText("user") == "petrov"));
        Assert.Equal("ready", await client.PhoneAsync());
    }
}
