namespace OktellConnect.Simulator.Pbx;

/// <summary>How calls go on, by themselves and because somebody asked. Everything here runs under the lock.</summary>
internal sealed partial class Exchange
{
    private Call Begin(Party from, Party to, string dialled, LegState callerState, CallSequence? sequence, bool isIntercom)
    {
        var call = new Call
        {
            ChainId = Guid.NewGuid().ToString("D"),
            CommutationId = Guid.NewGuid().ToString("D"),
            Started = clock.LocalNow,
            Sequence = sequence,
            IsIntercom = isIntercom,
            Dialled = dialled,
        };
        call.Caller = new Leg(call, from, callerState);
        call.Callee = new Leg(call, to, LegState.Waiting);
        calls.Add(call);
        log.Write($"call {from.Number} to {to.Number}: begins");
        return call;
    }

    /// <summary>The phone of the one who ordered the call is picked up.</summary>
    private void PickUpOwn(Call call)
    {
        if (call.Callee.State == LegState.WaitingForAnswer || call is { Sequence: CallSequence.AbonentFirst, Callee.Party: OutsideParty })
        {
            Connect(call);
            return;
        }

        call.Caller.State = LegState.Dialling;
        Tell(call.Caller, PhoneEvent.RingStopped, PhoneEvent.LineStateChanged);
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
                Later(call, CallTiming.Busy, () => End(call));
                break;
            case OutsideParty { Number: var number }:
                DialOut(call, DialledNumbers.Behaviour(number));
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
            case OutsideBehaviour.NeverAnswers:
                Stop(call);
                break;
            case OutsideBehaviour.Busy:
                Later(call, CallTiming.Busy, () => End(call));
                break;
            default:
                Later(call, CallTiming.OutsideAnswer, () => Answered(call));
                break;
        }
    }

    private void Ring(Call call, Person person)
    {
        var leg = call.Callee;
        if (call.IsIntercom)
        {
            Changing([person], () =>
            {
                person.Line.Leg = leg;
                Connect(call);
            });
            return;
        }

        Changing([person], () =>
        {
            person.Line.Leg = leg;
            leg.State = LegState.Ringing;
            Tell(leg, PhoneEvent.RingStarted);
        });
        if (person.Clients > 0)
        {
            Later(call, CallTiming.Ringing, () => NotAnswered(call));
            return;
        }

        Later(call, CallTiming.UnattendedPhone, () =>
        {
            if (person.Clients == 0)
            {
                Answered(call);
            }
            else
            {
                // Somebody logged in meanwhile: now it is for him to answer.
                Later(call, CallTiming.Ringing - CallTiming.UnattendedPhone, () => NotAnswered(call));
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
            End(call);
        }
    }

    /// <summary>The called side picked up.</summary>
    private void Answered(Call call)
    {
        if (call is not { Sequence: CallSequence.AbonentFirst, Caller.State: LegState.Waiting })
        {
            Connect(call);
            return;
        }

        if (call.Callee.Person is not null)
        {
            call.Callee.State = LegState.WaitingForAnswer;
            Tell(call.Callee, PhoneEvent.RingStopped, PhoneEvent.LineStateChanged);
        }

        call.Caller.State = LegState.CallbackRinging;
        Tell(call.Caller, PhoneEvent.RingStarted);
        Later(call, CallTiming.OwnPhone, () => PickUpOwn(call));
    }

    private void Connect(Call call)
    {
        var (callerWas, calleeWas) = (call.Caller.State, call.Callee.State);
        call.Caller.State = call.Callee.State = LegState.Talking;
        call.Answered = clock.LocalNow;
        call.AnsweredTimestamp = clock.Timestamp;
        Stop(call);
        LeaveQueue(call);
        log.Write($"call {call.Caller.Party.Number} to {call.Callee.Party.Number}: talk");

        if (calleeWas == LegState.Ringing)
        {
            Tell(call.Callee, PhoneEvent.RingStopped);
        }

        Tell(call.Callee, PhoneEvent.CommutationStarted);
        if (callerWas == LegState.CallbackRinging)
        {
            Tell(call.Caller, PhoneEvent.RingStopped);
        }

        // A queue's announcement has ended the placing of the call already.
        Tell(call.Caller, callerWas == LegState.InService ? PhoneEvent.IvrStopped : PhoneEvent.AutocallStopped);
        Tell(call.Caller, PhoneEvent.CommutationStarted);

        if (call.Callee.Party is OutsideParty { Number: var number } && DialledNumbers.Behaviour(number) == OutsideBehaviour.AnswersAndHangsUp)
        {
            Later(call, CallTiming.ShortTalk, () => End(call));
        }
    }

    private void End(Call call)
    {
        call.IsEnded = true;
        Stop(call);
        LeaveQueue(call);
        calls.Remove(call);
        log.Write($"call {call.Caller.Party.Number} to {call.Callee.Party.Number}: over");
        var onLine = new[] { call.Caller, call.Callee }.Where(leg => ReferenceEquals(leg.Person?.Line.Leg, leg)).ToList();
        Changing([.. onLine.Select(leg => leg.Person!)], () =>
        {
            // Both lines are free before anybody hears of it.
            foreach (var leg in onLine)
            {
                leg.Person!.Line.Leg = null;
            }

            foreach (var leg in onLine)
            {
                Tell(leg, Farewell(leg));
            }
        });
        journal.Add(call, clock.LocalNow, Plan.OutsideLine);
        OfferQueuedCalls();
    }

    private static PhoneEvent[] Farewell(Leg leg) => leg.State switch
    {
        LegState.Ringing => [PhoneEvent.RingStopped],
        LegState.CallbackRinging => [PhoneEvent.RingStopped, PhoneEvent.AutocallStopped],
        LegState.Waiting => [PhoneEvent.AutocallStopped],
        LegState.Dialling => [PhoneEvent.AutocallStopped, PhoneEvent.LineStateChanged],
        LegState.InService => [PhoneEvent.IvrStopped, PhoneEvent.LineStateChanged],
        LegState.Talking => [PhoneEvent.CommutationStopped],
        _ => [PhoneEvent.LineStateChanged],
    };

    /// <summary>Tells the person at this end, if there is one; events of placing a call only to the one who ordered it.</summary>
    private void Tell(Leg leg, params ReadOnlySpan<PhoneEvent> happened)
    {
        if (leg.Person is not { } person)
        {
            return;
        }

        foreach (var what in happened)
        {
            if (what != PhoneEvent.AutocallStopped || leg.IsAutocall)
            {
                events?.Phone(person, what, leg);
            }
        }
    }
}
