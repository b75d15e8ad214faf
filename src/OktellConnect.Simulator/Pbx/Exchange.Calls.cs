namespace OktellConnect.Simulator.Pbx;

/// <summary>How calls go on, by themselves and because somebody asked. Everything here runs under the lock.</summary>
internal sealed partial class Exchange
{
    /// <summary>The phone of the one who ordered the call is picked up.</summary>
    private void PickUpOwn(Call call)
    {
        if (call.Callee.State == LegState.WaitingForAnswer || call is { IsAbonentFirst: true, Callee.Party: OutsideParty })
        {
            PutThrough(call);
            return;
        }

        call.Caller.State = LegState.Dialling;
        Tell(call.Caller, PhoneEvent.RingStopped);
        Tell(call.Caller, PhoneEvent.LineStateChanged);
        Dial(call);
    }

    private void Dial(Call call)
    {
        call.IsDialled = true;
        switch (call.Callee.Party)
        {
            case PersonParty { Person: var person } when IsReachable(person):
                Ring(call, person);
                break;
            case PersonParty:
                Later(call.Next, CallTiming.Busy, () => Fail(call));
                break;
            case OutsideParty party:
                DialOut(call, Seize(party) ? DialledNumbers.Behaviour(party.Number) : OutsideBehaviour.Busy);
                break;
            case QueueParty { Queue: var queue } when call.Caller.State == LegState.Dialling:
                Later(call.Next, CallTiming.ServiceAnswer, () => Enqueue(call, queue));
                break;
            case QueueParty { Queue: var queue }:
                Enqueue(call, queue);
                break;
            default:
                throw new InvalidOperationException($"A call to {call.Callee.Party.GetType().Name}.");
        }
    }

    private void DialOut(Call call, OutsideBehaviour behaviour)
    {
        switch (behaviour)
        {
            case OutsideBehaviour.NeverAnswers when call.ReturnsTo is not null:
                // Whoever passed the call on is to have it back some time.
                Later(call.Next, CallTiming.Ringing, () => Fail(call));
                break;
            case OutsideBehaviour.NeverAnswers:
                call.Next.Stop();
                break;
            case OutsideBehaviour.Busy:
                Later(call.Next, CallTiming.Busy, () => Fail(call));
                break;
            default:
                Later(call.Next, CallTiming.OutsideAnswer, () => Answered(call));
                break;
        }
    }

    private void Ring(Call call, Person person)
    {
        var leg = call.Callee;
        Seat(leg);
        if (call.IsIntercom)
        {
            PutThrough(call);
            return;
        }

        RingPhone(leg, call.Next, () => Answered(call), () => NotAnswered(call));
    }

    /// <summary>Rings a person's phone: until he answers or it has been long enough, or, with none of his clients there, until it picks up by itself.</summary>
    private void RingPhone(Leg leg, Alarm next, Action answered, Action notAnswered)
    {
        var person = leg.Person!;
        leg.State = LegState.Ringing;
        Tell(leg, PhoneEvent.RingStarted);
        if (person.Clients > 0)
        {
            Later(next, CallTiming.Ringing, notAnswered);
            return;
        }

        Later(next, CallTiming.UnattendedPhone, () =>
        {
            if (person.Clients == 0)
            {
                answered();
            }
            else
            {
                // Somebody logged in meanwhile: now it is for him to answer.
                Later(next, CallTiming.Ringing - CallTiming.UnattendedPhone, notAnswered);
            }
        });
    }

    private void NotAnswered(Call call)
    {
        if (call.Queue is not null)
        {
            BackToQueue(call);
        }
        else
        {
            Fail(call);
        }
    }

    /// <summary>The called side picked up.</summary>
    private void Answered(Call call)
    {
        if (call is not { IsAbonentFirst: true, Caller.State: LegState.Waiting })
        {
            PutThrough(call);
            return;
        }

        if (call.Callee.Person is not null)
        {
            call.Callee.State = LegState.WaitingForAnswer;
            Tell(call.Callee, PhoneEvent.RingStopped);
            Tell(call.Callee, PhoneEvent.LineStateChanged);
        }

        call.Caller.State = LegState.CallbackRinging;
        Tell(call.Caller, PhoneEvent.RingStarted);
        Later(call.Next, CallTiming.OwnPhone, () => PickUpOwn(call));
    }

    /// <summary>Both have picked up.</summary>
    private void PutThrough(Call call)
    {
        var (callerWas, calleeWas) = (call.Caller.State, call.Callee.State);
        call.Caller.State = call.Callee.State = LegState.Talking;
        call.Next.Stop();
        LeaveQueue(call);
        var talk = StartTalk(call, StartReason.Primary);

        if (calleeWas == LegState.Ringing)
        {
            Tell(call.Callee, PhoneEvent.RingStopped);
        }

        if (talk is not null)
        {
            Tell(call.Callee, PhoneEvent.CommutationStarted, talk);
        }

        if (callerWas == LegState.CallbackRinging)
        {
            Tell(call.Caller, PhoneEvent.RingStopped);
        }

        // A queue's announcement has ended the placing of the call already.
        Tell(call.Caller, callerWas == LegState.InService ? PhoneEvent.IvrStopped : PhoneEvent.AutocallStopped);
        if (talk is not null)
        {
            Tell(call.Caller, PhoneEvent.CommutationStarted, talk);
        }

        EndSoon(call);
    }

    /// <summary>Some outside numbers hang up soon after they have answered.</summary>
    private void EndSoon(Call call)
    {
        if (call.Legs.Any(leg => leg.Party is OutsideParty { Number: var number } && DialledNumbers.Behaviour(number) == OutsideBehaviour.AnswersAndHangsUp))
        {
            Later(call.Next, CallTiming.ShortTalk, () => End(call));
        }
    }

    /// <summary>The call is over for both.</summary>
    /// <param name="call">The call.</param>
    /// <param name="aborting">The person who ended it in order to have the held one back, if any.</param>
    private void End(Call call, Person? aborting = null)
    {
        Close(call);
        LeaveQueue(call);
        log.Write($"call {call.Caller.Party.Number} to {call.Callee.Party.Number}: over");
        var talk = StopTalk(call);
        if (call is { IsDialled: true, IsUp: false, WasConnected: false })
        {
            journal.AddAttempt(call, clock.LocalNow);
        }

        // Both lines have changed before anybody hears of it.
        foreach (var departure in call.Legs.Select(TakeOff).OfType<Departure>().ToList())
        {
            TellOff(departure, talk, aborting);
        }
    }
}
