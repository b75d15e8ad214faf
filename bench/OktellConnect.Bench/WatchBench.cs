using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using OktellConnect.Client;
using OktellConnect.Events;

namespace OktellConnect.Bench;

/// <summary>
/// Events of one connection through Watch-OktellEvent in a PowerShell runspace, against a bare C# loop over the same stream; and, on wish,
/// 10,000 events a second for a minute, of which none may be lost. The simulator, the loop and PowerShell are processes of their own.
/// </summary>
internal static class WatchBench
{
    private const int Events = 300_000;
    private const int BurstSize = 100_000;
    private const int Rounds = 3;
    private const double LeastPerSecond = 50_000;
    private const double LeastRatio = 0.3;
    private const int SteadyPerSecond = 10_000;

    public static async Task<int> RunAsync()
    {
        var loops = new List<(double Seconds, double Busy)>();
        var watches = new List<(double Seconds, double Busy)>();
        for (var round = 0; round < Rounds; round++)
        {
            loops.Add(await BurstAsync(address => ["exec", Assembly.GetExecutingAssembly().Location, "child", "watch", address, Events.ToString(CultureInfo.InvariantCulture)]));
            watches.Add(await BurstAsync(address => ["exec", Metadata("Host"), "-Command", Script(address, $"-Buffer {2 * Events}", Events, 2 * Events)]));
        }

        var (loop, watch) = (Middle(loops.ConvertAll(run => run.Seconds)), Middle(watches.ConvertAll(run => run.Seconds)));
        var (loopBusy, watchBusy) = (Middle(loops.ConvertAll(run => run.Busy)), Middle(watches.ConvertAll(run => run.Busy)));
        var report = new Report();
        report.AtLeast("Watch-OktellEvent, events/s", Events / watch, LeastPerSecond, $"{Events:N0} in {watch:F2} s");
        report.AtLeast("Watch-OktellEvent / loop", loop / watch, LeastRatio, $"loop: {Events / loop:N0} events/s");

        // Of all threads together; a machine with other work to do changes this little.
        report.AtLeast("events/s of processor time", Events / watchBusy, LeastPerSecond, $"loop: {Events / loopBusy:N0}");
        return report.Missed ? 1 : 0;
    }

    /// <summary>A steady stream with the buffers as they are by default.</summary>
    public static async Task<int> SteadyAsync(int seconds)
    {
        var wanted = SteadyPerSecond * seconds;
        using var simulator = await SimulatorProcess.StartAsync();
        using var reader = Start(["exec", Metadata("Host"), "-Command", Script(simulator.Address, $"-Timeout {seconds + 30}", wanted, buffer: null)]);
        await ListensAsync(simulator, reader);
        var watch = Stopwatch.StartNew();
        const int Part = SteadyPerSecond / 20;
        for (var sent = 0; sent < wanted; sent += Part)
        {
            await simulator.BurstAsync(Part);
            if (TimeSpan.FromSeconds((double)(sent + Part) / SteadyPerSecond) - watch.Elapsed is { Ticks: > 0 } early)
            {
                await Task.Delay(early);
            }
        }

        var elapsed = watch.Elapsed;
        var figures = (await DoneAsync(reader)).Split(' ');
        await reader.WaitForExitAsync();
        var report = new Report();
        report.AtLeast("events a second", wanted / elapsed.TotalSeconds, SteadyPerSecond * 0.98, $"{wanted:N0} in {elapsed.TotalSeconds:F1} s");
        report.AtMost("events lost", wanted - double.Parse(figures[1], CultureInfo.InvariantCulture), 0, $"{figures[1]} came, {figures[2]} losses announced");
        return report.Missed ? 1 : 0;
    }

