using System.Diagnostics;
using System.Globalization;

namespace OktellConnect.Bench;

/// <summary>Import of many numbers against a bare parse-and-insert loop, a second import against the first, lookups against a prepared SELECT.</summary>
internal static class NumberMapBench
{
    private const double MostImportRatio = 3;
    private const double MostImportMegabytes = 250;
    private const double MostSecondRatio = 1;
    private const double LeastLookupRatio = 0.7;

    public static async Task<int> RunAsync(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("oktell-bench-").FullName;
        try
        {
            var csv = Path.Combine(folder, "numbers.csv");
            NumberFileGenerator.Write(csv, rows);
            Console.WriteLine($"{rows:N0} rows, {new FileInfo(csv).Length / 1e6:N0} MB, {Environment.ProcessorCount} processors, .NET {Environment.Version}");

            var bare = await MeasureAsync("bare", csv, Path.Combine(folder, "bare.db"));
            var database = Path.Combine(folder, "infobase.db");
            var first = await MeasureAsync("import", csv, database);
            var second = await MeasureAsync("import", csv, database);
            var select = await MeasureAsync("select", database);
            var find = await MeasureAsync("find", database);

            var report = new Report();
            report.AtMost("import / bare loop", first.Seconds / bare.Seconds, MostImportRatio, $"{first.Seconds:F2} s / {bare.Seconds:F2} s");
            report.AtMost("import, resident MB", first.Megabytes, MostImportMegabytes, $"bare loop {bare.Megabytes:F0} MB");
            report.AtMost("second import / first", second.Seconds / first.Seconds, MostSecondRatio, $"{second.Seconds:F2} s / {first.Seconds:F2} s, {second.Megabytes:F0} MB");
            report.AtLeast("lookup / prepared SELECT", select.Seconds / find.Seconds, LeastLookupRatio, $"{1e6 * find.Seconds / Children.Lookups:F2} µs / {1e6 * select.Seconds / Children.Lookups:F2} µs");
            return report.Missed ? 1 : 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(double Seconds, double Megabytes)> MeasureAsync(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        foreach (var argument in (string[])["child", name, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        var output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        if (child.ExitCode != 0)
        {
            throw new InvalidOperationException($"Measurement '{name}' ended with {child.ExitCode}: {output}");
        }

        var lines = output.Trim().Split('\n');
        var figures = lines[^1].Split(' ');
        Console.WriteLine($"  {name}: {string.Join("; ", lines)}");
        return (double.Parse(figures[0], CultureInfo.InvariantCulture), double.Parse(figures[1], CultureInfo.InvariantCulture));
    }
}

/// <summary>Prints measured against limit, and remembers a miss.</summary>
internal sealed class Report
{
    public bool Missed { get; private set; }

    public void AtMost(string what, double value, double limit, string detail) => Line(what, value, limit, value <= limit, "at most", detail);

    public void AtLeast(string what, double value, double limit, string detail) => Line(what, value, limit, value >= limit, "at least", detail);

    private void Line(string what, double value, double limit, bool kept, string word, string detail)
    {
        Missed |= !kept;
        Console.WriteLine($"{(kept ? "ok  " : "MISS")} {what,-26} {value,8:F2}   {word} {limit:0.##}   ({detail})");
    }
}
