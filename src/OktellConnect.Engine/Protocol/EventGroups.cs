namespace OktellConnect.Protocol;

/// <summary>Names that stand for several events when subscribing (docs/protocol.md, "Events").</summary>
public static class EventGroups
{
    /// <summary>Whether a subscription to a name or group delivers an event.</summary>
    public static bool Covers(string subscribed, string eventName) =>
        subscribed == eventName
        || (MethodCatalog.Groups.TryGetValue(subscribed, out var members) && members.Contains(eventName, StringComparer.Ordinal))
        || (subscribed == "phoneevent" && eventName.StartsWith("phoneevent_", StringComparison.Ordinal));
}
