using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>What opening a server and its first answer told.</summary>
/// <param name="Socket">The open socket.</param>
/// <param name="Latency">Time from the ping to its answer; null after a redirect, which goes without a ping.</param>
internal sealed record RaceWinner(ClientSocket Socket, TimeSpan? Latency);

/// <summary>Opens several servers at once; the first whose answer to a ping arrives wins (docs/protocol.md, "Opening").</summary>
internal static class ServerRace
{
    public static async Task<RaceWinner> RunAsync(IReadOnlyList<Uri> addresses, OktellClientOptions options, CancellationToken cancellation)
    {
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var running = addresses.Select(address => EnterAsync(address, options, enough.Token)).ToList();
        var failures = new List<OktellException>();
        RaceWinner? winner = null;
        try
        {
            while (running.Count > 0 && winner is null)
            {
                var first = await Task.WhenAny(running).ConfigureAwait(false);
                running.Remove(first);
                try
                {
                    winner = await first.ConfigureAwait(false);
                }
                catch (OktellException failure)
                {
                    failures.Add(failure);
                }
            }
        }
        finally
        {
            enough.Cancel();
            foreach (var loser in running)
            {
                await CloseLoserAsync(loser).ConfigureAwait(false);
            }
        }

        return winner ?? throw Combine(failures);
    }

    private static async Task CloseLoserAsync(Task<RaceWinner> loser)
    {
        try
        {
            (await loser.ConfigureAwait(false)).Socket.Dispose();
        }
        catch (Exception outcome) when (outcome is OktellException or OperationCanceledException)
        {
            // It lost: how is of no interest.
        }
    }

    private static async Task<RaceWinner> EnterAsync(Uri address, OktellClientOptions options, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = options.Clock.CancelAfter(limit, options.OpenTimeout);
        ClientSocket? socket = null;
        var unreadable = 0;
        try
        {
            socket = await ClientSocket.OpenAsync(address, options, limit.Token).ConfigureAwait(false);
            var queryId = QueryIds.Next();
            var asked = options.Clock.GetTimestamp();
            await socket.SendAsync(FrameCodec.Encode("ping", new JsonObject { ["qid"] = queryId })).ConfigureAwait(false);
            while (true)
            {
                var message = await socket.ReceiveAsync(limit.Token).ConfigureAwait(false)
                    ?? throw new OktellException(OktellErrors.ServerUnreachable, $"{address} closed the connection before it answered{socket.CloseReason}.", target: address);
                Frame frame;
                try
                {
                    frame = FrameCodec.Decode(message);
                }
                catch (FrameFormatException)
                {
                    unreadable++;
                    continue;
                }

                if (frame.Name == "websocketredirect")
                {
                    socket.Dispose();
                    socket = null;
                    return new RaceWinner(await ClientSocket.OpenAsync(ServerAddress.Redirected(address), options, limit.Token).ConfigureAwait(false), null);
                }

                if (frame.QueryId == queryId)
                {
                    return new RaceWinner(socket, options.Clock.GetElapsedTime(asked));
                }
            }
        }
        catch (Exception failure)
        {
            socket?.Dispose();
            if (failure is OktellException || cancellation.IsCancellationRequested)
            {
                throw;
            }

            if (limit.IsCancellationRequested)
            {
                var garbage = unreadable > 0 ? $"; it sent {unreadable} messages that are not of the protocol" : "";
                throw new OktellException(OktellErrors.ServerSilent,
                    $"{address} gave no answer within {options.OpenTimeout.TotalSeconds:0.#} s{garbage}.", failure, address);
            }

            if (failure is System.Net.WebSockets.WebSocketException or IOException or InvalidOperationException)
            {
                throw new OktellException(OktellErrors.ServerUnreachable, $"The connection to {address} broke before it answered: {failure.Message}", failure, address);
            }

            throw;
        }
    }

    private static OktellException Combine(List<OktellException> failures)
    {
        if (failures.Count == 1)
        {
            return failures[0];
        }

        var error = failures.All(failure => failure.Error == failures[0].Error) ? failures[0].Error : OktellErrors.ServerUnreachable;
        var reasons = string.Join(" ", failures.Select(failure => failure.Summary));
        return new OktellException(error, $"None of {failures.Count} servers could be used. {reasons}", new AggregateException(failures));
    }
}
