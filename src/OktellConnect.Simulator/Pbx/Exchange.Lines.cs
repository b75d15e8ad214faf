namespace OktellConnect.Simulator.Pbx;

/// <summary>What is on people's lines.</summary>
internal sealed partial class Exchange
{
    /// <summary>Makes the leg what its person's phone is doing.</summary>
    private void Seat(Leg leg)
    {
        if (leg.Person is { } person)
        {
            Touch(person);
            person.Line.Current = leg;
        }
    }

    /// <summary>A party goes on in another bridge: there its phone stays as it was, on hold or not.</summary>
    private static void Replace(Leg old, Leg next)
    {
        if (old.Person?.Line is not { } line)
        {
            return;
        }

        if (ReferenceEquals(line.Current, old))
        {
            line.Current = next;
        }
        else if (ReferenceEquals(line.Held, old))
        {
            line.Held = next;
        }
    }

    /// <summary>Takes an end off its person's line. Where it was the current one, the held one comes back.</summary>
    private Departure? TakeOff(Leg leg)
    {
        if (leg.Person is not { } person)
        {
            return null;
        }

        var line = person.Line;
        if (ReferenceEquals(line.Held, leg))
        {
            Touch(person);
            line.Held = null;
            return new Departure(leg, WasHeld: true, null);
        }

        if (!ReferenceEquals(line.Current, leg))
        {
            return null;
        }

        Touch(person);
        (line.Current, line.Held) = (line.Held, null);
        return new Departure(leg, WasHeld: false, line.Current);
    }

    /// <summary>Tells the person of it, and goes on with the one that came back.</summary>
    /// <param name="departure">What was taken off.</param>
    /// <param name="talk">The talk that ended with it.</param>
    /// <param name="aborting">The person who asked for it in order to have the held one back, if any.</param>
    private void TellOff(Departure departure, Commutation? talk, Person? aborting)
    {
        var leg = departure.Leg;
        if (departure.WasHeld)
        {
            TellFlash(leg, FlashType.Lost);
            return;
        }

        TellEnd(leg, talk);
        if (departure.Returned is { } returned)
        {
            var isAsked = ReferenceEquals(aborting, leg.Person);
            GoOn(returned, isAsked ? FlashType.Abort : FlashType.Return, isAsked ? StartReason.OperatorReturn : StartReason.AutomaticReturn);
        }
    }

    private void TellEnd(Leg leg, Commutation? talk)
    {
        switch (leg.State)
        {
            case LegState.Ringing:
                Tell(leg, PhoneEvent.RingStopped);
                break;
            case LegState.CallbackRinging:
                Tell(leg, PhoneEvent.RingStopped);
                Tell(leg, PhoneEvent.AutocallStopped);
                break;
            case LegState.Waiting:
                Tell(leg, PhoneEvent.AutocallStopped);
                break;
            case LegState.Dialling:
                Tell(leg, PhoneEvent.AutocallStopped);
                Tell(leg, PhoneEvent.LineStateChanged);
                break;
            case LegState.InService:
                Tell(leg, PhoneEvent.IvrStopped);
                Tell(leg, PhoneEvent.LineStateChanged);
                break;
            case LegState.Talking when talk is not null:
                Tell(leg, PhoneEvent.CommutationStopped, talk);
                break;
            case LegState.Talking:
                // Was waiting on hold: its talk had ended before.
                TellFlash(leg, FlashType.Aborted);
                Tell(leg, PhoneEvent.LineStateChanged);
                break;
            default:
                Tell(leg, PhoneEvent.LineStateChanged);
                break;
        }
    }
}
