namespace OktellConnect.Telephony;

/// <summary>What a target of an action is to the line.</summary>
internal enum ActionTargetKind
{
    /// <summary>No target: the line itself.</summary>
    Line,

    /// <summary>Somebody who waits in the own queue.</summary>
    Queued,

    /// <summary>The signed-in user.</summary>
    Me,

    /// <summary>The party on hold.</summary>
    Held,

    /// <summary>Somebody on the line.</summary>
    Current,

    /// <summary>Anybody else.</summary>
    Stranger,
}

/// <summary>All that decides which actions are offered.</summary>
internal sealed record ActionFacts
{
    public required LineState Line { get; init; }

    public required UserState User { get; init; }

    public ActionTargetKind Target { get; init; }

    public bool HasHeld { get; init; }

    public bool InConference { get; init; }

    public bool IsConferenceCreator { get; init; }

    public NumberState TargetState { get; init; } = NumberState.Unknown;

    public bool IsSubordinate { get; init; }
}

/// <summary>Which actions are offered, as a pure function (docs/protocol.md, "What may be done now").</summary>
internal static class PhoneActionTable
{
    private static readonly PhoneAction[] Monitoring = [PhoneAction.Listen, PhoneAction.Help, PhoneAction.MonitorConference];

    private static readonly PhoneAction[] Idle =
        [PhoneAction.Conference, PhoneAction.Call, PhoneAction.Intercom, .. Monitoring, PhoneAction.Transfer, PhoneAction.Switch, PhoneAction.End, PhoneAction.Resume];

    /// <summary>The actions, in the order of the enumeration.</summary>
    public static IReadOnlyList<PhoneAction> Offer(ActionFacts facts)
    {
        var byLine = ByLine(facts.Line);
        var byUser = ByUser(facts.User);
        return [.. ByTarget(facts).Where(action => byLine.Contains(action) && byUser.Contains(action)).Distinct().OrderBy(action => action)];
    }

    /// <summary>What the state of the line allows.</summary>
    public static IReadOnlyList<PhoneAction> ByLine(LineState line) => line switch
    {
        LineState.BackCall or LineState.Call => [PhoneAction.End],
        LineState.BackRing or LineState.Ring => [PhoneAction.End, PhoneAction.Answer],
        LineState.Ready => Idle,
        LineState.Talk => [.. Idle, PhoneAction.Join, PhoneAction.Suspend],
        _ => [],
    };

    /// <summary>What the state of the user allows. A state that is not known allows nothing, as one the server has not told.</summary>
    public static IReadOnlyList<PhoneAction> ByUser(UserState user) => user switch
    {
        UserState.Ready or UserState.DoNotDisturb => Idle,
        UserState.Break => [.. Idle.Where(action => action != PhoneAction.Conference)],
        UserState.Busy => [.. Idle, PhoneAction.Join, PhoneAction.Answer, PhoneAction.Suspend],
        _ => [],
    };

    private static IEnumerable<PhoneAction> ByTarget(ActionFacts facts)
    {
        var offered = facts.Target switch
        {
            ActionTargetKind.Line => OfLine(facts),
            ActionTargetKind.Me => IsRinging(facts) ? [PhoneAction.Answer, PhoneAction.End] : [PhoneAction.End],

            // Returning from the dial tone is our addition: the vendor's client has no other way there than swapping.
            ActionTargetKind.Held => facts.Line == LineState.Ready ? [PhoneAction.Resume, PhoneAction.Switch] : [PhoneAction.Switch, PhoneAction.Join],
            ActionTargetKind.Stranger => OfStranger(facts),
            ActionTargetKind.Current => OfCurrent(facts),
            _ => [],
        };
        return facts.TargetState == NumberState.Break ? offered.Where(action => action != PhoneAction.Conference) : offered;
    }

    // The vendor's client has no such question; each action here is one that would not be refused.
    private static IEnumerable<PhoneAction> OfLine(ActionFacts facts) => facts switch
    {
        { Line: LineState.Talk, HasHeld: true } => [PhoneAction.End, PhoneAction.Transfer, PhoneAction.Switch, PhoneAction.Join, PhoneAction.Conference],
        { Line: LineState.Talk, InConference: true } => [PhoneAction.End, PhoneAction.Transfer, PhoneAction.Suspend, PhoneAction.Conference],
        { Line: LineState.Talk } => [PhoneAction.Call, PhoneAction.Intercom, PhoneAction.End, PhoneAction.Transfer, PhoneAction.Suspend, PhoneAction.Conference],
        { Line: LineState.Ready, HasHeld: true } => [PhoneAction.Call, PhoneAction.Intercom, PhoneAction.End, PhoneAction.Resume, PhoneAction.Switch, PhoneAction.Conference],
        { Line: LineState.Ready } => [PhoneAction.Call, PhoneAction.Intercom, PhoneAction.Conference, .. Monitoring],
        _ when IsRinging(facts) => [PhoneAction.Answer, PhoneAction.End],
        _ => [PhoneAction.End],
    };

    private static List<PhoneAction> OfStranger(ActionFacts facts)
    {
        var offered = new List<PhoneAction>();
        if (facts.InConference)
        {
            offered.AddRange([PhoneAction.Conference, PhoneAction.Transfer]);
        }
        else if (facts.Line == LineState.Ready || (facts.Line == LineState.Talk && !facts.HasHeld))
        {
            offered.AddRange([PhoneAction.Call, PhoneAction.Conference, PhoneAction.Intercom]);
            if (facts.Line == LineState.Talk)
            {
                offered.Add(PhoneAction.Transfer);
            }
        }
        else if (facts.Line == LineState.Talk)
        {
            offered.Add(PhoneAction.Transfer);
        }

        if (facts is { TargetState: NumberState.Busy, Line: LineState.Ready, IsSubordinate: true })
        {
            offered.AddRange(Monitoring);
        }

        return offered;
    }

    private static IEnumerable<PhoneAction> OfCurrent(ActionFacts facts) => facts switch
    {
        _ when IsRinging(facts) => [PhoneAction.Answer, PhoneAction.End, PhoneAction.Conference],
        { InConference: true, IsConferenceCreator: false } => [],
        { InConference: true } => [PhoneAction.End],
        _ => [PhoneAction.End, PhoneAction.Conference],
    };

    private static bool IsRinging(ActionFacts facts) => facts.Line is LineState.Ring or LineState.BackRing;
}
