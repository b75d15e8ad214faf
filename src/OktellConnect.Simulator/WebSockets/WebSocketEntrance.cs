using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Features;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Http;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Lets WebSocket connections in and serves them.</summary>
internal sealed class WebSocketEntrance(Exchange exchange, ClientRegistry clients, Faults faults, SimulatorClock clock, SimulatorLog log)
{
    private const string SubProtocol = "json";

    private readonly TaskCompletionSource<MethodTable> methods = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int connectionNumbers;

    /// <summary>Opens. Who came before waits until then.</summary>
    public void Open(MethodTable table) => methods.SetResult(table);

    /// <summary>Serves a connection until it ends.</summary>
    /// <param name="context">Its request.</param>
    /// <param name="isElsewhere">Whether it is sent on to the secure port.</param>
    public async Task ServeAsync(HttpContext context, bool isElsewhere)
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
            await connection.RunAsync(frame =>
            {
                if (isElsewhere)
                {
                    SendOn(connection, frame);
                }
                else
                {
                    table.Handle(connection, frame);
                }
            }, stopping).ConfigureAwait(false);
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

    // Clients look at the name alone, and come back by wss.
    private void SendOn(ClientConnection connection, Frame request)
    {
        var (name, reply) = request.Name == "ping"
            ? ("websocketredirect", [])
            : (request.Name + "result", Reply.Refused(Refusal.NotServed, "Use the secure port"));
        if (request.QueryId is { } id)
        {
            reply["qid"] = id;
        }

        exchange.Run(() => clients.Send(connection, Outgoing.Own(FrameCodec.Encode(name, reply))));
    }
}
