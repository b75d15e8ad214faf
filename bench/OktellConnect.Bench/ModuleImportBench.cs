using System.Diagnostics;
using System.Globalization;
using System.Reflection;

namespace OktellConnect.Bench;

/// <summary>
/// Import-Module OktellConnect against an empty binary module. Each import in a process of its own, the two by turns; the middle of
/// the times counts, so that a hiccup of the machine does not.
/// </summary>
internal static class ModuleImportBench
{
    private const double MostRatio = 1.5;
    private const int Rounds = 15;

    public static async Task<int> RunAsync()
    {
        var module = Metadata("StagedModule");
        var empty = Metadata("EmptyModule");

        // Once each for the disk's sake, not counted.
        await MeasureAsync(module);
        await MeasureAsync(empty);
        var times = (Module: new List<double>(), Empty: new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            times.Module.Add(await MeasureAsync(module));
            times.Empty.Add(await MeasureAsync(empty));
        }

        var report = new Report();
        report.AtMost("import / empty module", Middle(times.Module) / Middle(times.Empty), MostRatio, $"{Middle(times.Module):F0} ms / {Middle(times.Empty):F0} ms");
        return report.Missed ? 1 : 0;
    }

    private static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static string Metadata(string key) => typeof(ModuleImportBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    private static async Task<double> MeasureAsync(string manifest)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in (string[])[Metadata("Host"), "-Command", $"$watch = [Diagnostics.Stopwatch]::StartNew(); Import-Module '{manifest}' -ErrorAction Stop; $watch.Elapsed.TotalMilliseconds.ToString([cultureinfo]::InvariantCulture)"])
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return child.ExitCode == 0
            ? double.Parse(output.Trim(), CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Importing {manifest} ended with {child.ExitCode}: {output}");
    }
}
