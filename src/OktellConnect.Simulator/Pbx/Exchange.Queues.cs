namespace OktellConnect.Simulator.Pbx;

/// <summary>Calls to queue numbers. Everything here runs under the lock.</summary>
internal sealed partial class Exchange
{
    private void Enqueue(Call call, CallQueue queue)
    {
        Stop(call);
        call.Queue = queue;
        queue.Waiting.Add(call);
        if (call.Caller.Person is not null)
        {
            call.Caller.State = LegState.InService;
            Tell(call.Caller, PhoneEvent.AutocallStopped, PhoneEvent.IvrStarted);
        }

        call.QueueTimer = clock.After(CallTiming.QueueWait, () =>
        {
            lock (gate)
            {
                if (call is { IsEnded: false, QueueTimer: not null })
                {
                    StopQueueTimer(call);
                    if (queue.Waiting.Contains(call))
                    {
                        End(call);
                    }
                }
            }
        });
        OfferQueuedCalls();
    }

    /// <summary>Gives waiting calls to members that can take one, the oldest call first.</summary>
    private void OfferQueuedCalls()
    {
        foreach (var queue in Plan.Queues)
        {
            foreach (var call in queue.Waiting.ToList())
            {
                if (FreeMember(call, queue) is not { } member)
                {
                    continue;
                }

                queue.Waiting.Remove(call);
                call.Callee = new Leg(call, new PersonParty(member), LegState.Waiting);
                Ring(call, member);
            }
        }
    }

    // While anybody is logged in, calls are for those; a queue whose people are all away rings their desk phones.
    private static Person? FreeMember(Call call, CallQueue queue)
    {
        var isAnybodyThere = queue.Members.Any(member => member.Clients > 0);
        return queue.Members.FirstOrDefault(member => !member.Line.IsBusy
            && member.Chosen.StateId == UserStateIds.Ready
            && (member.Clients > 0 || !isAnybodyThere)
            && !call.Tried.Contains(member));
    }

    /// <summary>The member did not take the call: it waits on, for the next one.</summary>
    private void BackToQueue(Call call)
    {
        var leg = call.Callee;
        if (leg.Person is not { } member || call.Queue is not { } queue || call.QueueTimer is null)
        {
            End(call);
            return;
        }

        Stop(call);
        call.Tried.Add(member);
        call.Callee = new Leg(call, new QueueParty(queue), LegState.Waiting);
        queue.Waiting.Insert(0, call);
        Changing([member], () =>
        {
            member.Line.Leg = null;
            Tell(leg, PhoneEvent.RingStopped);
        });
        OfferQueuedCalls();
    }

    private void LeaveQueue(Call call)
    {
        if (call.Queue is null)
        {
            return;
        }

        StopQueueTimer(call);
        call.Queue.Waiting.Remove(call);
        call.LeftQueue ??= clock.LocalNow;
    }

    private static void StopQueueTimer(Call call)
    {
        call.QueueTimer?.Dispose();
        call.QueueTimer = null;
    }
}
