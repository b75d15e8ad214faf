using OktellConnect.Proof.Tests.Vendor;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests.Desks;

/// <summary>
/// The vendor's client and the engine at the telephones of one PBX, logged in at the same time. After every step all of them and the
/// PBX itself must show the same. Each story is told with the clients changed, so that each does and suffers everything.
/// </summary>
public sealed class StoryTests
{
    private const string Customer = "+79161234567";
    private const string CustomerDigits = "79161234567";

    /// <summary>An outside number that answers after a second and talks.</summary>
    private const string Outside = "911000";

    public static TheoryData<string> Castings => new() { "vendor engine vendor", "engine vendor engine" };

    [Theory]
    [MemberData(nameof(Castings))]
    public async Task Calls_in_both_directions(string casting)
    {
        await using var office = await OpenAsync(casting);
        var (ivanov, petrov, sidorov) = (office.Desks[0], office.Desks[1], office.Desks[2]);
        await office.AgreeAsync("all are in");

        foreach (var (caller, called) in new[] { (ivanov, petrov), (petrov, ivanov), (petrov, sidorov) })
        {
            await office.TalkAsync(caller, called);
            await called.EndAsync();
            await office.AgreeAsync($"{called.Login} hangs up");

            await caller.CallAsync(called.Number);
            await office.AgreeAsync($"{caller.Login} calls {called.Login} again", (caller, new("call", called.Number)), (called, new("ring", caller.Number)));
            await called.EndAsync();
            await office.AgreeAsync($"{called.Login} declines");

            await caller.CallAsync(called.Number);
            await office.AgreeAsync($"{caller.Login} calls {called.Login} once more", (caller, new("call", called.Number)), (called, new("ring", caller.Number)));
            await caller.EndAsync();
            await office.AgreeAsync($"{caller.Login} thinks better of it");
        }
    }

    [Theory]
    [MemberData(nameof(Castings))]
    public async Task Hold_swap_join_and_both_transfers(string casting)
    {
        await using var office = await OpenAsync(casting);
        var (ivanov, petrov, sidorov) = (office.Desks[0], office.Desks[1], office.Desks[2]);

        await office.TalkAsync(ivanov, sidorov);
        await ivanov.HoldAsync();
        await office.AgreeAsync("101 puts 103 on hold", (ivanov, new("ready", Held: "103")), (sidorov, new("talk", "101")));
        await ivanov.SwapAsync();
        await office.AgreeAsync("101 returns to 103", (ivanov, new("talk", "103")), (sidorov, new("talk", "101")));
        await ivanov.CallAsync("102");
        await office.AgreeAsync("101 asks 102", (ivanov, new("call", "102", "103")), (petrov, new("ring", "101")), (sidorov, new("talk", "101")));
        await petrov.AnswerAsync();
        await office.AgreeAsync("102 answers", (ivanov, new("talk", "102", "103")), (petrov, new("talk", "101")), (sidorov, new("talk", "101")));
        await ivanov.SwapAsync();
        await office.AgreeAsync("101 swaps", (ivanov, new("talk", "103", "102")), (petrov, new("talk", "101")), (sidorov, new("talk", "101")));
        await ivanov.JoinAsync();
        await office.AgreeAsync("101 joins the two", (petrov, new("talk", "103")), (sidorov, new("talk", "102")));

        await petrov.TransferAsync("101");
        await office.AgreeAsync("102 gives 103 to 101", (ivanov, new("ring", "103")), (sidorov, new("call", "101")));
        await ivanov.AnswerAsync();
        await office.AgreeAsync("101 takes it", (ivanov, new("talk", "103")), (sidorov, new("talk", "101")));
        await ivanov.CallAsync(Outside);
        await office.AgreeAsync("101 calls outside", (ivanov, new("talk", Outside, "103")), (sidorov, new("talk", "101")));
        await ivanov.TransferAsync("103");
        await office.AgreeAsync("101 gives outside to the one on hold", (sidorov, new("talk", Outside)));
        await sidorov.EndAsync();
        await office.AgreeAsync("103 hangs up");

        await office.TalkAsync(petrov, sidorov);
        await petrov.CallAsync("101");
        await office.AgreeAsync("102 asks 101", (ivanov, new("ring", "102")), (petrov, new("call", "101", "103")), (sidorov, new("talk", "102")));
        await ivanov.AnswerAsync();
        await office.AgreeAsync("101 answers", (ivanov, new("talk", "102")), (petrov, new("talk", "101", "103")), (sidorov, new("talk", "102")));
        await petrov.TransferAsync(Outside);
        await office.AgreeAsync("102 sends 101 outside and is back with 103", (ivanov, new("talk", Outside)), (petrov, new("talk", "103")), (sidorov, new("talk", "102")));
        await petrov.CallAsync("101");
        await office.AgreeAsync("102 asks 101, who is busy, and is back with 103", (ivanov, new("talk", Outside)), (petrov, new("talk", "103")), (sidorov, new("talk", "102")));
        await ivanov.EndAsync();
        await petrov.EndAsync("103");
        await office.AgreeAsync("all hang up");
    }

