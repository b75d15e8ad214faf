using OktellConnect.Journal;

namespace OktellConnect.Client;

/// <summary>
/// A signed-in connection to an Oktell server: requests, events, keep-alive, reconnecting. Thread-safe. Every request ends:
/// with its reply, a refusal, a timeout, or the reason why the connection ended.
/// </summary>
public sealed partial class OktellClient : IDisposable
{
    private readonly object gate = new();
    private readonly IReadOnlyList<Uri> addresses;
    private volatile OktellCredential credential;
    private readonly CancellationTokenSource stopping = new();
    private readonly SemaphoreSlim turns;
    private TaskCompletionSource<Session> opening = NewOpening();
    private Session? current;
    private ClientState state = ClientState.Connecting;

    private OktellClient(IReadOnlyList<Uri> addresses, OktellCredential credential, OktellClientOptions options)
    {
        this.addresses = addresses;
        this.credential = credential;
        Options = options;
        turns = new SemaphoreSlim(options.MaximumRequestsInFlight);
        Server = addresses[0];
        Journal = new WireJournal(options.Clock, options.JournalCapacity);
        Journal.Learn(credential.ExactCaseHash);
        Journal.Learn(credential.LowerCaseHash);
    }

    /// <summary>How the client connects and waits.</summary>
    public OktellClientOptions Options { get; }

    /// <summary>The login in use.</summary>
    public string Login => credential.Login;

    /// <summary>Own user id as the server gave it, lower case.</summary>
    public string UserId { get; private set; } = "";

    /// <summary>Address of the server that won the race.</summary>
    public Uri Server { get; private set; }

    /// <summary>Time the server took to answer the first ping; null after a redirect.</summary>
    public TimeSpan? Latency { get; private set; }

    /// <summary>What was counted since the client was made.</summary>
    public ClientCounters Counters { get; } = new();

    /// <summary>What was said and heard, without secrets; over all connections of the client.</summary>
    public WireJournal Journal { get; }

    /// <summary>Where the connection stands.</summary>
    public ClientState State
    {
        get
        {
            lock (gate)
            {
                return state;
            }
        }
    }

    /// <summary>Why the connection was last lost or refused, for people; null while nothing happened to it.</summary>
    public string? LastReason { get; private set; }

    /// <summary>Opens the servers in parallel; the first to answer wins; then logs in.</summary>
    /// <param name="servers">Addresses or host names; the first ten count.</param>
    /// <param name="credential">Login with the hashes of its password.</param>
    /// <param name="options">How to connect and wait.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OktellException">No server could be used, or the login was refused; a wrong password is tried exactly once.</exception>
    public static async Task<OktellClient> ConnectAsync(IReadOnlyList<string> servers, OktellCredential credential, OktellClientOptions options, CancellationToken cancellation)
    {
        var client = new OktellClient(ServerAddress.ParseAll(servers, options.AllowUnencrypted), credential, options);
        try
        {
            var session = await client.SignInAsync(cancellation).ConfigureAwait(false);
            client.Enter(session);
            _ = Task.Run(client.SuperviseAsync, CancellationToken.None).ContinueWith(
                task => client.GiveUp(new OktellException(OktellErrors.ConnectionLost, $"The connection could not be kept up: {task.Exception!.GetBaseException().Message}", task.Exception)),
                CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Begins to record everything that is said and heard to a file; see <see cref="WireJournal.Start"/>.</summary>
    /// <param name="path">Full path of the file.</param>
    /// <exception cref="OktellException">The file cannot be written, or holds something else than a journal.</exception>
    public void StartJournal(string path) => Journal.Start(path);

    /// <summary>Ends the recording; completes when everything is written.</summary>
    public Task StopJournalAsync() => Journal.StopAsync();

    /// <summary>Says goodbye: sends <c>logout</c> and waits, for at most five seconds, until the server has closed.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        Session? session;
        lock (gate)
        {
            session = state == ClientState.Open ? current : null;
        }

        StopReconnecting();
        if (session is not null)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            using var timer = Options.Clock.CancelAfter(limit, TimeSpan.FromSeconds(5));
            var farewell = session.ExchangeAsync("logout", NewBody(), TimeSpan.FromSeconds(5), limit.Token);
            try
            {
                // The reply is not read; the server's closing is the answer.
                await session.Completion.OrCancelledAsync(limit.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                // The server did not close in time: we do.
            }

            await Task.WhenAny(farewell).ConfigureAwait(false);
            _ = farewell.Exception;
        }

        Dispose();
        await Journal.StopAsync().ConfigureAwait(false);
    }

    /// <summary>Closes without a farewell; requests under way end with <see cref="OktellErrors.ConnectionClosed"/>.</summary>
    public void Dispose()
    {
        StopReconnecting();
        Session? session;
        lock (gate)
        {
            session = current;
            current = null;
        }

        session?.Dispose();
        ChangeState(ClientState.Closed, null);
        CompleteSubscriptions();
        Journal.Dispose();
    }

    /// <summary>The password has been changed: from now on this one logs in again. The login stays.</summary>
    internal void ReplaceCredential(OktellCredential next) => credential = next;

    private static TaskCompletionSource<Session> NewOpening() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void StopReconnecting()
    {
        lock (gate)
        {
            if (!stopping.IsCancellationRequested)
            {
                stopping.Cancel();
            }
        }
    }

    private void Enter(Session session)
    {
        lock (gate)
        {
            current = session;
            if (stopping.IsCancellationRequested)
            {
                session.Dispose();
                return;
            }
        }

        ChangeState(ClientState.Open, null);
        opening.TrySetResult(session);
    }
}
