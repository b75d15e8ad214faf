using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;

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

    /// <summary>Seconds of processor time it has taken so far.</summary>
    public double ProcessorSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>The most memory it has had resident, in MB.</summary>
    public double PeakMegabytes
    {
        get
        {
            process.Refresh();
            var status = $"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status";
            return File.Exists(status)
                ? long.Parse(File.ReadLines(status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024.0
                : process.PeakWorkingSet64 / 1048576.0;
        }
    }

    /// <summary>Starts the simulator that was built beside this program. It ends with this process, however that ends.</summary>
    public static async Task<SimulatorProcess> StartAsync(string seed)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])["exec", Metadata("Simulator"), "--port", "0", "--seed", seed, "--no-history", "--parent-watch"])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The simulator did not start.");
        return new SimulatorProcess(process, line["listening ".Length..]);
    }

    /// <summary>Starts it with the sample.</summary>
    public static Task<SimulatorProcess> StartAsync() => StartAsync(Metadata("Seed"));

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

    private static string Metadata(string key) => typeof(SimulatorProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
