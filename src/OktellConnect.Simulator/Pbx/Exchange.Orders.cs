namespace OktellConnect.Simulator.Pbx;

/// <summary>Calls that clients, phones and the control interface begin.</summary>
internal sealed partial class Exchange
{
    /// <summary>
    /// A client wants its person connected with a number. On an idle line his phone rings first; with the handset up it is dialled
    /// at once, and whoever he talks to is put on hold.
    /// </summary>
    public Outcome Order(Person person, string? number, CallSequence sequence, bool isIntercom) => Operate(() =>
    {
        var line = person.Line;
        var isHandsetUp = line.HasDialTone || line is { Current: { } talk, Held: null } && CanBeHeld(talk);
        if (line.IsBusy && !isHandsetUp)
        {
            return Outcome.Refused(Refusal.LineState, "The line is busy");
        }

        if (!line.IsConnected)
        {
            return Outcome.Refused(Refusal.LineState, "There is no phone");
        }

        if (Reach(person, number, out var dialled) is not { } target)
        {
            return Unreachable(dialled);
        }

        if (isHandsetUp)
        {
            return Consult(person, target, dialled!, isAutocall: true, isIntercom);
        }

        // A service cannot be made to answer first: there is nobody to call.
        var isUserFirst = sequence == CallSequence.UserFirst || target is QueueParty;
        var call = new Call { ChainId = NewId(), Started = clock.LocalNow, Dialled = dialled!, IsAbonentFirst = !isUserFirst, IsIntercom = isIntercom };
        Begin(call, new PersonParty(person), target, isUserFirst ? LegState.CallbackRinging : LegState.Waiting, isAutocall: true);
        Tell(call.Caller, PhoneEvent.AutocallStarted);
        if (isUserFirst)
        {
            Tell(call.Caller, PhoneEvent.RingStarted);
            Later(call.Next, CallTiming.OwnPhone, () => PickUpOwn(call));
        }
        else
        {
            Dial(call);
        }

        return Outcome.Done(call.ChainId);
    });

    /// <summary>Somebody dials on a phone: from outside, or one of our people at his desk.</summary>
    /// <param name="from">Who: a number of the plan or an outside one.</param>
    /// <param name="to">What is dialled.</param>
    /// <param name="over">Number of the outside line that the one outside has dialled; null takes the first free one.</param>
    public Outcome Dial(string? from, string? to, string? over) => Operate(() =>
    {
        if (DialledNumbers.Clean(from) is not { } caller || DialledNumbers.Clean(to) is not { } dialled)
        {
            return Outcome.Refused(Refusal.BadParameter, "from and to must be numbers");
        }

        if (DialledNumbers.IsOutside(caller))
        {
            return DialIn(caller, dialled, over);
        }

        if (Plan.FindByNumber(caller) is not { } person)
        {
            return Outcome.Refused(Refusal.NumberNotFound, $"Nobody has the number {caller}");
        }

        if (Reach(person, dialled, out _) is not { } target)
        {
            return Outcome.Refused(Refusal.NumberNotFound, $"Nobody else has the number {dialled}");
        }

        if (person.Line.Current is not null || !person.Line.IsConnected)
        {
            return Outcome.Refused(Refusal.LineState, $"The line {caller} is busy or has no phone");
        }

        if (person.Line.HasDialTone)
        {
            return Consult(person, target, dialled, isAutocall: false, isIntercom: false);
        }

        var call = new Call { ChainId = NewId(), Started = clock.LocalNow, Dialled = dialled };
        Begin(call, new PersonParty(person), target, LegState.Dialling, isAutocall: false);
        Tell(call.Caller, PhoneEvent.LineStateChanged);
        Dial(call);
        return Outcome.Done(call.ChainId);
    });

    private Outcome DialIn(string caller, string dialled, string? over)
    {
        if (DialledNumbers.IsOutside(dialled))
        {
            return Outcome.Refused(Refusal.BadParameter, "from and to are both outside");
        }

        if (Resolve(dialled) is not { } target)
        {
            return Outcome.Refused(Refusal.NumberNotFound, $"Nobody has the number {dialled}");
        }

        var party = new OutsideParty(caller);
        if (over is not null)
        {
            party.Line = Plan.OutsideLines.FirstOrDefault(line => line.Number == over && HasFreeChannel(line));
        }

        if (party.Line is null && (over is not null || !Seize(party)))
        {
            return Outcome.Refused(Refusal.LineState, "There is no such outside line, or all are taken");
        }

        var call = new Call { ChainId = NewId(), Started = clock.LocalNow, Dialled = dialled };
        Begin(call, party, target, LegState.Waiting, isAutocall: false);
        if (call.Callee.Person is { } person && !IsReachable(person))
        {
            call.IsDialled = true;
            End(call);
            return Outcome.Refused(Refusal.LineState, $"{person.Number} is busy; the journal has the missed call");
        }

        Dial(call);
        return Outcome.Done(call.ChainId);
    }

    /// <summary>Who answers at a number that a person dials; null where there is none, or he would call himself.</summary>
    private Party? Reach(Person person, string? number, out string? dialled)
    {
        dialled = DialledNumbers.Clean(number);
        return dialled is not null && Resolve(dialled) is { } target && !IsSame(target, person) ? target : null;
    }

    private static Outcome Unreachable(string? dialled) => dialled is null
        ? Outcome.Refused(Refusal.BadParameter, "Not a number")
        : Outcome.Refused(Refusal.NumberNotFound, "Number not found");

    private static bool IsSame(Party party, Person person) => party is PersonParty other && ReferenceEquals(other.Person, person);

    private void Begin(Call call, Party from, Party to, LegState callerState, bool isAutocall)
    {
        call.Caller = new Leg(call, from, callerState) { IsAutocall = isAutocall };
        call.Callee = new Leg(call, to, LegState.Waiting);
        calls.Add(call);
        Seat(call.Caller);
        log.Write($"call {from.Number} to {to.Number}: begins");
    }

    private static string NewId() => Guid.NewGuid().ToString("D");
}
