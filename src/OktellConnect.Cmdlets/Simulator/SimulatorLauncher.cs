using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace OktellConnect.Cmdlets;

/// <summary>Starts the packaged simulator and waits until it listens.</summary>
internal sealed class SimulatorLauncher
{
    private const int BadSeedExitCode = 3;
    private const int LinesKept = 12;
    private const string Ready = "listening ";
    private const string Certificate = "certificate ";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Queue<string> lastLines = new();
    private readonly TaskCompletionSource<string> thumbprint = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private SimulatorLauncher()
    {
    }

    public static string Folder => Path.Combine(Path.GetDirectoryName(typeof(SimulatorLauncher).Assembly.Location)!, "simulator");

    public static string SampleSeed => Path.Combine(Folder, "pbx.json");

    /// <summary>Starts a simulator.</summary>
    /// <param name="arguments">Its command line.</param>
    /// <param name="cancellation">Kills what was started.</param>
    /// <exception cref="OktellException">There is no runtime for it, its seed is wrong, or it did not get ready.</exception>
    public static Task<OktellSimulator> StartAsync(IEnumerable<string> arguments, CancellationToken cancellation) =>
        new SimulatorLauncher().RunAsync(arguments, cancellation);

    private async Task<OktellSimulator> RunAsync(IEnumerable<string> arguments, CancellationToken cancellation)
    {
        var program = Path.Combine(Folder, "OktellConnect.Simulator.dll");
        if (!File.Exists(program))
        {
            throw new OktellException(OktellErrors.SimulatorStartFailed, $"The module's folder has no simulator: {program} is missing.");
        }

        var dotnet = FindDotnet() ?? throw new OktellException(OktellErrors.SimulatorRuntimeMissing,
            "The simulator needs the program dotnet, which is neither in DOTNET_ROOT nor on the PATH.");
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(dotnet, string.Join(" ", new[] { program, "--parent-watch" }.Concat(arguments).Select(Quote)))
            {
                UseShellExecute = false,
                CreateNoWindow = true,
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardErrorEncoding = System.Text.Encoding.UTF8,
            },
            EnableRaisingEvents = true,
        };
        var exited = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exited.TrySetResult(true);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        try
        {
            process.Start();
        }
        catch (System.ComponentModel.Win32Exception error)
        {
            process.Dispose();
            throw new OktellException(OktellErrors.SimulatorRuntimeMissing, $"{dotnet} cannot be run: {error.Message}", error);
        }

        process.BeginErrorReadLine();
        try
        {
            var uri = await ReadAddressAsync(process, exited.Task, cancellation).ConfigureAwait(false);
            if (uri.Scheme == "wss")
            {
                // Written before the address, but it comes through another pipe.
                await Task.WhenAny(thumbprint.Task, exited.Task).ConfigureAwait(false);
            }

            return new OktellSimulator(process, exited, uri, thumbprint.Task is { Status: TaskStatus.RanToCompletion } known ? await known.ConfigureAwait(false) : null);
        }
        catch
        {
            OktellSimulator.Kill(process);
            process.Dispose();
            throw;
        }
    }

    private async Task<Uri> ReadAddressAsync(Process process, Task exited, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var waiting = Task.Delay(Patience, limit.Token);
        var reading = process.StandardOutput.ReadLineAsync();
        await Task.WhenAny(reading, waiting).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (!reading.IsCompleted)
        {
            throw new OktellException(OktellErrors.SimulatorStartFailed, $"The simulator was not ready after {Patience.TotalSeconds} seconds.{Said()}");
        }

        if (await reading.ConfigureAwait(false) is { } line)
        {
            limit.Cancel();
            return line.StartsWith(Ready, StringComparison.Ordinal) && Uri.TryCreate(line.Substring(Ready.Length), UriKind.Absolute, out var uri)
                ? uri
                : throw new OktellException(OktellErrors.SimulatorStartFailed, $"The simulator began with something unexpected: {line}.{Said()}");
        }

        // Its output has ended, so it is ending; the exit code says why.
        await Task.WhenAny(exited, waiting).ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        limit.Cancel();
        if (!exited.IsCompleted)
        {
            throw new OktellException(OktellErrors.SimulatorStartFailed, $"The simulator closed its output and does not end.{Said()}");
        }

        // Returns at once, and only after the last line of its errors has come in.
        process.WaitForExit();
        throw Failure(process.ExitCode);
    }

    private OktellException Failure(int exitCode) => exitCode switch
    {
        BadSeedExitCode => new OktellException(OktellErrors.SimulatorSeedInvalid, Lines().LastOrDefault() ?? "The seed cannot be used."),
        _ when IsMissingFramework(exitCode) => new OktellException(OktellErrors.SimulatorRuntimeMissing, $"The simulator's runtime is not installed.{Said()}"),
        _ => new OktellException(OktellErrors.SimulatorStartFailed,
            $"The simulator ended with exit code {exitCode.ToString(CultureInfo.InvariantCulture)}.{Said()}"),
    };

    // 0x80008096: the host of dotnet did not find a framework the program names. Unix keeps the lowest byte only.
    private static bool IsMissingFramework(int exitCode) => exitCode == unchecked((int)0x80008096) || (!IsWindows && exitCode == 0x96);

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static string? FindDotnet()
    {
        var name = IsWindows ? "dotnet.exe" : "dotnet";
        var folders = new List<string?> { Environment.GetEnvironmentVariable("DOTNET_ROOT") };
        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        return folders.Where(folder => !string.IsNullOrWhiteSpace(folder)).Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);
    }

    // ProcessStartInfo has no list of arguments on .NET Framework. The rules are those of the C runtime, which .NET follows on
    // every system: backslashes count only before a quotation mark.
    private static string Quote(string argument)
    {
        var quoted = new System.Text.StringBuilder("\"");
        var backslashes = 0;
        foreach (var character in argument)
        {
            if (character == '"')
            {
                quoted.Append('\\', backslashes + 1);
            }

            backslashes = character == '\\' ? backslashes + 1 : 0;
            quoted.Append(character);
        }

        return quoted.Append('\\', backslashes).Append('"').ToString();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (lastLines)
        {
            if (line.StartsWith(Certificate, StringComparison.Ordinal))
            {
                thumbprint.TrySetResult(line.Substring(Certificate.Length));
            }

            lastLines.Enqueue(line);
            while (lastLines.Count > LinesKept)
            {
                lastLines.Dequeue();
            }
        }
    }

    private string[] Lines()
    {
        lock (lastLines)
        {
            return [.. lastLines.Where(line => line.Length > 0)];
        }
    }

    private string Said() => Lines() is { Length: > 0 } lines ? $" It said: {string.Join(" | ", lines)}" : "";
}
