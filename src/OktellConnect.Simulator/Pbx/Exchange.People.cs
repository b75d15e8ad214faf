namespace OktellConnect.Simulator.Pbx;

/// <summary>Who is there, and what people choose to be.</summary>
internal sealed partial class Exchange
{
    /// <summary>A client logged in as the person.</summary>
    public void ClientArrived(Person person) => Operate(() =>
    {
        Touch(person);
        person.Clients++;
    });

    /// <summary>A client of the person is gone.</summary>
    public void ClientLeft(Person person) => Operate(() =>
    {
        Touch(person);
        person.Clients--;
    });

    /// <summary>Plugs the person's phone in or out. What it was busy with ends.</summary>
    public Outcome ConnectPhone(Person person, bool isConnected) => Operate(() =>
    {
        Touch(person);
        if (!isConnected)
        {
            GiveUpEverything(person);
        }

        person.Line.IsConnected = isConnected;
        return Outcome.Done();
    });

    /// <summary>Changes what a person has chosen to be.</summary>
    public Outcome ChangeState(Person person, UserStateChange change) => Operate(() =>
    {
        if (change.StateId is { } id && !UserStateIds.IsChoosable(id))
        {
            return Outcome.Refused(Refusal.BadParameter, "The user state cannot be chosen");
        }

        if (change.BreakReasonId is { } reason && Plan.BreakReasons.All(known => known.Id != reason))
        {
            return Outcome.Refused(Refusal.BadParameter, "Unknown break reason");
        }

        var before = person.Chosen.Snapshot;
        var idBefore = person.StateId;
        Apply(person.Chosen, change);
        if (person.Chosen.Snapshot != before)
        {
            events?.UserState(person);
            log.Write($"state of {person.Login}: {person.StateId}");
        }

        if (person.StateId != idBefore)
        {
            events?.NumberState(person);
        }

        return Outcome.Done();
    });

    private static void Apply(UserState state, UserStateChange change)
    {
        state.StateId = (int)(change.StateId ?? state.StateId);
        state.OnCallCenter = change.OnCallCenter ?? state.OnCallCenter;
        state.OnCallCenterManual = state.OnCallCenter && (change.OnCallCenterManual ?? state.OnCallCenterManual);
        state.OnRedirect = change.OnRedirect ?? state.OnRedirect;
        if (state.StateId is UserStateIds.Ready or UserStateIds.DoNotDisturb)
        {
            state.BreakReasonId = null;
            state.BreakText = null;
        }
        else
        {
            state.BreakReasonId = (int?)change.BreakReasonId ?? state.BreakReasonId;
            state.BreakText = change.BreakText ?? state.BreakText;
        }
    }
}
