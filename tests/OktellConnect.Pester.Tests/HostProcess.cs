using System.Diagnostics;
using System.Reflection;

namespace OktellConnect.Pester.Tests;

/// <summary>How a run of the host ended.</summary>
public sealed record HostResult(int ExitCode, string Output, string Error);

/// <summary>Runs the host as a process, as people do.</summary>
internal static class HostProcess
{
    // A file that takes longer hangs; its output so far says where.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    public static string Metadata(string key) => typeof(HostProcess).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    public static async Task<HostResult> RunAsync(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null, string? folder = null)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Metadata("Host"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
            WorkingDirectory = folder ?? Path.GetTempPath(),
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(Limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return new HostResult(-1, await output, $"Killed: not ended within {Limit}. {await error}");
        }

        return new HostResult(process.ExitCode, await output, await error);
    }
}
