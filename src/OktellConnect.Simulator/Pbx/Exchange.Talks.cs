namespace OktellConnect.Simulator.Pbx;

/// <summary>Talks: from an answer or a return from hold to the next hold or the end. Each is one leg in the journal.</summary>
internal sealed partial class Exchange
{
    /// <summary>Begins the talk of a call, if both are there for it.</summary>
    private Commutation? StartTalk(Call call, StartReason reason)
    {
        if (!call.IsUp || call.Legs.Any(leg => leg.IsHeld))
        {
            return null;
        }

        var now = clock.LocalNow;
        var started = call.WasConnected || reason != StartReason.Primary ? now : call.LeftQueue ?? call.Started;
        call.WasConnected = true;
        log.Write($"call {call.Caller.Party.Number} to {call.Callee.Party.Number}: talk");
        return call.Commutation = new Commutation(NewId(), started, now, clock.Timestamp, reason);
    }

    /// <summary>Ends the talk of a call, if there is one, and writes it down.</summary>
    private Commutation? StopTalk(Call call)
    {
        if (call.Commutation is { } talk)
        {
            journal.AddTalk(call, talk, clock.LocalNow);
            call.Commutation = null;
            return talk;
        }

        return null;
    }

    /// <summary>Begins the talk of one participant with his conference.</summary>
    private Commutation StartTalk(Leg leg, DateTime started, StartReason reason) =>
        leg.OwnCommutation = new Commutation(NewId(), started, clock.LocalNow, clock.Timestamp, reason);

    private Commutation? StopTalk(Leg leg)
    {
        if (leg.OwnCommutation is { } talk)
        {
            if (leg.Conference is { } conference)
            {
                journal.AddTalk(conference, leg.Party, talk, clock.LocalNow);
            }

            leg.OwnCommutation = null;
            return talk;
        }

        return null;
    }
}
