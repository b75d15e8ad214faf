using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Messaging;
using OktellConnect.Telephony;

namespace OktellConnect;

public sealed partial class OktellConnection
{
    private IReadOnlyList<string> unread = [];
    private EventSubscription? pushes;

    /// <summary>The number plan and the users, with live states.</summary>
    public NumberPlan NumberPlan { get; }

    /// <summary>State of the signed-in user and the reasons for breaks.</summary>
    public OwnState OwnState { get; }

    /// <summary>The own telephone.</summary>
    public Phone Phone { get; }

    /// <summary>The conference of the own line, and what can be done with it.</summary>
    public Conferences Conferences { get; }

    /// <summary>Listening to the calls of others.</summary>
    public CallMonitor Monitor { get; }

    /// <summary>What the server did not tell when the connection was opened or after a gap, for people; empty when all is known.</summary>
    public IReadOnlyList<string> Missing => Messages.Problem is { } problem ? [.. unread, problem] : unread;

    private async Task StartFollowingAsync(CancellationToken cancellation)
    {
        // Before reading: what changes while the first replies are under way is not missed.
        pushes = await Client.SubscribeAsync([OwnState.ChangeEvent, NumberPlan.ChangeEvent, .. LineEventTable.Names], withStates: true, cancellation).ConfigureAwait(false);
        await ReadAllAsync(cancellation).ConfigureAwait(false);
        await Messages.StartAsync(pushes, cancellation).ConfigureAwait(false);
        Phone.Start();
        _ = Task.Run(() => FollowAsync(pushes), CancellationToken.None);
    }

    // A refusal of one of these is tolerated, as the vendor's client does: the rest works without it. It is told, not hidden.
    private async Task ReadAllAsync(CancellationToken cancellation)
    {
        var missing = new List<string>();
        foreach (var read in new Func<CancellationToken, Task>[] { OwnState.ReloadAsync, NumberPlan.ReloadAsync, Phone.ReloadAsync })
        {
            try
            {
                await read(cancellation).ConfigureAwait(false);
            }
            catch (OktellRequestException failure) when (failure.Error == OktellErrors.RequestRefused || failure.Error == OktellErrors.RequestTimeout)
            {
                missing.Add(failure.Summary);
            }
        }

        unread = missing;
    }

    // The only place that takes pushes: whoever reads the events gets them in the order in which they came.
    private async Task FollowAsync(EventSubscription subscription)
    {
        string? reason = null;
        try
        {
            while (await subscription.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } item)
            {
                switch (item.Kind)
                {
                    case ServerEventKind.Message:
                        TakeCarefully(item);
                        break;
                    case ServerEventKind.State:
                        reason = item.StateChange!.Reason ?? (item.StateChange.State == ClientState.Closed ? "The connection was closed." : null);
                        events.Publish(new ConnectionEvent(item.Time, item.StateChange.State, item.StateChange.Previous, reason));
                        break;
                    case ServerEventKind.Gap:
                        events.Publish(new GapEvent(item.LostAt!.Value, item.Time));
                        Phone.ForgetSession();
                        await CatchUpAsync().ConfigureAwait(false);
                        break;
                    case ServerEventKind.Dropped:
                        events.Publish(new LossEvent(item.Time, item.DroppedCount));
                        await CatchUpAsync().ConfigureAwait(false);
                        break;
                }
            }
        }
#pragma warning disable CA1031 // Told to every reader of events, in the journal and by Missing: a connection that is deaf must not look well.
        catch (Exception failure)
        {
            reason = $"Events cannot be followed any more: {failure.Message}";
            unread = [reason];
            Client.Journal.Note(0, "FollowingFailed", $"{reason} ({failure.GetType().Name})");
        }
#pragma warning restore CA1031
        finally
        {
            Phone.Dispose();
            events.Complete(reason ?? Client.LastReason);
        }
    }

    // Readers tolerate what is known to go wrong. What still does costs this push only, and is told: the rest of the connection depends on this loop.
    private void TakeCarefully(ServerEvent push)
    {
        try
        {
            Take(push);
        }
#pragma warning disable CA1031 // Whatever it is, it is told in the journal, and it must not cost all events to come.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            Client.Journal.Note(0, "UnreadablePush", $"{push.Name} could not be taken: {failure.GetType().Name}, {failure.Message}");
        }
    }

    private void Take(ServerEvent push)
    {
        if (events.IsWanted(OktellEventType.Server))
        {
            events.Publish(new ServerPushEvent(push));
        }

        if (push.Name == NumberPlan.ChangeEvent)
        {
            NumberPlan.Apply(push);
        }
        else if (push.Name == OwnState.ChangeEvent)
        {
            var before = OwnState.Current.StateId;
            OwnState.Apply(push);
            if (OwnState.Current.StateId != before)
            {
                Phone.ApplyUserState(OwnState.Current.State);
            }
        }
        else if (push.Name == Messages.ReceivedEvent)
        {
            Messages.Apply(push);
        }
        else if (push.Name == CustomEvent.PushName)
        {
            events.Publish(CustomEvent.Read(push));
        }
        else
        {
            Phone.Apply(push);
        }
    }

    // Something was not seen: everything is read again. The connection may break again meanwhile; then the next gap follows.
    private async Task CatchUpAsync()
    {
        try
        {
            await ReadAllAsync(CancellationToken.None).ConfigureAwait(false);
        }
        catch (OktellException failure)
        {
            unread = [failure.Summary];
        }
    }
}