    [Theory]
    [MemberData(nameof(Castings))]
    public async Task Conferences_made_new_and_of_a_call(string casting)
    {
        await using var office = await OpenAsync(casting);
        var (ivanov, petrov, sidorov) = (office.Desks[0], office.Desks[1], office.Desks[2]);

        await ivanov.ConferenceAsync("102", "103");
        await Eventually.Until("102 and 103 ring", async () => (await petrov.LookAsync()).State == "ring" && (await sidorov.LookAsync()).State == "ring");
        await petrov.AnswerAsync();
        await sidorov.AnswerAsync();
        await office.AgreeAsync("102 and 103 come into the conference of 101", (ivanov, In("102 103")), (petrov, In("101 103")), (sidorov, In("101 102")));
        await ivanov.ConferenceAsync(Outside);
        await office.AgreeAsync("101 invites one outside", (ivanov, In("102 103", Outside)), (petrov, In("101 103", Outside)), (sidorov, In("101 102", Outside)));
        await ivanov.RemoveAsync("102");
        await office.AgreeAsync("101 removes 102", (ivanov, In("103", Outside)), (sidorov, In("101", Outside)));
        await sidorov.LeaveAsync();
        await office.AgreeAsync("103 leaves", (ivanov, In(Outside)));
        await ivanov.LeaveAsync();
        await office.AgreeAsync("101 leaves");

        await office.TalkAsync(petrov, ivanov);
        await petrov.ConferenceAsync("103");
        await Eventually.Until("103 rings", async () => (await sidorov.LookAsync()).State == "ring");
        await sidorov.AnswerAsync();
        await office.AgreeAsync("102 makes the talk a conference with 103", (ivanov, In("102 103")), (petrov, In("101 103")), (sidorov, In("101 102")));
        await ivanov.HoldAsync();
        await office.AgreeAsync("101 puts the conference on hold", (ivanov, new("ready", Held: "conference")), (petrov, In("101 103")), (sidorov, In("101 102")));
        await ivanov.SwapAsync();
        await office.AgreeAsync("101 returns to the conference", (ivanov, In("102 103")), (petrov, In("101 103")), (sidorov, In("101 102")));
        await ivanov.EndAsync();
        await office.AgreeAsync("101 hangs up", (petrov, In("103")), (sidorov, In("102")));
        await petrov.LeaveAsync();
        await office.AgreeAsync("102 leaves, and nobody is left to talk to");
    }

    [Theory]
    [MemberData(nameof(Castings))]
    public async Task A_superior_listens_in(string casting)
    {
        await using var office = await OpenAsync(casting);
        var (ivanov, petrov) = (office.Desks[0], office.Desks[1]);

        await petrov.CallAsync(Outside);
        await office.AgreeAsync("102 talks to a customer", (petrov, new("talk", Outside)));
        await ivanov.ListenAsync("102");
        await office.AgreeAsync("101 listens", (ivanov, In("102", Outside)), (petrov, new("talk", Outside)));
        await ivanov.LeaveAsync();
        await office.AgreeAsync("101 has heard enough", (petrov, new("talk", Outside)));
        await ivanov.ListenAsync("102");
        await office.AgreeAsync("101 listens again", (ivanov, In("102", Outside)), (petrov, new("talk", Outside)));
        await petrov.EndAsync();
        await office.AgreeAsync("the call is over, and there is nothing to listen to");
    }

