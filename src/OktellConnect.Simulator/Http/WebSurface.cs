using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.FileProviders;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Messaging;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator.Http;

/// <summary>What listens on the port: WebSocket on any path, and the rest by path.</summary>
internal sealed class WebSurface
{
    private const string RecordByLink = "/downloadrecordbylink";

    private readonly SimulatorOptions options;
    private readonly Exchange exchange;
    private readonly SimulatorClock clock;
    private readonly SimulatorLog log;
    private readonly CallJournal journal;
    private readonly SimulatorSeed seed;
    private readonly Faults faults = new();
    private readonly ClientRegistry clients;
    private readonly TemporaryPasswords passwords;
    private readonly MessageMethods messages;
    private readonly FileStore files = new();
    private readonly Scripts scripts;
    private readonly Recordings recordings;
    private readonly WebApi api;
    private readonly UploadInterface upload;
    private readonly ControlInterface control;
    private readonly WebSocketEntrance entrance;

    public WebSurface(SimulatorOptions options, SimulatorSeed seed, Exchange exchange, CallJournal journal, SimulatorClock clock, SimulatorLog log, CancellationToken stopping)
    {
        this.options = options;
        this.seed = seed;
        this.exchange = exchange;
        this.journal = journal;
        this.clock = clock;
        this.log = log;
        clients = new ClientRegistry(exchange);
        passwords = new TemporaryPasswords(clock.Provider);
        messages = new MessageMethods(exchange.Plan, clients, new MessageStore(), clock, log);
        scripts = new Scripts(seed.Scripts);
        recordings = new Recordings(exchange, journal, clock);
        api = new WebApi(exchange, clock, log, new ScriptApi(scripts, files, recordings, clock));
        upload = new UploadInterface(exchange, clients, passwords, files, log, seed.UploadLimit);
        control = new ControlInterface(exchange, clients, messages, faults, clock, log, stopping);
        entrance = new WebSocketEntrance(exchange, clients, faults, clock, log);
        exchange.Attach(clients);
    }

    /// <summary>Opens for requests, now that the port is known: <c>getversion</c> tells it.</summary>
    public void Start(int port)
    {
        var table = new MethodTable(exchange, clients, faults, clock, log, options.MultipartThreshold);
        var procedures = new Procedures(exchange.Plan);
        procedures.AddTo(table);
        new LoginMethods(exchange, clients, seed, new Sessions(clock.Provider), faults, clock, log).AddTo(table);
        new SessionMethods(exchange, clients, messages, passwords, port).AddTo(table);
        new PasswordMethods(log).AddTo(table, procedures);
        new PeopleMethods(exchange, files, options.MultipartThreshold).AddTo(table);
        new LineMethods(exchange, clock).AddTo(table);
        new ConferenceMethods(exchange).AddTo(table);
        new JournalMethods(journal).AddTo(table, procedures);
        new ScriptMethods(scripts).AddTo(table);
        messages.AddTo(table, procedures);
        new SettingMethods().AddTo(procedures);
        entrance.Open(table);
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
        application.Use(ServeAsync);
        if (options.WebFolder is { } folder)
        {
            var provider = new PhysicalFileProvider(Path.GetFullPath(folder));
            application.UseDefaultFiles(new DefaultFilesOptions { FileProvider = provider });
            application.UseStaticFiles(new StaticFileOptions { FileProvider = provider, ServeUnknownFileTypes = true });
        }

        application.Run(context => Respond.PlainAsync(context, StatusCodes.Status404NotFound, "The simulator has nothing here."));
    }

    private Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        var path = context.Request.Path.Value ?? "";
        return context.WebSockets.IsWebSocketRequest ? entrance.ServeAsync(context, options.Redirect && !context.Request.IsHttps)
            : path.StartsWith(ControlInterface.Folder, StringComparison.OrdinalIgnoreCase) ? control.ServeAsync(context, path[ControlInterface.Folder.Length..])
            : path.StartsWith(Recordings.Folder, StringComparison.Ordinal) ? ServeRecordingAsync(context, path[Recordings.Folder.Length..])
            : path.Equals(RecordByLink, StringComparison.OrdinalIgnoreCase) ? ServeRecordingByLinkAsync(context)
            : path.Equals(UploadInterface.Path, StringComparison.OrdinalIgnoreCase) ? upload.ServeAsync(context)
            : WebApi.Serves(path) ? api.ServeAsync(context)
            : path.StartsWith(Pictures.Folder, StringComparison.Ordinal) && exchange.Run(() => Pictures.Find(exchange.Plan, path[Pictures.Folder.Length..])) is var (type, content)
                ? Respond.BytesAsync(context, type, content)
            : next(context);
    }

    private Task ServeRecordingByLinkAsync(HttpContext context)
    {
        var link = context.Request.Query["recordlink"].ToString();
        link = link.StartsWith('/') ? link : "/" + link;
        return link.StartsWith(Recordings.Folder, StringComparison.Ordinal)
            ? ServeRecordingAsync(context, link[Recordings.Folder.Length..])
            : Respond.PlainAsync(context, StatusCodes.Status400BadRequest, "recordlink is no link of a recording.");
    }

    private Task ServeRecordingAsync(HttpContext context, string commutationId) =>
        passwords.IsValid(context.Request.Query["temppass"]) || api.MayUse(context.Request)
            ? recordings.ServeAsync(context, commutationId)
            : Respond.PlainAsync(context, StatusCodes.Status403Forbidden, "A temporary password is needed: gettemphttppass.");
}
