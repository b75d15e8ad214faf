namespace OktellConnect.Simulator.Pbx;

/// <summary>What clients, phones and the control interface ask for.</summary>
internal sealed partial class Exchange
{
    private const int RedirectLimit = 5;

    /// <summary>A client wants its person connected with a number.</summary>
    public Outcome Order(Person person, string? number, CallSequence sequence, bool isIntercom)
    {
        lock (gate)
        {
            if (person.Line.IsBusy)
            {
                return Outcome.Refused(Refusal.LineState, "The line is busy");
            }

            if (DialledNumbers.Clean(number) is not { } dialled)
            {
                return Outcome.Refused(Refusal.BadParameter, "Not a number");
            }

            if (Resolve(dialled) is not { } target)
            {
                return Outcome.Refused(Refusal.NumberNotFound, "Number not found");
            }

            if (target is PersonParty { Person: var callee } && ReferenceEquals(callee, person))
            {
                return Outcome.Refused(Refusal.BadParameter, "The number is one's own");
            }

            // A service cannot be made to answer first: there is nobody to call.
            var isUserFirst = sequence == CallSequence.UserFirst || target is QueueParty;
            var call = Begin(new PersonParty(person), target, dialled, isUserFirst ? LegState.CallbackRinging : LegState.Waiting,
                isUserFirst ? CallSequence.UserFirst : CallSequence.AbonentFirst, isIntercom);
            Changing([person], () =>
            {
                person.Line.Leg = call.Caller;
                events?.Phone(person, PhoneEvent.AutocallStarted, call.Caller);
                if (isUserFirst)
                {
                    events?.Phone(person, PhoneEvent.RingStarted, call.Caller);
                }
            });
            if (isUserFirst)
            {
                Later(call, CallTiming.OwnPhone, () => PickUpOwn(call));
            }
            else
            {
                Dial(call);
            }

            return Outcome.Done(call);
        }
    }

    /// <summary>Somebody dials on a phone: from outside, or one of our people at his desk.</summary>
    public Outcome Dial(string? from, string? to)
    {
        lock (gate)
        {
            if (DialledNumbers.Clean(from) is not { } caller || DialledNumbers.Clean(to) is not { } dialled)
            {
                return Outcome.Refused(Refusal.BadParameter, "from and to must be numbers");
            }

            if (Resolve(dialled) is not { } target)
            {
                return Outcome.Refused(Refusal.NumberNotFound, $"Nobody has the number {dialled}");
            }

            if (DialledNumbers.IsOutside(caller))
            {
                return target is OutsideParty
                    ? Outcome.Refused(Refusal.BadParameter, "from and to are both outside")
                    : DialIn(Begin(new OutsideParty(caller), target, dialled, LegState.Waiting, null, false));
            }

            if (Plan.FindByNumber(caller) is not { } person)
            {
                return Outcome.Refused(Refusal.NumberNotFound, $"Nobody has the number {caller}");
            }

            if (person.Line.IsBusy || target is PersonParty { Person: var callee } && ReferenceEquals(callee, person))
            {
                return Outcome.Refused(Refusal.LineState, $"The line {caller} is busy");
            }

            var call = Begin(new PersonParty(person), target, dialled, LegState.Dialling, null, false);
            Changing([person], () =>
            {
                person.Line.Leg = call.Caller;
                events?.Phone(person, PhoneEvent.LineStateChanged, call.Caller);
            });
            Dial(call);
            return Outcome.Done(call);
        }
    }

    /// <summary>The person picks up: a call that rings, or his own phone that rings for a call he ordered.</summary>
    public Outcome Answer(Person person)
    {
        lock (gate)
        {
            switch (person.Line.Leg)
            {
                case { State: LegState.Ringing } leg:
                    Answered(leg.Call);
                    return Outcome.Done(leg.Call);
                case { State: LegState.CallbackRinging } leg:
                    PickUpOwn(leg.Call);
                    return Outcome.Done(leg.Call);
                default:
                    return Outcome.Refused(Refusal.LineState, "Nothing to answer");
            }
        }
    }

    /// <summary>The person hangs up: off-hook only, as with a handset.</summary>
    public Outcome Abort(Person person) =>
        EndIf(person, leg => leg.State is LegState.Dialling or LegState.Talking or LegState.InService or LegState.WaitingForAnswer, "No call to end");

    /// <summary>The person gives up a call he ordered, before anybody talks.</summary>
    public Outcome AbortAutocall(Person person) =>
        EndIf(person, leg => leg.IsAutocall && leg.State is LegState.Waiting or LegState.CallbackRinging or LegState.Dialling, "No call being placed");

    /// <summary>The person does not take the ringing call.</summary>
    public Outcome Decline(Person person) =>
        EndIf(person, leg => leg.State is LegState.Ringing or LegState.CallbackRinging, "Nothing rings");

    /// <summary>Whatever the phone is doing, it stops doing it.</summary>
    public Outcome HangUp(Person person) => EndIf(person, _ => true, "The line is free");

    /// <summary>Somebody outside hangs up.</summary>
    public Outcome HangUpOutside(string? number)
    {
        lock (gate)
        {
            var wanted = DialledNumbers.Clean(number);
            var call = calls.Find(call => new[] { call.Caller, call.Callee }.Any(leg => leg.Party is OutsideParty && leg.Party.Number == wanted));
            if (call is null)
            {
                return Outcome.Refused(Refusal.NumberNotFound, "Nobody outside with this number is in a call");
            }

            End(call);
            return Outcome.Done(call);
        }
    }

    private Outcome EndIf(Person person, Func<Leg, bool> isMeant, string otherwise)
    {
        lock (gate)
        {
            if (person.Line.Leg is not { } leg || !isMeant(leg))
            {
                return Outcome.Refused(Refusal.LineState, otherwise);
            }

            if (leg.State == LegState.Ringing && leg.Call.Queue is not null)
            {
                BackToQueue(leg.Call);
            }
            else
            {
                End(leg.Call);
            }

            return Outcome.Done(leg.Call);
        }
    }

    private Outcome DialIn(Call call)
    {
        if (call.Callee.Person is { } person && !IsReachable(person))
        {
            call.IsDialled = true;
            End(call);
            return Outcome.Refused(Refusal.LineState, $"{person.Number} is busy; the journal has the missed call");
        }

        Dial(call);
        return Outcome.Done(call);
    }

    private static bool IsReachable(Person person) => !person.Line.IsBusy && person.Chosen.StateId != UserStateIds.DoNotDisturb;

    /// <summary>Who or what answers at a number, redirection included; null where the number is unknown.</summary>
    private Party? Resolve(string number)
    {
        for (var hop = 0; hop < RedirectLimit; hop++)
        {
            if (DialledNumbers.IsOutside(number))
            {
                return new OutsideParty(number);
            }

            if (Plan.FindQueue(number) is { } queue)
            {
                return new QueueParty(queue);
            }

            if (Plan.FindByNumber(number) is not { } person)
            {
                return null;
            }

            var rule = person.Chosen.OnRedirect ? person.RedirectRules.Find(rule => rule.IsEnabled) : null;
            if (rule is null || DialledNumbers.Clean(rule.Destination) is not { } destination)
            {
                return new PersonParty(person);
            }

            number = destination;
        }

        // People who redirect to each other: nobody is reached.
        return null;
    }
}
