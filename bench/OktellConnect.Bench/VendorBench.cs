using System.Globalization;
using System.Reflection;

namespace OktellConnect.Bench;

/// <summary>
/// Number states that the engine takes, against what the vendor's JavaScript client takes under Node, from simulators of the same build in the
/// same run, by turns. <c>OKTELL_JS</c> names the vendor's oktell.js, which is not part of this repository.
/// </summary>
internal static class VendorBench
{
    private const int Events = 1_000_000;
    private const int Rounds = 3;
    private const double LeastRatio = 2;

    public static async Task<int> RunAsync()
    {
        if (Environment.GetEnvironmentVariable("OKTELL_JS") is not { Length: > 0 } client)
        {
            Console.Error.WriteLine("OKTELL_JS does not name the vendor's oktell.js.");
            return 2;
        }

        var script = Path.Combine(Metadata("RepositoryRoot"), "tests", "OktellConnect.Proof.Tests", "Vendor", "vendor-client.js");
        var count = Events.ToString(CultureInfo.InvariantCulture);
        var (engine, vendor) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            engine.Add((await WatchBench.BurstAsync(address => ["exec", Assembly.GetExecutingAssembly().Location, "child", "watch", address, count], Events)).Seconds);
            vendor.Add((await WatchBench.BurstAsync(address => [script, client, "--count", address, count], Events, "node")).Seconds);
        }

        var (ours, theirs) = (WatchBench.Middle(engine), WatchBench.Middle(vendor));
        var report = new Report();
        report.AtLeast("engine / vendor's client", theirs / ours, LeastRatio, $"{Events / ours:N0} events/s / {Events / theirs:N0} events/s");
        return report.Missed ? 1 : 0;
    }

    private static string Metadata(string key) => typeof(VendorBench).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
