using System.Diagnostics;
using System.Reflection;

namespace OktellConnect.Bench;

/// <summary>A simulator in a process of its own.</summary>
internal static class SimulatorChild
{
    public static Process Start(params string[] arguments)
    {
        var program = typeof(SimulatorChild).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == "Simulator").Value!;
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet")
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var argument in (string[])[program, "--port", "0", "--no-history", "--parent-watch", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return process;
    }

    public static async Task<Uri> AddressAsync(Process simulator) => new((await simulator.StandardOutput.ReadLineAsync())!.Split(' ')[1]);

    public static void Stop(Process simulator)
    {
        simulator.StandardInput.Close();
        if (!simulator.WaitForExit(10_000))
        {
            simulator.Kill();
        }
    }
}