    [Theory]
    [MemberData(nameof(Castings))]
    public async Task A_queue_redirection_breaks_and_events_between_people(string casting)
    {
        await using var office = await OpenAsync(casting);
        var (ivanov, petrov, sidorov) = (office.Desks[0], office.Desks[1], office.Desks[2]);

        await sidorov.SetStateAsync("break");
        await office.TalkAsync(ivanov, petrov);
        await office.Control.DoAsync("call", new { from = Customer, to = "600" });
        foreach (var desk in office.Desks)
        {
            await Eventually.Until($"{desk.Login} sees who waits", async () => await desk.QueueAsync() == CustomerDigits);
        }

        await petrov.EndAsync();
        await Eventually.Until("somebody of the queue rings", async () => (await ivanov.LookAsync()).State == "ring" || (await petrov.LookAsync()).State == "ring");
        var (lucky, other) = (await ivanov.LookAsync()).State == "ring" ? (ivanov, petrov) : (petrov, ivanov);
        await lucky.AnswerAsync();
        await office.AgreeAsync("the caller is served", (lucky, new("talk", CustomerDigits)));
        Assert.Equal("", await other.QueueAsync());
        await office.Control.DoAsync("hangup", new { number = Customer });
        await office.AgreeAsync("the caller hangs up");

        await sidorov.SetStateAsync("ready");
        await sidorov.RedirectToAsync("101");
        await sidorov.SetStateAsync("redirect");
        await office.AgreeAsync("103 redirects to 101");
        await petrov.CallAsync("103");
        await Eventually.Until("101 rings for 103", async () => (await ivanov.LookAsync()).State == "ring");
        await ivanov.AnswerAsync();
        await Eventually.Until("102 talks to 101", async () => (await petrov.LookAsync()).State == "talk");
        await office.AgreeAsync("101 answers for 103", (ivanov, new("talk", "102")), (petrov, new("talk", "101")));
        await ivanov.EndAsync();
        await office.AgreeAsync("101 hangs up");

        foreach (var state in new[] { "ready", "dnd", "break", "ready" })
        {
            await sidorov.SetStateAsync(state);
            await petrov.SetStateAsync(state);
            await office.AgreeAsync($"102 and 103 are {state}");
        }

        foreach (var desk in office.Desks)
        {
            await desk.HearEventsAsync("proof");
        }

        await ivanov.SendEventAsync("proof", "только Петрову", await ivanov.UserIdOfAsync("102"));
        await petrov.SendEventAsync("proof", "обоим 🙂", await petrov.UserIdOfAsync("101"), await petrov.UserIdOfAsync("103"));
        await sidorov.SendEventAsync("proof", "end", await sidorov.UserIdOfAsync("101"), await sidorov.UserIdOfAsync("102"), await sidorov.UserIdOfAsync("103"));
        await Eventually.Until("the events have arrived", () => ivanov.HeardEvents.Contains("end") && petrov.HeardEvents.Contains("end"));
        Assert.Equal(["обоим 🙂", "end"], ivanov.HeardEvents);
        Assert.Equal(["только Петрову", "end"], petrov.HeardEvents);
        Assert.Equal("обоим 🙂", sidorov.HeardEvents[0]);
        await office.AgreeAsync("nothing else has happened");
    }

    private static DeskView In(params string[] others) => new("talk", DeskView.Join(others.SelectMany(one => one.Split(' ')), ""), IsConference: true);

    private static Task<Office> OpenAsync(string casting) => Office.OpenAsync(VendorClient.Required(), [.. casting.Split(' ').Select(one => one == "vendor")]);
}
