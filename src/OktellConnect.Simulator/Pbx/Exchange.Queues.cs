namespace OktellConnect.Simulator.Pbx;

/// <summary>Calls to queue numbers. Everything here runs under the lock.</summary>
internal sealed partial class Exchange
{
    /// <summary>Calls that wait in any of the queues, in the order in which they are handed out.</summary>
    public static IEnumerable<Call> Waiting(IEnumerable<CallQueue> queues) => queues
        .SelectMany(queue => queue.Waiting)
        .OrderByDescending(call => call.Queue!.Priority)
        .ThenBy(call => call.Started);

    private void Enqueue(Call call, CallQueue queue)
    {
        call.Next.Stop();
        call.Queue = queue;
        queue.Waiting.Add(call);
        if (call.Caller.Person is not null)
        {
            call.Caller.State = LegState.InService;
            Tell(call.Caller, PhoneEvent.AutocallStopped);
            Tell(call.Caller, PhoneEvent.IvrStarted);
        }

        Later(call.QueueLimit, CallTiming.QueueWait, () =>
        {
            // One that is ringing at a member goes on until that is decided.
            if (queue.Waiting.Contains(call))
            {
                Fail(call);
            }
        });
    }

    /// <summary>Gives waiting calls to members that can take one.</summary>
    private void OfferQueuedCalls()
    {
        if (Plan.Queues.All(queue => queue.Waiting.Count == 0))
        {
            return;
        }

        foreach (var call in Waiting(Plan.Queues).ToList())
        {
            if (FreeMember(call, call.Queue!) is { } member)
            {
                call.Queue!.Waiting.Remove(call);
                call.Callee = new Leg(call, new PersonParty(member), LegState.Waiting);
                Ring(call, member);
            }
        }
    }

    // While anybody is logged in, calls are for those; a queue whose people are all away rings their desk phones.
    private static Person? FreeMember(Call call, CallQueue queue)
    {
        var isAnybodyThere = queue.Members.Any(member => member.Clients > 0);
        return queue.Members.FirstOrDefault(member => IsReachable(member)
            && member.Chosen is { StateId: UserStateIds.Ready, OnRedirect: false }
            && (member.Clients > 0 || !isAnybodyThere)
            && !ReferenceEquals(call.Caller.Person, member)
            && !call.Tried.Contains(member));
    }

    /// <summary>The member did not take the call: it waits on, for the next one.</summary>
    private void BackToQueue(Call call)
    {
        if (call is not { Callee: { Person: { } member } leg, Queue: { } queue, QueueLimit.Timer: not null })
        {
            Fail(call);
            return;
        }

        call.Next.Stop();
        call.Tried.Add(member);
        call.Callee = new Leg(call, new QueueParty(queue), LegState.Waiting);
        queue.Waiting.Add(call);
        if (TakeOff(leg) is { } departure)
        {
            TellOff(departure, null, null);
        }
    }

    private void LeaveQueue(Call call)
    {
        if (call is not { Queue: { } queue, LeftQueue: null })
        {
            return;
        }

        call.QueueLimit.Stop();
        queue.Waiting.Remove(call);
        call.LeftQueue = clock.LocalNow;
        journal.AddWaiting(call, queue);
    }
}
