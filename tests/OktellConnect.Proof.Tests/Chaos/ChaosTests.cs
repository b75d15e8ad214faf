using System.Collections;
using System.Diagnostics;
using OktellConnect.Client;
using OktellConnect.Proof.Tests.Desks;
using OktellConnect.Simulator;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests.Chaos;

/// <summary>
/// Scripted calls over a line that is cut, stalled, split, half-closed, and whose messages come twice or garbled. <c>OKTELL_CHAOS_SEEDS</c>
/// adds that many seeds to the usual ones. Time runs ten times as fast as it does for users.
/// </summary>
public sealed class ChaosTests
{
    private const int Speed = 10;
    private const int Calls = 6;

    /// <summary>A request may take its timeout, the line some seconds to show its effect, and reading it again another timeout.</summary>
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    public static TheoryData<int> Seeds
    {
        get
        {
            var more = int.TryParse(Environment.GetEnvironmentVariable("OKTELL_CHAOS_SEEDS"), out var count) ? count : 0;
            return [1, 2, 3, 4, .. Enumerable.Range(1000, more)];
        }
    }

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task Whatever_happens_to_the_line_nothing_is_dialled_twice_or_hangs_and_the_states_come_right(int seed)
    {
        await using var host = await SimulatorHost.StartAsync(new SimulatorOptions { History = false, Speed = Speed }, Stop);
        using var control = new Control(host);
        await using var proxy = new ChaosProxy(host.Uri, seed, 0.06);
        var options = new OktellClientOptions { AllowUnencrypted = true, Clock = new ScaledTimeProvider(Speed), OpenTimeout = TimeSpan.FromSeconds(60) };
        using var connection = await OktellConnection.OpenAsync([proxy.Uri.ToString()], new OktellCredential("ivanov", "Secret123"), options, Stop);
        await using var witness = await EngineDesk.OpenAsync(host.Uri, "petrov", "Пароль");
        var story = new List<string>();
        try
        {
            var random = new Random(seed);
            var placed = new List<string>();
            var answered = new HashSet<string>();
            proxy.IsCalm = false;
            for (var call = 0; call < Calls; call++)
            {
                var number = $"+7916{seed:0000}{call:000}";
                placed.Add(DeskView.Digits(number));
                await TryAsync($"call {number}", () => connection.Phone.StartCallAsync(number, CallSequence.UserFirst, intercom: false, Stop), story);
                var questions = Enumerable.Range(0, 10).Select(_ => TryAsync(null, () => connection.Client.RequestAsync("getuserstate", null, Stop), story)).ToList();
                await TryAsync("wait for talk", async () => answered.Add(DeskView.Digits((await connection.Phone.WaitForStateAsync(null, [CallState.Talk], TimeSpan.FromSeconds(20), onChange: null, Stop)).Number)), story);
                switch (random.Next(4))
                {
                    case 0:
                        await TryAsync("hold", () => connection.Phone.SuspendAsync(Stop), story);
                        await TryAsync("return", () => connection.Phone.SwitchAsync(Stop), story);
                        break;
                    case 1:
                        await TryAsync("transfer to 103", () => connection.Phone.TransferAsync("103", Stop), story);
                        break;
                    case 2:
                        await TryAsync("break", () => connection.OwnState.SetAsync(WantedUserState.Break, null, false, false, Stop), story);
                        await TryAsync("ready", () => connection.OwnState.SetAsync(WantedUserState.Ready, null, false, false, Stop), story);
                        break;
                    default:
                        break;
                }

                await TryAsync("end", () => connection.Phone.EndAsync(Stop), story);
                await Task.WhenAll(questions);
            }

            proxy.IsCalm = true;
            await AgreeAsync(connection, control, "after the storm");

            if (connection.Phone.CurrentCall is not null)
            {
                await TryAsync("last end", () => connection.Phone.EndAsync(Stop), story);
            }

            // Not necessarily idle: whoever was on hold returns, and a transfer that nobody took comes back.
            await AgreeAsync(connection, control, "at the end");
            await CountAsync(witness, control, placed, answered);
            Assert.NotEmpty(proxy.Done);
            TestContext.Current.TestOutputHelper?.WriteLine($"{string.Join(Environment.NewLine, story)}{Environment.NewLine}{string.Join(Environment.NewLine, proxy.Done)}");
        }
        catch (Exception failure)
        {
            throw new InvalidOperationException($"Seed {seed}: {failure.Message}{Environment.NewLine}{string.Join(Environment.NewLine, story)}{Environment.NewLine}{string.Join(Environment.NewLine, proxy.Done)}", failure);
        }
    }

    // A typed failure is a good end; anything else, or none in time, is not.
    private static async Task TryAsync(string? what, Func<Task> act, List<string> story)
    {
        var watch = Stopwatch.StartNew();
        var outcome = "done";
        try
        {
            await act().WaitAsync(Deadline, Stop);
        }
        catch (OktellException failure)
        {
            outcome = failure.Error.Id;
        }

        if (what is not null)
        {
            story.Add($"{what}: {outcome} after {watch.Elapsed.TotalSeconds:0.00} s");
        }
    }

    private static Task AgreeAsync(OktellConnection connection, Control control, string when)
    {
        var last = "";
        return Eventually.Until($"client and PBX agree {when}", async () =>
        {
            var state = await control.StateAsync();
            var shown = new DeskView(
                connection.Phone.State.ToString().ToLowerInvariant(),
                DeskView.Join(connection.Phone.Parties.Select(party => party.Number), "101"),
                DeskView.Digits(connection.Phone.Held?.Number));
            var known = PbxView.Of(state, "101");
            var wrong = connection.NumberPlan.Numbers.Where(number => number.UserId is not null || number.Number == "101")
                .FirstOrDefault(number => (int)number.State != PbxView.StateOf(state, number.Number));
            last = $"{connection.State}; {shown} / {known}; {wrong?.Number}";
            return connection.State == ClientState.Open && shown == known && wrong is null && (int)connection.OwnState.Current.State == PbxView.StateOf(state, "101");
        }).ContinueWith(task => task.IsFaulted ? throw new TimeoutException($"{task.Exception!.GetBaseException().Message}: {last}") : task, TaskScheduler.Default).Unwrap();
    }

    // The PBX's own journal tells how often each number was dialled. A call that ended while the own telephone still rang is not in it: nothing was dialled.
    private static async Task CountAsync(EngineDesk witness, Control control, List<string> placed, HashSet<string> answered)
    {
        // A held party that returns, or a transfer that comes back, would keep the line: it is hung up until nothing is left.
        await Eventually.Until("101 is idle in the PBX", async () =>
        {
            await control.TryAsync("hangup", new { user = "ivanov" });
            return !(await control.StateAsync()).GetProperty("lines").EnumerateArray().Any(line => line.GetProperty("number").GetString() == "101");
        });
        var reply = await witness.Connection.Client.InvokeAsync("getpbxcalljournal", new Hashtable { ["filter"] = new Hashtable { ["showcallcenter"] = true } }, Stop);
        var dialled = ((object?[])reply["data"]!).Cast<IDictionary<string, object?>>().Select(leg => (Chain: leg["chainid"], Number: DeskView.Digits(leg["anumberdialed"]?.ToString()))).ToList();
        foreach (var number in placed)
        {
            var chains = dialled.Where(leg => leg.Number == number).Select(leg => leg.Chain).Distinct().Count();
            Assert.True(chains <= 1, $"{number} was dialled {chains} times.");
            Assert.True(chains == 1 || !answered.Contains(number), $"{number} was answered, but is missing from the journal.");
        }
    }
}
