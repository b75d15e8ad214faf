using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Engine.Tests.Client;
using OktellConnect.Simulator;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Simulator;

/// <summary>A simulator with the people of a test logged in.</summary>
internal sealed class Office : IAsyncDisposable
{
    private static readonly Dictionary<string, string> Passwords = new() { ["ivanov"] = "Secret123", ["petrov"] = "Пароль", ["sidorov"] = "Secret123" };

    private readonly SimulatorHost simulator;
    private readonly Dictionary<string, OktellConnection> people = [];

    private Office(SimulatorHost simulator) => this.simulator = simulator;

    public OktellConnection Ivanov => people["ivanov"];

    public OktellConnection Petrov => people["petrov"];

    public OktellConnection Sidorov => people["sidorov"];

    public static Task<Office> OpenAsync(params string[] logins) => OpenAsync(5, logins);

    /// <param name="speed">Divides the simulator's times.</param>
    /// <param name="logins">Who is logged in.</param>
    public static async Task<Office> OpenAsync(double speed, params string[] logins)
    {
        var office = new Office(await SimulatorHost.StartAsync(new SimulatorOptions { History = false, Speed = speed }, Clients.Stop));
        foreach (var login in logins)
        {
            office.people[login] = await OktellConnection.OpenAsync(
                [office.simulator.Uri.ToString()], new OktellCredential(login, Passwords[login]), Clients.Options, Clients.Stop);
        }

        return office;
    }

    /// <summary>The caller talks to the callee, who answers by his client.</summary>
    public static async Task TalkAsync(OktellConnection caller, OktellConnection callee)
    {
        await caller.Phone.StartCallAsync(callee.Number!, CallSequence.UserFirst, intercom: false, Clients.Stop);
        await AnswerAsync(callee);
        await Eventually.Until("both talk", () => IsWith(caller, callee.Number!) && callee.Phone.State == CallState.Talk);
    }

    /// <summary>Waits for a ring and answers it.</summary>
    public static async Task<CallInfo> AnswerAsync(OktellConnection callee)
    {
        await Eventually.Until($"{callee.Login} is called", () => callee.Phone.State == CallState.Ring);
        return await callee.Phone.AnswerAsync(Clients.Stop);
    }

    /// <summary>Whether the person talks to exactly these.</summary>
    public static bool IsWith(OktellConnection person, params string[] numbers) =>
        person.Phone.State == CallState.Talk && person.Phone.Parties.Select(party => party.Number).Order(StringComparer.Ordinal).SequenceEqual(numbers.Order(StringComparer.Ordinal));

    public static Task UntilFreeAsync(OktellConnection person) =>
        Eventually.Until($"{person.Login} is free", () => person.Phone is { State: CallState.Ready, Held: null, CurrentCall: null });

    /// <summary>Somebody outside calls in.</summary>
    public async Task CallInAsync(string from, string to)
    {
        using var client = new HttpClient { BaseAddress = simulator.HttpUri };
        using var reply = await client.PostAsJsonAsync("simulator/call", new { from, to }, Clients.Stop);
        reply.EnsureSuccessStatusCode();
    }

    /// <summary>What the simulator says of itself.</summary>
    public async Task<JsonObject> StateAsync()
    {
        using var client = new HttpClient { BaseAddress = simulator.HttpUri };
        return JsonNode.Parse(await client.GetStringAsync("simulator/state", Clients.Stop))!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people.Values)
        {
            person.Dispose();
        }

        await simulator.DisposeAsync();
    }
}
