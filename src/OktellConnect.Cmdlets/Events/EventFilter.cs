using System.Management.Automation;
using OktellConnect.Events;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Turns the parameters by which events are chosen into what the engine understands.</summary>
internal static class EventFilter
{
    private static readonly OktellEventType[] WithNames = [OktellEventType.Custom, OktellEventType.Server];
    private static readonly OktellEventType[] WithNumbers = [OktellEventType.Call, OktellEventType.NumberState, OktellEventType.Queue, OktellEventType.Conference];

    /// <summary>
    /// A name or a number filters the kinds that have one and leaves the others as they are; where no kind was chosen, it chooses
    /// those that have one.
    /// </summary>
    /// <exception cref="OktellException">Only pushes of the server are wanted, and none that is known has such a name.</exception>
    public static EventStreamOptions Options(OktellEventType[] types, string[] names, string[] numbers, int? capacity)
    {
        var byName = Wildcards.Patterns(names);
        var byNumber = Wildcards.Patterns(numbers);
        var pushes = names.Where(name => !WildcardPattern.ContainsWildcardCharacters(name))
            .Union(EventStreamOptions.KnownServerEvents.Where(known => byName.AnyMatch(known)), StringComparer.Ordinal).ToList();
        var chosen = (types.Length > 0 ? types : WithNames.Where(_ => names.Length > 0).Concat(WithNumbers.Where(_ => numbers.Length > 0))).ToList();
        if (names.Length > 0 && pushes.Count == 0 && chosen.Remove(OktellEventType.Server) && chosen.Count == 0)
        {
            throw new OktellException(OktellErrors.EventNameUnknown, $"No event of the server that is known fits {string.Join(", ", names)}.", target: names);
        }

        return new EventStreamOptions
        {
            Types = chosen,
            ServerEvents = pushes,
            Filter = names.Length + numbers.Length == 0 ? null : item => Fits(item, byName, byNumber),
            Capacity = capacity,
        };
    }

    // Pushes of the server are chosen by EventStreamOptions.ServerEvents already.
    private static bool Fits(OktellEvent item, WildcardPattern[] names, WildcardPattern[] numbers) => item switch
    {
        CustomEvent custom => names.Length == 0 || names.AnyMatch(custom.Name),
        NumberStateEvent state => numbers.Length == 0 || numbers.AnyMatch(state.Number),
        CallEvent { Call: var call } => numbers.Length == 0 || numbers.AnyMatch(call.Number) || numbers.AnyMatch(call.HeldNumber),
        QueueEvent queue => numbers.Length == 0 || numbers.AnyMatch(queue.Item.Number),
        ConferenceEvent { Conference: { } conference } => numbers.Length == 0 || conference.Participants.Any(party => numbers.AnyMatch(party.Number)),
        _ => true,
    };
}
