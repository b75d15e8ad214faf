using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;

namespace OktellConnect.Bench;

/// <summary>Memory of a connection that does nothing for an hour of its own clock but keep itself alive: pings and their answers.</summary>
internal static class IdleBench
{
    private const int MinutesBefore = 10;
    private const int Minutes = 60;
    private const double MostKilobytes = 64;

    public static async Task<int> RunAsync()
    {
        using var simulator = await SimulatorProcess.StartAsync();
        var clock = new FakeTimeProvider();
        var options = new OktellClientOptions { AllowUnencrypted = true, Clock = clock };
        using var connection = await OktellConnection.OpenAsync([simulator.Address], new OktellCredential("ivanov", "Secret123"), options, CancellationToken.None);

        // The journal's memory fills to its bound first: after that nothing may grow.
        var pings = await PassAsync(connection, clock, MinutesBefore, options.JournalCapacity);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        pings += await PassAsync(connection, clock, Minutes, 0);
        var after = GC.GetTotalMemory(forceFullCollection: true);

        var report = new Report();
        report.AtMost("growth in an hour, KB", (after - before) / 1024.0, MostKilobytes, $"{before / 1048576.0:F1} MB before, {after / 1048576.0:F1} MB after {Minutes} minutes, {pings} keep-alives in all, state {connection.State}, reconnects {connection.Client.Counters.Reconnects}");
        return report.Missed || connection.Client.Counters.Reconnects > 0 ? 1 : 0;
    }

    private static async Task<int> PassAsync(OktellConnection connection, FakeTimeProvider clock, int minutes, int extraRequests)
    {
        var count = 0;
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(minutes) || count < extraRequests; passed += connection.Client.Options.KeepAliveInterval)
        {
            clock.Advance(connection.Client.Options.KeepAliveInterval);

            // A reply behind the ping's: so the ping has been answered before the clock goes on.
            await connection.Client.RequestAsync("getuserstate", null, CancellationToken.None);
            count++;
        }

        return count;
    }
}
