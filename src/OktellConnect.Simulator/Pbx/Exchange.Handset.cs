namespace OktellConnect.Simulator.Pbx;

/// <summary>Picking up and hanging up.</summary>
internal sealed partial class Exchange
{
    /// <summary>The person picks up: a call that rings, or his own phone that rings for a call he ordered.</summary>
    public Outcome Answer(Person person) => Operate(() =>
    {
        switch (person.Line.Current)
        {
            case { State: LegState.Ringing, Bridge: Call call }:
                Answered(call);
                return Outcome.Done(call.ChainId);
            case { State: LegState.Ringing, Bridge: Conference conference } leg:
                Join(conference, conference.Of(leg));
                return Outcome.Done(conference.ChainId);
            case { State: LegState.CallbackRinging, Bridge: Call call }:
                PickUpOwn(call);
                return Outcome.Done(call.ChainId);
            default:
                return Outcome.Refused(Refusal.LineState, "Nothing to answer");
        }
    });

    /// <summary>The person hangs up: off-hook only, as with a handset. With somebody on hold the two others are connected with each other.</summary>
    public Outcome Abort(Person person) => Operate(() =>
    {
        switch (person.Line)
        {
            case { HasDialTone: true, Held: { } held }:
                Drop(held);
                return Outcome.Done(held.Bridge.ChainId);
            case { Current: { } current, Held: { } held }:
                Connect(person, current, held);
                return Outcome.Done(current.Bridge.ChainId);
            default:
                return DropIf(person, leg => leg.State is LegState.Dialling or LegState.Talking or LegState.InService or LegState.WaitingForAnswer, "No call to end");
        }
    });

    /// <summary>The person gives up a call he ordered, before anybody talks.</summary>
    public Outcome AbortAutocall(Person person) => Operate(() =>
        DropIf(person, leg => leg.IsAutocall && leg.State is LegState.Waiting or LegState.CallbackRinging or LegState.Dialling, "No call being placed"));

    /// <summary>The person does not take the ringing call.</summary>
    public Outcome Decline(Person person) => Operate(() =>
        DropIf(person, leg => leg.State is LegState.Ringing or LegState.CallbackRinging, "Nothing rings"));

    /// <summary>Whatever the phone is doing, it stops doing it; the held one, too.</summary>
    public Outcome HangUp(Person person) => Operate(() =>
    {
        if (!person.Line.IsBusy)
        {
            return Outcome.Refused(Refusal.LineState, "The line is free");
        }

        var chain = (person.Line.Current ?? person.Line.Held)?.Bridge.ChainId;
        GiveUpEverything(person);
        return Outcome.Done(chain);
    });

    /// <summary>Somebody outside hangs up.</summary>
    public Outcome HangUpOutside(string? number) => Operate(() =>
    {
        var wanted = DialledNumbers.Clean(number);
        var leg = AllLegs.FirstOrDefault(leg => leg.Party is OutsideParty && leg.Party.Number == wanted);
        if (leg is null)
        {
            return Outcome.Refused(Refusal.NumberNotFound, "Nobody outside with this number is in a call");
        }

        Drop(leg);
        return Outcome.Done(leg.Bridge.ChainId);
    });

    private Outcome DropIf(Person person, Func<Leg, bool> isMeant, string otherwise)
    {
        if (person.Line.Current is not { } leg || !isMeant(leg))
        {
            return Outcome.Refused(Refusal.LineState, otherwise);
        }

        Drop(leg);
        return Outcome.Done(leg.Bridge.ChainId);
    }
}
