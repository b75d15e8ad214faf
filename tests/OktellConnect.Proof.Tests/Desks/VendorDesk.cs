using System.Text.Json;
using OktellConnect.Proof.Tests.Vendor;

namespace OktellConnect.Proof.Tests.Desks;

/// <summary>A telephone in the hands of the vendor's own client.</summary>
internal sealed class VendorDesk : Desk
{
    // Bugs of version 1.8.4 that were found by reading it; whatever else it throws is our doing.
    private static readonly string[] KnownBugs = ["a is not defined", "changeGhostMode is not a function"];

    private readonly VendorClient client;

    private VendorDesk(VendorClient client, string login, string number)
        : base(login, number) => this.client = client;

    public override string Client => "oktell.js";

    public override IEnumerable<string> Failures => client.Exceptions.Where(thrown => !KnownBugs.Any(bug => thrown.Contains(bug, StringComparison.Ordinal)));

    public override IReadOnlyList<string> HeardEvents => [.. client.Events.Where(item => item.Name == "custom").Select(item => item.Arguments[1].ToString())];

    public static async Task<VendorDesk> OpenAsync(string script, Uri server, string login, string password, string number) =>
        new(await VendorClient.LogInAsync(script, server, login, password), login, number);

    public override async Task<DeskView> LookAsync()
    {
        var seen = await client.LookAsync();
        var held = !seen.GetProperty("hasHold").GetBoolean() ? ""
            : seen.GetProperty("heldConferenceId").ValueKind == JsonValueKind.String ? "conference"
            : DeskView.Digits(seen.GetProperty("held").GetProperty("number").GetString());
        return new DeskView(
            seen.GetProperty("state").ToString(),
            DeskView.Join(seen.GetProperty("abonents").EnumerateArray().Select(one => one.TryGetProperty("number", out var number) ? number.GetString() : one.GetProperty("key").GetString()), Number),
            held,
            seen.GetProperty("conferenceId").ValueKind == JsonValueKind.String);
    }

    public override async Task<int> StateOfAsync(string number) => (await client.PeopleAsync()).GetProperty("numbers").GetProperty(number).GetProperty("state").GetInt32();

    public override async Task<string> UserIdOfAsync(string number) =>
        (await client.PeopleAsync()).GetProperty("users").EnumerateArray().Single(user => user.GetProperty("number").GetString() == number).GetProperty("id").GetString()!;

    public override Task CallAsync(string number) => client.SucceedAsync("call", number);

    public override Task AnswerAsync() => client.SucceedAsync("answer");

    public override Task EndAsync(string? number = null) => number is null ? client.InvokeAsync("endCall") : client.InvokeAsync("endCall", number);

    public override Task HoldAsync() => client.InvokeAsync("hold");

    public override Task SwapAsync() => client.SucceedAsync("toggle");

    public override Task TransferAsync(string number) => client.SucceedAsync("transfer", number);

    public override Task JoinAsync() => client.InvokeAsync("commutate");

    public override Task ConferenceAsync(params string[] numbers) => client.SucceedAsync("conference", [numbers.Length == 0 ? null : numbers]);

    public override Task RemoveAsync(string number) => client.InvokeAsync("endCall", number);

    public override Task LeaveAsync() => client.InvokeAsync("endCall", Number);

    public override Task ListenAsync(string number) => client.InvokeAsync("ghostListen", number);

    public override async Task<string> QueueAsync()
    {
        var answer = await client.CallAsync("getQueue");
        Assert.True(answer.GetProperty("result").GetBoolean(), answer.ToString());
        return DeskView.Join(answer.GetProperty("queue").EnumerateArray().Select(one => one.TryGetProperty("phone", out var number) ? number.GetString() : null), Number);
    }

    public override Task RedirectToAsync(string number) => client.SucceedAsync("setRedirectNumber", number);

    public override Task SetStateAsync(string state) => client.SucceedAsync("setUserStatus", state, state == "break" ? 1 : null);

    public override Task SendEventAsync(string name, string text, params string[] recipients) =>
        client.InvokeAsync("triggerCustomEvent", name, recipients.Length == 0 ? null : recipients, text, false);

    public override Task HearEventsAsync(string name) => client.ListenToAsync(name);

    public override ValueTask DisposeAsync() => client.DisposeAsync();
}
