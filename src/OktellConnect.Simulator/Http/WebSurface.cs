using Microsoft.AspNetCore.Http.Features;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Messaging;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>What listens on the port: WebSocket on any path, and the rest by path.</summary>
internal sealed class WebSurface
{
    private const string SubProtocol = "json";

    private readonly Exchange exchange;
    private readonly SimulatorClock clock;
    private readonly SimulatorLog log;
    private readonly int multipartThreshold;
    private readonly CallJournal journal;
    private readonly SimulatorSeed seed;
    private readonly Faults faults = new();
    private readonly ClientRegistry clients;
    private readonly TemporaryPasswords passwords;
    private readonly MessageMethods messages;
    private readonly FileStore files = new();
    private readonly UploadInterface upload;
    private readonly ControlInterface control;
    private readonly TaskCompletionSource<MethodTable> methods = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int connectionNumbers;

    public WebSurface(Exchange exchange, CallJournal journal, SimulatorSeed seed, SimulatorClock clock, SimulatorLog log, int multipartThreshold)
    {
        this.exchange = exchange;
        this.journal = journal;
        this.seed = seed;
        this.clock = clock;
        this.log = log;
        this.multipartThreshold = multipartThreshold;
        clients = new ClientRegistry(exchange);
        passwords = new TemporaryPasswords(clock.Provider);
        messages = new MessageMethods(exchange.Plan, clients, new MessageStore(), clock, log);
        control = new ControlInterface(exchange, clients, messages, faults, log);
        upload = new UploadInterface(exchange, clients, passwords, files, log, seed.UploadLimit);
        exchange.Attach(clients);
    }

    /// <summary>Opens for requests, now that the port is known: <c>getversion</c> tells it.</summary>
    public void Start(int port)
    {
        var table = new MethodTable(exchange, clients, faults, clock, log, multipartThreshold);
        var procedures = new Procedures(exchange.Plan);
        procedures.AddTo(table);
        new LoginMethods(exchange, clients, seed, new Sessions(clock.Provider), faults, clock, log).AddTo(table);
        new SessionMethods(exchange, clients, messages, passwords, port).AddTo(table);
        new PasswordMethods(log).AddTo(table, procedures);
        new PeopleMethods(exchange, files, multipartThreshold).AddTo(table);
        new LineMethods(exchange, clock).AddTo(table);
        new ConferenceMethods(exchange).AddTo(table);
        new JournalMethods(journal).AddTo(table, procedures);
        messages.AddTo(table, procedures);
        methods.SetResult(table);
    }

    public void MapOn(WebApplication application)
    {
        application.Use((context, next) =>
        {
            if (context.Features.Get<IHttpUpgradeFeature>() is { } upgrade)
            {
                context.Features.Set<IHttpUpgradeFeature>(new SharedUpgrade(upgrade));
            }

            return next(context);
        });
        application.UseWebSockets();
        application.Run(ServeAsync);
    }

    private Task ServeAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        return context.WebSockets.IsWebSocketRequest ? ServeWebSocketAsync(context)
            : path.StartsWith(ControlInterface.Folder, StringComparison.OrdinalIgnoreCase) ? control.ServeAsync(context, path[ControlInterface.Folder.Length..])
            : path.StartsWith(JournalRow.RecordFolder, StringComparison.Ordinal) ? ServeRecordingAsync(context, path[JournalRow.RecordFolder.Length..])
            : path.Equals(UploadInterface.Path, StringComparison.OrdinalIgnoreCase) ? upload.ServeAsync(context)
            : path.StartsWith(Pictures.Folder, StringComparison.Ordinal) && exchange.Run(() => Pictures.Find(exchange.Plan, path[Pictures.Folder.Length..])) is var (type, content)
                ? Respond.BytesAsync(context, type, content)
            : Respond.PlainAsync(context, StatusCodes.Status404NotFound, "The simulator has nothing here.");
    }

    private Task ServeRecordingAsync(HttpContext context, string commutationId)
    {
        if (!passwords.IsValid(context.Request.Query["temppass"]))
        {
            return Respond.PlainAsync(context, StatusCodes.Status403Forbidden, "A temporary password is needed: gettemphttppass.");
        }

        if (exchange.Run(() => journal.FindRecorded(commutationId)) is not { } leg)
        {
            return Respond.PlainAsync(context, StatusCodes.Status404NotFound, "There is no such recording.");
        }

        // Short, whatever the talk was: enough to prove that the right file came, with a pitch that tells files apart.
        var seconds = Math.Clamp(leg.TalkTime.TotalSeconds, 0.5, 2);
        return Respond.BytesAsync(context, "audio/wav", ToneWave.Make(TimeSpan.FromSeconds(seconds), 300 + (leg.CommutationId[0] * 5)));
    }

    private async Task ServeWebSocketAsync(HttpContext context)
    {
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            await Respond.PlainAsync(context, StatusCodes.Status400BadRequest, $"Ask for the WebSocket subprotocol {SubProtocol}.").ConfigureAwait(false);
            return;
        }

        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var table = await methods.Task.WaitAsync(stopping).ConfigureAwait(false);
        var upgrade = (SharedUpgrade)context.Features.GetRequiredFeature<IHttpUpgradeFeature>();
        var socket = await context.WebSockets.AcceptWebSocketAsync(SubProtocol).ConfigureAwait(false);
        using var connection = new ClientConnection(Interlocked.Increment(ref connectionNumbers), socket, upgrade.Stream!, faults, clock);
        exchange.Run(() => clients.Add(connection));
        log.Write($"#{connection.Number} connected");
        try
        {
            await connection.RunAsync(frame => table.Handle(connection, frame), stopping).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Ours, not the client's: said aloud, then left to the server, which breaks the connection.
            log.Write($"#{connection.Number} failed: {error}");
            throw;
        }
        finally
        {
            exchange.Run(() => clients.Remove(connection));
            log.Write($"#{connection.Number} gone");
        }
    }
}
