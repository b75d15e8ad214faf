using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>Recordings of talks over HTTP.</summary>
public sealed class RecordingTests
{
    private const int HeaderLength = 44;
    private const int BytesPerSecond = 16_000;

    private static async Task<(string Link, string Password)> TalkAsync(Rehearsal pbx, RawClient client, double seconds)
    {
        await client.AskAsync("pbxautocallstart", new JsonObject { ["number"] = "911000" });
        pbx.Pass(0.5);
        pbx.Pass(1);
        pbx.Pass(seconds);
        await client.AskAsync("pbxabortcall");
        var row = (await client.AskAsync("getpbxcalljournal")).GetItems("data").Last();
        return (row.GetText("recordlink")!, (await client.AskAsync("gettemphttppass")).GetText("password")!);
    }

    private static async Task<byte[]> GetAsync(Rehearsal pbx, string path, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var reply = await pbx.GetAsync(path);
        Assert.Equal(expected, reply.StatusCode);
        return await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>How often a channel's wave rises through its middle in a second that begins there.</summary>
    private static int Pitch(byte[] file, int channel, int second)
    {
        var samples = Enumerable.Range(0, 8000).Select(index => (int)file[HeaderLength + (((second * 8000) + index) * 2) + channel]).ToList();
        return samples.Zip(samples.Skip(1)).Count(pair => pair.First <= 128 && pair.Second > 128);
    }

    [Fact]
    public async Task A_recording_is_as_long_as_the_talk_and_has_a_tone_for_each_side()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var (link, password) = await TalkAsync(pbx, client, 7.5);
        var file = await GetAsync(pbx, $"{link}?temppass={password}");
        Assert.Equal(HeaderLength + (7.5 * BytesPerSecond), file.Length);
        Assert.Equal("RIFF", System.Text.Encoding.ASCII.GetString(file, 0, 4));
        Assert.Equal(file.Length - 8, BitConverter.ToInt32(file, 4));
        Assert.Equal("WAVEfmt ", System.Text.Encoding.ASCII.GetString(file, 8, 8));
        Assert.Equal([1, 2], [BitConverter.ToInt16(file, 20), BitConverter.ToInt16(file, 22)]);
        Assert.Equal([8000, BytesPerSecond], [BitConverter.ToInt32(file, 24), BitConverter.ToInt32(file, 28)]);
        Assert.Equal(file.Length - HeaderLength, BitConverter.ToInt32(file, 40));

        // The caller speaks first, then the other, a second each.
        Assert.InRange(Pitch(file, 0, 0), 298, 702);
        Assert.InRange(Pitch(file, 1, 1), 718, 1122);
        Assert.Equal((0, 0), (Pitch(file, 1, 0), Pitch(file, 0, 1)));
    }

    [Fact]
    public async Task Parts_of_a_recording_can_be_had_and_fit_together()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var (link, password) = await TalkAsync(pbx, client, 3);
        var path = $"{link}?temppass={password}";
        var whole = await GetAsync(pbx, path);

        async Task<HttpResponseMessage> PartAsync(long? from, long? to)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            request.Headers.Range = new RangeHeaderValue(from, to);
            return await pbx.SendAsync(request);
        }

        using var first = await PartAsync(0, 19_999);
        using var rest = await PartAsync(20_000, null);
        using var tail = await PartAsync(null, 500);
        Assert.All(new[] { first, rest, tail }, part => Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode));
        Assert.Equal("bytes", Assert.Single(first.Headers.AcceptRanges));
        Assert.Equal(whole.Length, first.Content.Headers.ContentRange?.Length);
        byte[] joined = [.. await first.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), .. await rest.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)];
        Assert.Equal(whole, joined);
        Assert.Equal(whole[^500..], await tail.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        using var beyond = await PartAsync(whole.Length, null);
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, beyond.StatusCode);
    }

    [Fact]
    public async Task A_recording_of_a_talk_that_goes_on_grows()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        await client.AskAsync("pbxautocallstart", new JsonObject { ["number"] = "911000" });
        pbx.Pass(0.5);
        pbx.Pass(1);
        await client.UntilEventAsync("phoneevent_commstarted");
        var id = client.Events.Single(pushed => pushed.Name == "phoneevent_commstarted").Body.GetText("commutationid");
        var path = $"/download/rec/{id}?temppass={(await client.AskAsync("gettemphttppass")).GetText("password")}";
        Assert.Equal(HeaderLength, (await GetAsync(pbx, path)).Length);
        pbx.Pass(2);
        Assert.Equal(HeaderLength + (2 * BytesPerSecond), (await GetAsync(pbx, path)).Length);
        pbx.Pass(3);
        await client.AskAsync("pbxabortcall");
        Assert.Equal(HeaderLength + (5 * BytesPerSecond), (await GetAsync(pbx, path)).Length);
    }

    [Fact]
    public async Task A_recording_can_be_had_by_its_link_and_by_the_right_to_the_Web_API()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = Rehearsal.Seed with { Users = [.. Rehearsal.Seed.Users.Select(user => user with { WebApi = true })] } });
        await using var client = await pbx.LogInAsync();
        var (link, password) = await TalkAsync(pbx, client, 1);
        var whole = await GetAsync(pbx, $"{link}?temppass={password}");
        Assert.Equal(whole, await GetAsync(pbx, $"/downloadrecordbylink?recordlink={Uri.EscapeDataString(link)}&temppass={password}"));
        Assert.Equal(whole, await GetAsync(pbx, $"/downloadrecordbylink?recordlink={link[1..]}&temppass={password}"));
        await GetAsync(pbx, $"/downloadrecordbylink?recordlink=/photo/x&temppass={password}", HttpStatusCode.BadRequest);
        await GetAsync(pbx, link, HttpStatusCode.Forbidden);
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("ivanov:Secret123"u8));
        using var reply = await pbx.SendAsync(request);
        Assert.Equal(whole, await reply.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }
}
