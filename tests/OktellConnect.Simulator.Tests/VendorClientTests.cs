using System.Diagnostics;
using System.Text.Json;

namespace OktellConnect.Simulator.Tests;

/// <summary>
/// The vendor's own JavaScript client, which is not ours to ship: <c>OKTELL_JS</c> names the file (oktell.js 1.8.4). Only it can
/// tell whether it would notice the difference.
/// </summary>
public sealed class VendorClientTests
{
    [Fact]
    public async Task The_vendors_client_gets_ready_carries_calls_and_changes_state()
    {
        var client = Environment.GetEnvironmentVariable("OKTELL_JS");
        Assert.SkipWhen(string.IsNullOrEmpty(client), "OKTELL_JS does not name the vendor's oktell.js.");
        var node = Node();
        Assert.SkipWhen(node is null, "Node is not on the PATH.");

        await using var host = await SimulatorHost.StartAsync(new SimulatorOptions { History = false }, TestContext.Current.CancellationToken);
        var start = new ProcessStartInfo(node!) { RedirectStandardOutput = true };
        foreach (var argument in new[] { Path.Combine(Repository.Root, "tests", "OktellConnect.Simulator.Tests", "vendor-client.js"), client, $"ws://{host.Uri.Authority}", host.HttpUri.ToString() })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken);
        var report = JsonSerializer.Deserialize<JsonElement>(output);
        TestContext.Current.TestOutputHelper?.WriteLine(output);
        Assert.Empty(report.GetProperty("failures").EnumerateArray());
        var events = report.GetProperty("events").EnumerateArray().Select(entry => entry.EnumerateArray().ToList()).ToList();

        List<string> Of(string name) => [.. events.Where(entry => entry[0].GetString() == name).Select(entry => entry[1].ToString())];
        Assert.Equal(["ready", "backring", "call", "talk", "ready", "ring", "talk", "ready"], Of("stateChange").Take(8));
        Assert.Equal(["ready", "busy", "ready", "busy", "ready", "break", "dnd", "ready"], Of("userStateChange"));
        Assert.Equal(["True"], Of("connected"));
        Assert.Equal(["True"], Of("call"));
        Assert.Equal(["True"], Of("answer"));
        Assert.Equal(["True", "True", "True"], Of("setUserStatus"));
        Assert.Equal(["305"], Of("numbers"));
        Assert.Equal(["102"], Of("subordinate"));
        Assert.Equal(["102"], Of("abonents"));
        Assert.Equal(["13"], Of("disconnect"));
        string[] phases = ["readyStart", "readyStop", "backRingStart", "backRingStop", "callStart", "callStop", "talkStart", "talkStop", "readyStart", "readyStop", "ringStart", "ringStop", "talkStart", "talkStop", "readyStart"];
        Assert.Equal(phases, events.Select(entry => entry[0].GetString()!).Where(phases.Contains).Take(phases.Length));
    }

    private static string? Node() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .Where(folder => folder.Length > 0)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "node.exe" : "node"))
        .FirstOrDefault(File.Exists);
}
