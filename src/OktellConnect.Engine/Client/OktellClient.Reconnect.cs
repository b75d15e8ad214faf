using OktellConnect.Protocol;

namespace OktellConnect.Client;

public sealed partial class OktellClient
{
    /// <summary>Keeps the connection alive and opens it again when it was lost, until the client is closed or gives up.</summary>
    private async Task SuperviseAsync()
    {
        while (true)
        {
            Session? session;
            lock (gate)
            {
                session = current;
            }

            if (session is null)
            {
                return;
            }

            using var ended = new CancellationTokenSource();
            var keepAlive = KeepAliveAsync(session, ended.Token);
            var reason = await session.Completion.ConfigureAwait(false);
            ended.Cancel();
            await keepAlive.ConfigureAwait(false);
            if (stopping.IsCancellationRequested)
            {
                return;
            }

            var lostAt = Options.Clock.GetUtcNow();
            lock (gate)
            {
                ForgetEnded(session);
            }

            if (!Options.Reconnect)
            {
                GiveUp(reason);
                return;
            }

            ChangeState(ClientState.Reconnecting, reason.Summary);
            if (!await ReopenAsync(lostAt).ConfigureAwait(false))
            {
                return;
            }
        }
    }

    private async Task<bool> ReopenAsync(DateTimeOffset lostAt)
    {
        OktellException? lastRefusal = null;
        var pauses = new ReconnectPauses(new Random());
        while (true)
        {
            Session? session = null;
            try
            {
                await Options.Clock.DelayAsync(pauses.Next(), stopping.Token).ConfigureAwait(false);
                session = await SignInAsync(stopping.Token).ConfigureAwait(false);
                await SubscribeAgainAsync(session).ConfigureAwait(false);
                Counters.CountReconnect();
                Enter(session);
                var gap = ServerEvent.ForGap(lostAt, Options.Clock.GetUtcNow());
                foreach (var subscription in CurrentSubscriptions())
                {
                    subscription.Offer(gap);
                }

                return true;
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                session?.Dispose();
                return false;
            }
            catch (OktellException failure)
            {
                session?.Dispose();
                var refused = failure.Error.Kind == OktellErrorKind.AuthenticationError;
                if (refused && lastRefusal?.Error == failure.Error)
                {
                    // The same refusal twice: asking on would only lock the user out.
                    GiveUp(failure);
                    return false;
                }

                lastRefusal = refused ? failure : null;
                LastReason = failure.Summary;
            }
        }
    }

    private async Task SubscribeAgainAsync(Session session)
    {
        var names = CurrentSubscriptions().SelectMany(subscription => subscription.Names).Distinct(StringComparer.Ordinal).ToList();
        if (names.Count > 0)
        {
            var reply = await session.ExchangeAsync("subscribeevent", NewBody("subscribeevent", SubscriptionBody(names)), Options.RequestTimeout, stopping.Token).ConfigureAwait(false);
            if (reply.GetFlag("result") == false)
            {
                // Open without events would be a connection that lies: tried again like a lost one.
                throw RefusedRequest("subscribeevent", reply);
            }
        }
    }

    private void GiveUp(OktellException reason)
    {
        ChangeState(ClientState.Failed, reason.Summary);
        lock (gate)
        {
            FailOpening(new OktellException(OktellErrors.ConnectionLost, $"The connection to {Server} is lost for good: {reason.Summary}", reason, Server));
        }

        CompleteSubscriptions();
    }

    /// <summary>Pings at the keep-alive pace; a server that says nothing at all for two pings is taken for dead.</summary>
    private async Task KeepAliveAsync(Session session, CancellationToken ended)
    {
        try
        {
            while (true)
            {
                await Options.Clock.DelayAsync(Options.KeepAliveInterval, ended).ConfigureAwait(false);
                if (session.SilentFor > Options.KeepAliveInterval + Options.KeepAliveInterval)
                {
                    session.End(new OktellException(OktellErrors.ServerSilent,
                        $"{session.Address} has sent nothing for {session.SilentFor.TotalSeconds:0} s, not even answers to pings.", target: session.Address));
                    return;
                }

                var ping = session.ExchangeAsync("ping", [], Options.RequestTimeout, ended);

                // Whether it is answered is judged by SilentFor; its own end has nobody to tell.
                _ = ping.ContinueWith(task => _ = task.Exception, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The session has ended.
        }
    }
}
