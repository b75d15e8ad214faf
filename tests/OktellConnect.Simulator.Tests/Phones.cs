using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>What people do with phones, in short words for tests.</summary>
internal static class Phones
{
    /// <summary>One calls another, who answers.</summary>
    public static async Task TalkAsync(this Rehearsal pbx, RawClient caller, string number, RawClient? callee = null)
    {
        await caller.DoAsync("pbxautocallstart", ("number", number));
        if ((await caller.LineAsync()).GetProperty("abonent").GetText("direction") == "acm_callback")
        {
            pbx.Pass(0.5);
        }

        if (callee is not null)
        {
            await callee.DoAsync("pbxanswercall");
        }
        else
        {
            pbx.Pass(1);
        }

        Assert.Equal("talk", await caller.PhoneAsync());
    }

    /// <summary>Asks for something that has to succeed.</summary>
    public static async Task<JsonElement> DoAsync(this RawClient client, string method, params (string Name, JsonNode? Value)[] fields)
    {
        var reply = await client.AskAsync(method, Body(fields));
        Assert.True(reply.GetWholeNumber("result") == 1, $"{client.Login} {method}: {reply.GetText("errormsg")}");
        return reply;
    }

    /// <summary>Asks for something that has to be refused, with a reason.</summary>
    public static async Task<long?> RefusedAsync(this RawClient client, string method, params (string Name, JsonNode? Value)[] fields)
    {
        var reply = await client.AskAsync(method, Body(fields));
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.False(string.IsNullOrEmpty(reply.GetText("errormsg")));
        return reply.GetWholeNumber("error");
    }

    public static Task FlashAsync(this RawClient client, string mode = "switch") => client.DoAsync("pbxmakeflash", ("mode", mode));

    /// <summary>Number or conference of the one on the line, and of the one on hold; "-" for nobody.</summary>
    public static async Task<string> ShowsAsync(this RawClient client)
    {
        var line = await client.LineAsync();
        Assert.Equal(line.GetFlag("isflashing"), line.GetField("flashed") is not null);
        return $"{await client.PhoneAsync()} {Who(line.GetField("abonent"))} {Who(line.GetField("flashed"))}";
    }

    /// <summary>Forgets the events so far: everything that was under way has arrived after this.</summary>
    public static async Task FreshAsync(this RawClient client)
    {
        await client.AskAsync("ping");
        client.Events.Clear();
    }

    /// <summary>The events since then, without those about numbers, in the order they came; holds with their type.</summary>
    public static async Task<List<string>> HeardAsync(this RawClient client)
    {
        await client.AskAsync("ping");
        return [.. client.Events.Where(pushed => pushed.Name != "pbxnumberstatechanged").Select(Word)];
    }

    private static string Word(Frame pushed) => pushed.Name switch
    {
        "flashstatechanged" => $"flash {pushed.Body.GetWholeNumber("flashtypeid")}",
        "userstatechanged" => $"user {pushed.Body.GetWholeNumber("userstateid")}",
        "phoneevent_commstarted" when pushed.Body.GetFlag("isconference") == true => "commstarted conference",
        _ => pushed.Name.Replace("phoneevent_", "", StringComparison.Ordinal),
    };

    private static string Who(JsonElement? party) =>
        party is not { } known ? "-" : known.GetText("conferenceid") is not null ? "conference" : known.GetText("number") ?? "-";

    private static JsonObject Body((string Name, JsonNode? Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
