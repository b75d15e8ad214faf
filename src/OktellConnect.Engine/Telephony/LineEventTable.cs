using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>
/// Which pushes make the line worth reading again, and how long after them: the line info of real servers lags behind some of
/// them, and the delays are those of the vendor's client (docs/protocol.md, "Events").
/// </summary>
internal static class LineEventTable
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MuchLater = TimeSpan.FromMilliseconds(700);

    private static readonly Dictionary<string, TimeSpan> Delays = new(StringComparer.Ordinal)
    {
        ["linestatechanged"] = Later,
        ["flashstatechanged"] = Later,
        [CompositionChanged] = TimeSpan.Zero,
        [CompetitorChanged] = TimeSpan.Zero,
        [AutocallStarted] = TimeSpan.Zero,
        ["phoneevent_acmcallstopped"] = MuchLater,
        ["phoneevent_ringstarted"] = TimeSpan.Zero,
        ["phoneevent_ringstopped"] = TimeSpan.Zero,
        ["phoneevent_ivrstarted"] = TimeSpan.Zero,
        [CommutationStarted] = MuchLater,
        [CommutationStopped] = MuchLater,
    };

    /// <summary>Marks that the next ringing of the own telephone belongs to a placed call.</summary>
    public const string AutocallStarted = "phoneevent_acmcallstarted";

    /// <summary>Marks that a conversation ended, even if another one follows at once.</summary>
    public const string CommutationStopped = "phoneevent_commstopped";

    /// <summary>Says that a conversation begins now, and in which conference where it is one.</summary>
    public const string CommutationStarted = "phoneevent_commstarted";

    /// <summary>Carries the new list of a conference.</summary>
    public const string CompositionChanged = "confcompositionchanged";

    /// <summary>Carries one competitor of a conference.</summary>
    public const string CompetitorChanged = "confcompetitorstatechanged";

    /// <summary>The events to subscribe to, in the vendor's order.</summary>
    public static IReadOnlyCollection<string> Names => Delays.Keys;

    /// <summary>How long after a push the line is to be read again; null for a push that does not concern it.</summary>
    public static TimeSpan? DelayOf(ServerEvent push) => push.Name switch
    {
        "phoneevent_ivrstarted" when push.Body.GetFlag("isroutingivr") != true => null,
        CommutationStarted when push.Body.GetFlag("isconference") == true => TimeSpan.Zero,
        _ => Delays.TryGetValue(push.Name, out var delay) ? delay : null,
    };
}
