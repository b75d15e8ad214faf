namespace OktellConnect.Simulator.Pbx;

/// <summary>Passing calls on.</summary>
internal sealed partial class Exchange
{
    /// <summary>
    /// The current party goes to a number. The person is free then, or goes on with whom he had on hold. When nobody takes the call
    /// there, it comes back to the person, if his line is free.
    /// </summary>
    public Outcome Transfer(Person person, string? number) => Operate(() =>
    {
        if (person.Line.Current is not { Call: { Commutation: not null } call } current)
        {
            return Outcome.Refused(Refusal.LineState, "Only a talk of two can be passed on");
        }

        if (Reach(person, number, out var dialled) is not { } target)
        {
            return Unreachable(dialled);
        }

        var moved = call.Opposite(current);
        if (person.Line.Held is { Opposite.Party: { } waiting } held && waiting.Number == dialled)
        {
            Connect(person, current, held);
            return Outcome.Done(call.ChainId);
        }

        if (moved.Person is { } self && IsSame(target, self))
        {
            return Outcome.Refused(Refusal.BadParameter, "The number is the party's own");
        }

        PassOn(moved, target, dialled!, person);
        return Outcome.Done(call.ChainId);
    });

    /// <summary>A party leaves its call for another one to a number, as if it had dialled.</summary>
    private void PassOn(Leg moved, Party target, string dialled, Person by)
    {
        var old = moved.Call!;
        var talk = StopTalk(old);
        Close(old);
        var next = new Call { ChainId = old.ChainId, Started = clock.LocalNow, Dialled = dialled, ReturnsTo = by };
        Succeed(next, moved, target, moved.Person is null ? LegState.Waiting : LegState.Dialling);
        var left = TakeOff(old.Opposite(moved));
        Tell(moved, PhoneEvent.CommutationStopped, talk);
        Tell(next.Caller, PhoneEvent.LineStateChanged);
        if (left is { } departure)
        {
            TellOff(departure, talk, null);
        }

        Dial(next);
    }

    /// <summary>The party of an old call becomes the caller of a new one. On its line nothing else changes.</summary>
    private void Succeed(Call next, Leg moved, Party target, LegState state)
    {
        next.Caller = new Leg(next, moved.Party, state);
        next.Callee = new Leg(next, target, LegState.Waiting);
        calls.Add(next);
        Replace(moved, next.Caller);
        log.Write($"call {moved.Party.Number} to {target.Number}: passed on");
    }

    /// <summary>The person hangs up with somebody on hold: current and held go on with each other.</summary>
    private void Connect(Person person, Leg current, Leg held)
    {
        switch (current.Bridge, held.Bridge)
        {
            case (Call { IsUp: true }, Call { IsUp: true }):
                JoinTalks(person, current, held);
                break;
            case (Call call, Call { IsUp: true }):
                LeaveToHeld(person, call, held);
                break;
            case (Call { IsUp: true } call, Conference conference):
                Bring(call.Opposite(current), conference, FlashType.Switch);
                Touch(person);
                person.Line.Held = null;
                Drop(held);
                break;
            case (Conference conference, Call { IsUp: true } call):
                Bring(call.Opposite(held), conference, FlashType.Switch);
                Drop(current);
                break;
            default:
                // A conference and somebody who has not answered, or two conferences: only the current one ends.
                Drop(current);
                break;
        }
    }

    private void JoinTalks(Person person, Leg current, Leg held)
    {
        var (first, second) = (held.Opposite!, current.Opposite!);
        var talk = StopTalk(current.Call!);
        Close(current.Call!);
        Close(held.Call!);
        var joined = new Call { ChainId = held.Bridge.ChainId, Started = clock.LocalNow, Dialled = second.Party.Number, IsDialled = true };
        Succeed(joined, first, second.Party, LegState.Talking);
        joined.Callee.State = LegState.Talking;
        Replace(second, joined.Callee);
        Touch(person);
        person.Line.Current = person.Line.Held = null;
        var next = StartTalk(joined, StartReason.Primary);
        TellEnd(current, talk);
        TellFlash(held, FlashType.Switch);
        if (talk is not null)
        {
            Tell(second, PhoneEvent.CommutationStopped, talk);
        }

        TellFlash(joined.Caller, FlashType.Restored);
        if (next is not null)
        {
            Tell(joined.Caller, PhoneEvent.CommutationStarted, next);
            Tell(joined.Callee, PhoneEvent.CommutationStarted, next);
        }

        EndSoon(joined);
    }

    /// <summary>The person leaves before the one he calls has answered: the held one waits for the answer in his place.</summary>
    private void LeaveToHeld(Person person, Call call, Leg held)
    {
        var waiting = held.Opposite!;
        var leaving = call.Caller;
        Close(held.Call!);
        call.ReturnsTo = person;
        call.Caller = new Leg(call, waiting.Party, waiting.Person is null ? LegState.Waiting : leaving.State);
        Replace(waiting, call.Caller);
        Touch(person);
        person.Line.Current = person.Line.Held = null;
        log.Write($"call {call.Caller.Party.Number} to {call.Callee.Party.Number}: passed on");
        TellEnd(leaving, null);
        TellFlash(held, FlashType.Switch);
        TellFlash(call.Caller, FlashType.Restored);
        Tell(call.Caller, call.Caller.State == LegState.InService ? PhoneEvent.IvrStarted : PhoneEvent.LineStateChanged);
    }

    /// <summary>Nobody took the call. One that was passed on comes back to whoever did that; others end.</summary>
    private void Fail(Call call)
    {
        if (call.ReturnsTo is not { } person || !person.Line.IsConnected || person.Line.IsBusy || call.Caller.IsHeld)
        {
            End(call);
            return;
        }

        var tried = call.Callee;
        call.Next.Stop();
        LeaveQueue(call);
        Close(call);
        journal.AddAttempt(call, clock.LocalNow);
        var back = new Call { ChainId = call.ChainId, Started = clock.LocalNow, Dialled = person.Number };
        Succeed(back, call.Caller, new PersonParty(person), call.Caller.Person is null ? LegState.Waiting : LegState.Dialling);
        var left = TakeOff(tried);
        Tell(back.Caller, PhoneEvent.LineStateChanged);
        if (left is { } departure)
        {
            TellOff(departure, null, null);
        }

        Dial(back);
    }

    private void Close(Call call)
    {
        call.IsEnded = true;
        call.Next.Stop();
        calls.Remove(call);
    }
}
