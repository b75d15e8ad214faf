using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>What the sample offers beyond people.</summary>
public sealed class SampleSeedTests
{
    private static async Task<HttpResponseMessage> AskAsync(Rehearsal pbx, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String("ivanov:Secret123"u8));
        return await pbx.SendAsync(request);
    }

    [Fact]
    public async Task Its_scenarios_greet_answer_JSON_and_send_recordings()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = null, History = true });
        await using var client = await pbx.LogInAsync();
        using var hello = await AskAsync(pbx, "/execsvcscript?name=hello&startparam1=%D0%9F%D1%91%D1%82%D1%80");
        Assert.Contains("Здравствуйте, Пётр!", await hello.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);

        using var card = await AskAsync(pbx, "/execsvcscriptplain?name=customercard&startparam1=%2B79161234567");
        Assert.Equal("application/json", card.Content.Headers.ContentType?.MediaType);
        using var read = JsonDocument.Parse(await card.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("+79161234567", read.RootElement.GetText("number"));

        var recorded = (await client.AskAsync("getpbxcalljournal")).GetItems("data").First(row => row.GetNonEmptyText("recordlink") is not null);
        using var file = await AskAsync(pbx, $"/execsvcscriptplain?name=getrecord&startparam1={recorded.GetText("commutationid")}");
        Assert.Equal("audio/wav", file.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task Its_messages_can_be_read_again_and_one_person_may_not_write()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Seed = null });
        await using var client = await pbx.LogInAsync();
        var history = await client.AskAsync("execpredefineddbstoredproc", new JsonObject { ["procedure"] = "oktellconnect_messages", ["inputparams"] = new JsonObject() });
        Assert.Equal(0, history.GetWholeNumber("errorcode"));
        await using var mute = await pbx.LogInAsync("morozova.o3");
        var me = (await mute.AskAsync("getmyuserinfo")).GetText("userid");
        Assert.Equal(90006, (await mute.AskAsync("sendusertextmessage", new JsonObject { ["userid"] = me, ["text"] = "привет" })).GetWholeNumber("error"));
    }
}
