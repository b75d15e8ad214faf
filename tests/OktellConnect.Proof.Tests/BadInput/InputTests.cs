using System.Diagnostics;
using OktellConnect.Client;
using OktellConnect.Simulator;
using OktellConnect.Telephony;
using OktellConnect.Testing;

namespace OktellConnect.Proof.Tests.BadInput;

/// <summary>
/// Every operation in every situation with every kind of text nobody should enter: a typed error with an id, or a success where one is
/// possible; never a crash, never a hang, and the connection goes on afterwards. Time runs ten times as fast as it does for users.
/// </summary>
public sealed class InputTests
{
    private const int Speed = 10;
    private const string Customer = "+79161234567";

    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10);

    private static readonly (string Name, string Text)[] Texts =
    [
        ("nothing", ""),
        ("blanks", " \t "),
        ("an unknown number", "199"),
        ("an unknown user", "11111111-2222-3333-4444-555555555555"),
        ("Cyrillic", "Жуков"),
        ("emoji", "🙂☎️"),
        ("control characters", "1\0\r\n\u2028\""),
        ("half a character", "\ud83d"),
        ("a megabyte", new string('9', 1024 * 1024)),
    ];

    public static TheoryData<Situations> AllSituations => [Situations.Idle, Situations.Ringing, Situations.Talking, Situations.Holding, Situations.InConference, Situations.Closed];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(AllSituations))]
    public async Task Every_operation_answers_every_text(Situations situation)
    {
        await using var host = await SimulatorHost.StartAsync(new SimulatorOptions { History = false, Speed = Speed }, Stop);
        using var control = new Control(host);
        var options = new OktellClientOptions { AllowUnencrypted = true, Clock = new ScaledTimeProvider(Speed), OpenTimeout = TimeSpan.FromSeconds(60), RequestTimeout = TimeSpan.FromSeconds(40) };
        using var connection = await OktellConnection.OpenAsync([host.Uri.ToString()], new OktellCredential("ivanov", "Secret123"), options, Stop);
        if (situation == Situations.Closed)
        {
            await connection.CloseAsync(Stop);
        }

        var wrong = new List<string>();
        foreach (var operation in Operation.All)
        {
            foreach (var (name, text) in operation.TakesText ? Texts : Texts[..1])
            {
                await PrepareAsync(connection, control, situation);
                var watch = Stopwatch.StartNew();
                var answer = await AnswerAsync(operation, connection, text);
                var isGood = answer == "success" ? operation.MaySucceed.HasFlag(situation) : answer.StartsWith("error ", StringComparison.Ordinal);
                TestContext.Current.TestOutputHelper?.WriteLine($"{operation.Name} {name}: {answer}, {watch.Elapsed.TotalMilliseconds:0} ms");
                if (!isGood)
                {
                    wrong.Add($"{situation}, {operation.Name}, {name}: {answer}");
                }

                if (situation != Situations.Closed && (connection.State != ClientState.Open || connection.Client.Counters.Reconnects > 0))
                {
                    Assert.Fail($"{situation}, {operation.Name}, {name}: the connection did not survive ({connection.State}, {connection.Client.LastReason}).");
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    private static async Task<string> AnswerAsync(Operation operation, OktellConnection connection, string text)
    {
        try
        {
            await Task.Run(() => operation.RunAsync(connection, text, Stop)).WaitAsync(Deadline, Stop);
            return "success";
        }
        catch (OktellException failure)
        {
            // A megabyte of input has no place in a message that somebody shall read.
            return failure.Message.Length > 10_000 ? $"a message of {failure.Message.Length} characters: {failure.Error.Id}" : $"error {failure.Error.Id}";
        }
        catch (TimeoutException)
        {
            return $"no answer within {Deadline}";
        }
        catch (Exception crash) when (crash is not OperationCanceledException || !Stop.IsCancellationRequested)
        {
            return $"{crash.GetType().Name}: {crash.Message[..Math.Min(200, crash.Message.Length)]} at {crash.StackTrace?.Split('\n').FirstOrDefault(line => line.Contains("OktellConnect", StringComparison.Ordinal))?.Trim()}";
        }
    }

    private static Situations Of(Phone phone, Conferences conferences) =>
        (phone.State, phone.Held, conferences.Current) switch
        {
            (CallState.Ready, null, _) => Situations.Idle,
            (CallState.Ready, not null, _) => Situations.Holding,
            (CallState.Ring, _, _) => Situations.Ringing,
            (CallState.Talk, null, null) => Situations.Talking,
            (CallState.Talk, null, not null) => Situations.InConference,
            _ => Situations.None,
        };

    private static async Task PrepareAsync(OktellConnection connection, Control control, Situations wanted)
    {
        if (wanted == Situations.Closed)
        {
            return;
        }

        var phone = connection.Phone;
        var state = await control.StateAsync();
        var calls = state.GetProperty("calls").GetArrayLength();
        await phone.ReloadAsync(Stop);
        if (Of(phone, connection.Conferences) == wanted && calls == (wanted is Situations.Idle or Situations.InConference ? 0 : 1))
        {
            return;
        }

        await Eventually.Until("the line is idle", async () =>
        {
            foreach (var body in new object[] { new { user = "ivanov" }, new { number = Customer }, new { user = "petrov" } })
            {
                await control.TryAsync("hangup", body);
            }

            await phone.ReloadAsync(Stop);
            return Of(phone, connection.Conferences) == Situations.Idle && connection.OwnState.Current.State == UserState.Ready && (await control.StateAsync()).GetProperty("calls").GetArrayLength() == 0;
        });
        if (wanted == Situations.Idle)
        {
            return;
        }

        await control.DoAsync("call", new { from = Customer, to = "101" });
        await phone.WaitForStateAsync(null, [CallState.Ring], TimeSpan.FromSeconds(100), onChange: null, Stop);
        if (wanted != Situations.Ringing)
        {
            await phone.AnswerAsync(Stop);
        }

        if (wanted == Situations.Holding)
        {
            await phone.SuspendAsync(Stop);
        }
        else if (wanted == Situations.InConference)
        {
            await connection.Conferences.CreateAsync([], null, false, Stop);
        }

        Assert.Equal(wanted, Of(phone, connection.Conferences));
    }
}
