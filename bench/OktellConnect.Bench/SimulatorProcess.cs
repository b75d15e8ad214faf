using System.Diagnostics;
using System.Net.Http.Json;

namespace OktellConnect.Bench;

/// <summary>A simulator in a process of its own, on a free port.</summary>
internal sealed class SimulatorProcess : IDisposable
{
    private readonly Process process;
    private readonly HttpClient http = new() { Timeout = TimeSpan.FromMinutes(5) };

    private SimulatorProcess(Process process, string address)
    {
        this.process = process;
        Address = address;
    }

    /// <summary>Where it listens: ws://127.0.0.1:port.</summary>
    public string Address { get; }

    public static async Task<SimulatorProcess> StartAsync(string program, string seed)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["exec", program, "--port", "0", "--seed", seed, "--no-history"])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulator did not start.");
        return new SimulatorProcess(process, line["listening ".Length..]);
    }

    /// <summary>Has so many number states pushed to everybody who listens.</summary>
    public async Task BurstAsync(int count)
    {
        var reply = await http.PostAsJsonAsync($"http{Address["ws".Length..]}/simulator/burst", new { @event = "pbxnumberstatechanged", count });
        reply.EnsureSuccessStatusCode();
    }

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        http.Dispose();
    }
}
