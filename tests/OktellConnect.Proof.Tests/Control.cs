using System.Net.Http.Json;
using System.Text.Json;
using OktellConnect.Simulator;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests;

/// <summary>The simulator's control interface: what happens at the other telephones, and what the PBX itself knows.</summary>
internal sealed class Control(SimulatorHost host) : IDisposable
{
    private readonly HttpClient http = new() { BaseAddress = host.HttpUri };

    /// <summary>The whole PBX.</summary>
    public async Task<JsonElement> StateAsync() => await http.GetFromJsonAsync<JsonElement>(new Uri("simulator/state", UriKind.Relative));

    /// <summary>Carries something out; fails where the simulator refuses.</summary>
    public async Task DoAsync(string what, object body)
    {
        using var reply = await http.PostAsJsonAsync(new Uri($"simulator/{what}", UriKind.Relative), body);
        Assert.True(reply.IsSuccessStatusCode, $"{what}: {(int)reply.StatusCode} {await reply.Content.ReadAsStringAsync()}");
    }

    /// <summary>Carries something out where it is possible.</summary>
    public async Task TryAsync(string what, object body)
    {
        using var reply = await http.PostAsJsonAsync(new Uri($"simulator/{what}", UriKind.Relative), body);
    }

    /// <summary>Until the PBX itself has nothing on that line.</summary>
    public Task UntilIdleAsync(string number) => Eventually.Until($"{number} is idle in the PBX", async () =>
        !(await StateAsync()).GetProperty("lines").EnumerateArray().Any(line => line.GetProperty("number").GetString() == number));

    public void Dispose() => http.Dispose();
}
