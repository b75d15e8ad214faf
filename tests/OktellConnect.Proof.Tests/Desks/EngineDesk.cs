using System.Collections.Concurrent;
using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Telephony;

namespace OktellConnect.Proof.Tests.Desks;

/// <summary>A telephone in the hands of the product's engine.</summary>
internal sealed class EngineDesk : Desk
{
    private readonly ConcurrentQueue<string> heard = new();
    private readonly ConcurrentQueue<string> failures = new();
    private EventStream? events;
    private Task listening = Task.CompletedTask;

    private EngineDesk(OktellConnection connection, string login)
        : base(login, connection.Number!) => Connection = connection;

    public OktellConnection Connection { get; }

    public override string Client => "engine";

    public override IEnumerable<string> Failures => failures;

    public override IReadOnlyList<string> HeardEvents => [.. heard];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    private Phone Phone => Connection.Phone;

    public static async Task<EngineDesk> OpenAsync(Uri server, string login, string password, OktellClientOptions? options = null) =>
        new(await OktellConnection.OpenAsync([server.ToString()], new OktellCredential(login, password), options ?? new OktellClientOptions { AllowUnencrypted = true }, Stop), login);

    public override Task<DeskView> LookAsync() => Task.FromResult(new DeskView(
        Phone.State.ToString().ToLowerInvariant(),
        DeskView.Join(Phone.Parties.Select(party => party.Number), Number),
        Phone.Held is not { } held ? "" : held.IsConference ? "conference" : DeskView.Digits(held.Number),
        Connection.Conferences.Current is not null && Phone.Held?.IsConference != true));

    public override Task<int> StateOfAsync(string number) => Task.FromResult((int)Connection.NumberPlan.Find(number)!.State);

    public override Task<string> UserIdOfAsync(string number) => Task.FromResult(Connection.NumberPlan.Users.Single(user => user.MainNumber == number).Id);

    public override Task CallAsync(string number) => Phone.StartCallAsync(number, CallSequence.UserFirst, intercom: false, Stop);

    public override Task AnswerAsync() => Phone.AnswerAsync(Stop);

    public override Task EndAsync(string? number = null) => Phone.EndAsync(number, Stop);

    public override Task HoldAsync() => Phone.SuspendAsync(Stop);

    public override Task SwapAsync() => Phone.SwitchAsync(Stop);

    public override Task TransferAsync(string number) => Phone.TransferAsync(number, Stop);

    public override Task JoinAsync() => Phone.JoinAsync(Stop);

    public override async Task ConferenceAsync(params string[] numbers)
    {
        if (Connection.Conferences.Current is null)
        {
            await Connection.Conferences.CreateAsync(numbers, null, record: true, Stop);
        }
        else
        {
            await Connection.Conferences.InviteAsync(numbers, Stop);
        }
    }

    public override Task RemoveAsync(string number) => Connection.Conferences.RemoveAsync(number, Stop);

    public override Task LeaveAsync() => Connection.Monitor.Current is null ? Connection.Conferences.LeaveAsync(Stop) : Connection.Monitor.StopAsync(Stop);

    public override Task ListenAsync(string number) => Connection.Monitor.StartAsync(number, MonitorMode.Listen, Stop);

    public override async Task<string> QueueAsync() => DeskView.Join((await Phone.GetQueueAsync(Stop)).Select(item => item.Number), Number);

    public override Task RedirectToAsync(string number) => Connection.Redirects.SetAsync(number, Stop);

    public override Task SetStateAsync(string state) => Connection.OwnState.SetAsync(
        state switch { "ready" => WantedUserState.Ready, "break" => WantedUserState.Break, "dnd" => WantedUserState.DoNotDisturb, _ => WantedUserState.Redirect },
        null, false, false, Stop);

    public override Task SendEventAsync(string name, string text, params string[] recipients) =>
        Connection.CustomEvents.SendAsync(name, text, recipients.Length == 0 ? null : recipients, sendBack: false, Stop);

    public override async Task HearEventsAsync(string name)
    {
        events = await Connection.WatchAsync([OktellEventType.Custom], [], Stop);
        listening = Task.Run(async () =>
        {
            while (await events.ReadAsync(CancellationToken.None) is { } item)
            {
                if (item is CustomEvent custom && custom.Name == name)
                {
                    heard.Enqueue(custom.Parameter?.ToString() ?? "");
                }
                else if (item is not CustomEvent)
                {
                    failures.Enqueue($"{Login} hears {item} in a stream of custom events");
                }
            }
        });
    }

    public override async ValueTask DisposeAsync()
    {
        events?.Dispose();
        await Connection.CloseAsync(CancellationToken.None);
        await listening;
    }
}
