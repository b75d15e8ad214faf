using System.Text.Json;
using OktellConnect.Telephony;

namespace OktellConnect.Engine.Tests.Telephony;

public class QueueMemoryTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.FromHours(3));

    private readonly QueueMemory queue = new();

    [Fact]
    public void Callers_are_told_apart_in_the_vendors_order_and_keep_the_time_they_were_seen_first()
    {
        var first = Take("""[{"number":"102","userid":"AA","userlogin":"petrov","username":"Петров"},{"callerid":"79161234567","isextline":1},{"chainid":"C9"},{"chainid":"00000000-0000-0000-0000-000000000000"},{},7,null]""", Noon);
        Assert.Equal(["102", "79161234567", null], first.Select(item => item.Number));
        Assert.Equal(("aa", "petrov", "Петров", false, true), (first[0].UserId, first[0].UserLogin, first[0].Name, first[0].IsExternal, first[1].IsExternal));
        Assert.Equal("c9", first[2].ChainId);
        Assert.True(queue.Contains("102") && queue.Contains("AA") && queue.Contains("79161234567") && !queue.Contains("103"));

        var second = Take("""[{"callerid":"79161234567"},{"number":"103"}]""", Noon.AddSeconds(5));
        Assert.Equal([Noon, Noon.AddSeconds(5)], second.Select(item => item.SeenSince));
        Assert.False(queue.Contains("102"));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"queue":null}""")]
    [InlineData("""{"queue":{}}""")]
    [InlineData("""{"queue":"102"}""")]
    [InlineData("""{"queue":[[],"",{"number":[]}]}""")]
    public void Nonsense_is_an_empty_queue(string reply)
    {
        using var document = JsonDocument.Parse(reply);
        Assert.Empty(queue.Take(document.RootElement, Noon));
    }

    [Fact]
    public void A_single_length_proves_no_unit() =>
        Assert.Null(Assert.Single(Take("""[{"number":"102","lenqueue":45}]""", Noon)).Waiting);

    [Theory]
    [InlineData(10, 16, 16)]
    [InlineData(10_000, 16_000, 16)]
    public void Growing_proves_the_unit(long before, long after, int seconds)
    {
        Take($$"""[{"number":"102","lenqueue":{{before}}}]""", Noon);
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.Single(Take($$"""[{"number":"102","lenqueue":{{after}}}]""", Noon.AddSeconds(6))).Waiting);

        // From now on it is known for everybody.
        Assert.NotNull(Assert.Single(Take("""[{"number":"103","lenqueue":1}]""", Noon.AddSeconds(7))).Waiting);
    }

    [Theory]
    [InlineData(60, "2026-11-24 11:59:00", 60)]
    [InlineData(60_000, "2026-11-24 11:59:00", 60)]
    [InlineData(60, "24.11.2026 11:59:00", 60)]
    [InlineData(60, "2026-11-24 10:59:00", null)]
    [InlineData(60, "yesterday", null)]
    [InlineData(1, "2026-11-24 11:59:59", null)]
    [InlineData(-5, "2026-11-24 11:59:55", null)]
    [InlineData(long.MaxValue, "2026-11-24 11:59:55", null)]
    public void So_does_the_time_at_which_the_waiting_began(long length, string started, int? seconds)
    {
        var item = Assert.Single(Take($$"""[{"number":"102","lenqueue":{{length}},"startqueuetime":"{{started}}"}]""", Noon));
        Assert.Equal(seconds, (int?)item.Waiting?.TotalSeconds);
    }

    private IReadOnlyList<QueueItem> Take(string list, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse($$"""{"queue":{{list}}}""");
        return queue.Take(document.RootElement, now);
    }
}
