using OktellConnect.Simulator.Pbx;
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
    private readonly Faults faults = new();
    private readonly ClientRegistry clients;
    private readonly TaskCompletionSource<MethodTable> methods = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int connectionNumbers;

    public WebSurface(Exchange exchange, SimulatorClock clock, SimulatorLog log, int multipartThreshold)
    {
        this.exchange = exchange;
        this.clock = clock;
        this.log = log;
        this.multipartThreshold = multipartThreshold;
        clients = new ClientRegistry(exchange);
        exchange.Attach(clients);
    }

    /// <summary>Opens for requests, now that the port is known: <c>getversion</c> tells it.</summary>
    public void Start(int port)
    {
        var table = new MethodTable(exchange, faults, log, multipartThreshold);
        new SessionMethods(exchange, clients, new Sessions(clock.Provider), faults, log, port).AddTo(table);
        new PeopleMethods(exchange).AddTo(table);
        new LineMethods(exchange, clock).AddTo(table);
        methods.SetResult(table);
    }

    public void MapOn(WebApplication application)
    {
        application.UseWebSockets();
        application.Run(ServeAsync);
    }

    private Task ServeAsync(HttpContext context) => context.WebSockets.IsWebSocketRequest
        ? ServeWebSocketAsync(context)
        : PlainAsync(context, StatusCodes.Status404NotFound, "The simulator has nothing here.");

    private static async Task PlainAsync(HttpContext context, int status, string text)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/plain; charset=utf-8";
        await context.Response.WriteAsync(text, context.RequestAborted).ConfigureAwait(false);
    }

    private async Task ServeWebSocketAsync(HttpContext context)
    {
        if (!context.WebSockets.WebSocketRequestedProtocols.Contains(SubProtocol))
        {
            await PlainAsync(context, StatusCodes.Status400BadRequest, $"Ask for the WebSocket subprotocol {SubProtocol}.").ConfigureAwait(false);
            return;
        }

        var stopping = context.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        var table = await methods.Task.WaitAsync(stopping).ConfigureAwait(false);
        var socket = await context.WebSockets.AcceptWebSocketAsync(SubProtocol).ConfigureAwait(false);
        using var connection = new ClientConnection(Interlocked.Increment(ref connectionNumbers), socket, faults, clock);
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
            exchange.Run(() =>
            {
                clients.Remove(connection);
                if (connection.Person is { } person)
                {
                    exchange.ClientLeft(person);
                }
            });
            log.Write($"#{connection.Number} gone");
        }
    }
}
