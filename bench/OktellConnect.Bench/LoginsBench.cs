using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Bench;

/// <summary>
/// A morning: everybody logs in, each with the vendor's whole start-up. All at once, which takes the most memory, and a hundred at a
/// time, where each one who comes is told to all who are there already. The simulator is a process of its own, so that its
/// memory is measured alone; this process shares the machine's cores with it.
/// </summary>
internal static class LoginsBench
{
    private const string Password = "Secret123";
    private const double MostSeconds = 60;
    private const double MostMegabytes = 500;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static string PasswordExact { get; } = PasswordHash.ExactCase(Password);

    public static string PasswordLower { get; } = PasswordHash.LowerCase(Password);

    public static async Task<int> RunAsync(int people)
    {
        var seed = Path.Combine(Path.GetTempPath(), $"oktell-logins-{Guid.NewGuid():N}.json");
        await File.WriteAllTextAsync(seed, Seed(people).ToJsonString());
        try
        {
            var report = new Report();
            await MeasureAsync(report, people, people, seed);
            await MeasureAsync(report, people, 100, seed);
            return report.Missed ? 1 : 0;
        }
        finally
        {
            File.Delete(seed);
        }
    }

    private static async Task MeasureAsync(Report report, int people, int together, string seed)
    {
        using var simulator = await SimulatorProcess.StartAsync(seed);
        using var limit = new CancellationTokenSource(Patience);
        var clients = Enumerable.Range(0, people).Select(index => new LightClient(new Uri(simulator.Address), Login(index))).ToList();
        using var entrance = new SemaphoreSlim(together);
        var times = new double[people];
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(clients.Select(async (client, index) =>
        {
            await entrance.WaitAsync(limit.Token);
            var from = watch.Elapsed.TotalSeconds;
            await client.StartUpAsync(limit.Token);
            times[index] = watch.Elapsed.TotalSeconds - from;
            entrance.Release();
        }));
        var elapsed = watch.Elapsed.TotalSeconds;
        var (processor, memory) = (simulator.ProcessorSeconds, simulator.PeakMegabytes);

        var way = together < people ? $"{together} at a time" : "at once";
        report.AtMost($"{people} logins {way}", elapsed, MostSeconds,
            $"seconds; one takes {times.Order().ElementAt(people / 2):F1} s; {clients.Sum(client => client.StateChanges)} state changes told");
        report.AtMost("simulator's memory", memory, MostMegabytes, $"MB at its peak; {processor:F1} s of processor time");
        clients.ForEach(client => client.Dispose());
    }

    private static string Login(int index) => FormattableString.Invariant($"user{index}");

    // Every tenth leads nine others: superiors get lists of their own.
    private static JsonObject Seed(int people) => new()
    {
        ["outsideLine"] = "+74952150000",
        ["departments"] = new JsonArray(new JsonObject { ["id"] = "5c35eda6-66ab-5609-9d32-b4ee32c74fba", ["name"] = "Продажи" }),
        ["breakReasons"] = new JsonArray(new JsonObject { ["id"] = 1, ["name"] = "Lunch" }),
        ["users"] = new JsonArray([.. Enumerable.Range(0, people).Select(index => new JsonObject
        {
            ["id"] = new Guid(index + 1, 0, 0, new byte[8]).ToString("D"),
            ["login"] = Login(index),
            ["password"] = Password,
            ["name"] = FormattableString.Invariant($"Константинопольский Константин Константинович {index}"),
            ["number"] = (10_000 + index).ToString(CultureInfo.InvariantCulture),
            ["department"] = "Продажи",
            ["boss"] = index % 10 == 0 ? null : Login(index / 10 * 10),
            ["operator"] = true,
        })]),
    };
}
