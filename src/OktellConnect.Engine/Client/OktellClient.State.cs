using System.Threading.Channels;

namespace OktellConnect.Client;

public sealed partial class OktellClient
{
    private readonly Channel<ClientStateChangedEventArgs> changes = Channel.CreateUnbounded<ClientStateChangedEventArgs>();
    private EventHandler<ClientStateChangedEventArgs>? stateChanged;
    private bool announcing;

    /// <summary>
    /// The state has changed. Handlers run one after the other on a task of their own, never on the reader: a slow one delays
    /// only the next. One that throws is counted (<see cref="ClientCounters.FailedHandlers"/>).
    /// </summary>
    public event EventHandler<ClientStateChangedEventArgs>? StateChanged
    {
        add
        {
            lock (gate)
            {
                stateChanged += value;
                if (!announcing)
                {
                    announcing = true;
                    _ = Task.Run(AnnounceAsync);
                }
            }
        }

        remove
        {
            lock (gate)
            {
                stateChanged -= value;
            }
        }
    }

    private void ChangeState(ClientState next, string? reason)
    {
        lock (gate)
        {
            if (state == next || state == ClientState.Closed)
            {
                return;
            }

            var change = new ClientStateChangedEventArgs(next, state, reason);
            changes.Writer.TryWrite(change);
            OfferState(change);
            state = next;
            LastReason = reason ?? LastReason;
            if (next == ClientState.Closed)
            {
                changes.Writer.TryComplete();
                FailOpening(new OktellException(OktellErrors.ConnectionClosed, $"The connection to {Server} has been closed."));
            }
        }
    }

    /// <summary>Ends the waits for an open connection, those of now and those to come. Under the gate.</summary>
    private void FailOpening(OktellException reason)
    {
        if (opening.Task.IsCompleted)
        {
            opening = NewOpening();
        }

        opening.TrySetException(reason);
        _ = opening.Task.Exception;
    }

    private async Task AnnounceAsync()
    {
        while (await changes.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (changes.Reader.TryRead(out var change))
            {
                EventHandler<ClientStateChangedEventArgs>? handlers;
                lock (gate)
                {
                    handlers = stateChanged;
                }

                foreach (var handler in handlers?.GetInvocationList() ?? [])
                {
                    try
                    {
                        ((EventHandler<ClientStateChangedEventArgs>)handler)(this, change);
                    }
#pragma warning disable CA1031 // The handler is not ours; its failure must not keep the others from hearing. It is counted.
                    catch (Exception)
                    {
                        Counters.CountFailedHandler();
                    }
#pragma warning restore CA1031
                }
            }
        }
    }
}