    /// <summary>The bare loop: opens a connection and reads events until it has enough. Prints a line when it listens and one when it has done.</summary>
    public static async Task<int> LoopAsync(string address, int count)
    {
        var options = new OktellClientOptions { AllowUnencrypted = true, EventBufferCapacity = 2 * count };
        using var connection = await OktellConnection.OpenAsync([address], new OktellCredential("ivanov", "Secret123"), options, CancellationToken.None);
        using var stream = await connection.WatchAsync([OktellEventType.NumberState], [], CancellationToken.None);
        await stream.ReadAsync(CancellationToken.None);
        Console.WriteLine("listening");
        using var self = Process.GetCurrentProcess();
        var busy = self.TotalProcessorTime;
        var seen = 0;
        var lost = 0L;
        while (seen < count && await stream.ReadManyAsync(1000, CancellationToken.None) is { Count: > 0 } batch)
        {
            foreach (var item in batch)
            {
                seen += item.Type == OktellEventType.NumberState ? 1 : 0;
                lost += item is LossEvent loss ? loss.Count : 0;
            }
        }

        self.Refresh();
        Console.WriteLine(FormattableString.Invariant($"done {seen} {lost} {(self.TotalProcessorTime - busy).TotalMilliseconds:F0}"));
        return 0;
    }

    // From the first wish for a burst until the last event has come out: the reader's start does not count, everything else does.
    internal static async Task<(double Seconds, double Busy)> BurstAsync(Func<string, string[]> command, int events = Events, string? program = null)
    {
        using var simulator = await SimulatorProcess.StartAsync();
        using var reader = Start(command(simulator.Address), program);
        await ListensAsync(simulator, reader);
        var watch = Stopwatch.StartNew();
        var bursts = SendAsync();
        var last = await DoneAsync(reader);
        var elapsed = watch.Elapsed.TotalSeconds;
        await bursts;
        await reader.WaitForExitAsync();
        Console.WriteLine($"  {Path.GetFileName(reader.StartInfo.ArgumentList[1])}: {last} ms of processor time, {elapsed:F2} s");
        return (elapsed, double.Parse(last.Split(' ')[3], CultureInfo.InvariantCulture) / 1000);

        async Task SendAsync()
        {
            for (var sent = 0; sent < events; sent += BurstSize)
            {
                await simulator.BurstAsync(BurstSize);
            }
        }
    }

    private static async Task<string> DoneAsync(Process reader)
    {
        while (true)
        {
            var line = await reader.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("The reader ended early.");
            if (line.StartsWith("done ", StringComparison.Ordinal))
            {
                return line;
            }

            // A warning, of a loss for example.
            Console.WriteLine($"  {line}");
        }
    }

    // A reader says so with the first event it sees: one at a time is sent until then.
    private static async Task ListensAsync(SimulatorProcess simulator, Process reader)
    {
        var line = reader.StandardOutput.ReadLineAsync();
        do
        {
            await simulator.BurstAsync(1);
        }
        while (await Task.WhenAny(line, Task.Delay(300)) != line);

        if (await line != "listening")
        {
            throw new InvalidOperationException($"The reader said {await line}.");
        }
    }

    private static string Script(string address, string watch, int wanted, int? buffer) =>
        $$"""
        Import-Module '{{Metadata("StagedModule")}}'
        $password = [Net.NetworkCredential]::new('', 'Secret123').SecurePassword
        $option = {{(buffer is null ? "New-OktellConnectionOption" : $"New-OktellConnectionOption -EventBufferCapacity {buffer}")}}
        Connect-OktellServer -Server '{{address}}' -Credential ([pscredential]::new('ivanov', $password)) -AllowUnencrypted -Option $option -WarningAction SilentlyContinue
        $seen = -1
        $lost = 0
        :enough do {
            Watch-OktellEvent -Type NumberState {{watch}} | . { process {
                if ($_.Type -eq 'Loss') { $lost += $_.Count } else { $seen++ }
                if ($seen -eq 0) { $busy = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime; [Console]::Out.WriteLine('listening') }
                if ($seen + $lost -ge {{wanted}}) { break enough }
            } }
        } while ($false)
        $busy = [Diagnostics.Process]::GetCurrentProcess().TotalProcessorTime - $busy
        [Console]::Out.WriteLine("done $seen $lost $([int] $busy.TotalMilliseconds)")
        Disconnect-OktellServer
        """;

    private static Process Start(string[] arguments, string? program = null)
    {
        var start = new ProcessStartInfo(program ?? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet") { RedirectStandardOutput = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    internal static double Middle(List<double> times) => times.Order().ElementAt(times.Count / 2);

    private static string Metadata(string key) => typeof(WatchBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
