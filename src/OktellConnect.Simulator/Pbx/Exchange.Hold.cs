namespace OktellConnect.Simulator.Pbx;

/// <summary>Hold: at most one call or conference per line.</summary>
internal sealed partial class Exchange
{
    /// <summary>The person presses flash: on hold, back, exchanged, or away with the current one.</summary>
    public Outcome Flash(Person person, FlashMode mode) => Operate(() =>
    {
        switch (person.Line)
        {
            case { Current: null, Held: null }:
                return Outcome.Refused(Refusal.LineState, "Nobody to put on hold");
            case { Held: null } when mode == FlashMode.Abort:
                return Outcome.Refused(Refusal.LineState, "Nobody is on hold");
            case { HasDialTone: true, Held: { } held }:
                Return(held, mode switch { FlashMode.Abort => FlashType.Abort, FlashMode.Next => FlashType.Next, _ => FlashType.Return });
                return Outcome.Done(held.Bridge.ChainId);
            case { Current: { } current, Held: not null } when mode == FlashMode.Abort:
                Drop(current, person);
                return Outcome.Done(current.Bridge.ChainId);
            case { Current: { } current, Held: var held } when CanBeHeld(current):
                Exchanged(current, held, mode == FlashMode.Next ? FlashType.Next : held is null ? FlashType.Put : FlashType.Between);
                return Outcome.Done(current.Bridge.ChainId);
            default:
                return Outcome.Refused(Refusal.LineState, "Only a talk can be put on hold");
        }
    });

    private static bool CanBeHeld(Leg leg) => leg.State == LegState.Talking && leg.Bridge is Call or Conference;

    /// <summary>Puts the current one on hold and takes the held one, if any, back.</summary>
    private void Exchanged(Leg current, Leg? held, FlashType type)
    {
        var line = current.Person!.Line;
        Touch(current.Person);
        var talk = current.Call is { } call ? StopTalk(call) : StopTalk(current);
        (line.Current, line.Held) = (held, current);
        if (talk is not null)
        {
            Tell(current, PhoneEvent.CommutationStopped, talk);
            if (current.Opposite is { } other)
            {
                Tell(other, PhoneEvent.CommutationStopped, talk);
            }
        }

        if (current.Opposite is { } opposite)
        {
            TellFlash(opposite, FlashType.Flashed);
        }

        if (held is null)
        {
            TellFlash(current, type);
        }
        else
        {
            GoOn(held, type, StartReason.OperatorReturn);
        }
    }

    /// <summary>Takes the held one back from the dial tone.</summary>
    private void Return(Leg held, FlashType type)
    {
        var line = held.Person!.Line;
        Touch(held.Person);
        (line.Current, line.Held) = (held, null);
        GoOn(held, type, StartReason.OperatorReturn);
    }

    /// <summary>A party that was on hold is on the line again: the talk goes on.</summary>
    private void GoOn(Leg leg, FlashType type, StartReason reason)
    {
        if (leg.Call is not { } call)
        {
            var joined = StartTalk(leg, clock.LocalNow, reason);
            TellFlash(leg, type);
            Tell(leg, PhoneEvent.CommutationStarted, joined);
            return;
        }

        var opposite = call.Opposite(leg);
        var talk = StartTalk(call, reason);
        TellFlash(leg, type);
        if (opposite.State == LegState.Talking)
        {
            TellFlash(opposite, FlashType.Restored);
        }

        if (talk is not null)
        {
            Tell(leg, PhoneEvent.CommutationStarted, talk);
            Tell(opposite, PhoneEvent.CommutationStarted, talk);
        }
    }

    /// <summary>With the handset up another number is dialled: whoever is there waits on hold. It is all one call for history.</summary>
    private Outcome Consult(Person person, Party target, string dialled, bool isAutocall, bool isIntercom)
    {
        if (person.Line.Current is { } current)
        {
            Exchanged(current, null, FlashType.Put);
        }

        var call = new Call { ChainId = person.Line.Held!.Bridge.ChainId, Started = clock.LocalNow, Dialled = dialled, IsIntercom = isIntercom };
        Begin(call, new PersonParty(person), target, LegState.Dialling, isAutocall);
        Tell(call.Caller, isAutocall ? PhoneEvent.AutocallStarted : PhoneEvent.LineStateChanged);
        Dial(call);
        return Outcome.Done(call.ChainId);
    }

    /// <summary>The person leaves what his phone is doing.</summary>
    private void Drop(Leg leg, Person? aborting = null)
    {
        switch (leg.Bridge)
        {
            case Call call when leg.State == LegState.Ringing:
                NotAnswered(call);
                break;
            case Call call:
                End(call, aborting);
                break;
            case Conference conference:
                Leave(conference, conference.Of(leg), leg.State == LegState.Ringing ? CompetitorState.MisInviteRefuse : CompetitorState.Exited, aborting);
                break;
            case GhostConference ghost:
                Detach(ghost);
                break;
            default:
                throw new InvalidOperationException($"An end of {leg.Bridge.GetType().Name}.");
        }
    }

    /// <summary>Whatever is on the person's line ends.</summary>
    private void GiveUpEverything(Person person)
    {
        if (person.Line.Held is { } held)
        {
            Drop(held);
        }

        if (person.Line.Current is { } current)
        {
            Drop(current);
        }
    }
}
