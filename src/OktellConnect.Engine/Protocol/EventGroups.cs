namespace OktellConnect.Protocol;

/// <summary>Names that stand for several events when subscribing (docs/protocol.md, "Events").</summary>
public static class EventGroups
{
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["dynamic"] = ["executemethod", "cancelmethod"],
        ["dynamicwaitabort"] = ["executemethodwaitaborted"],
        ["chat"] = ["chatmessageviewed", "chatmessage", "chatmemberremoved", "chatmemberadded", "chatnamechanged", "chatcreated"],
        ["dlgcard"] =
        [
            "dlgcard_showreserve", "dlgcard_showconfirm", "dlgcard_showformstop", "dlgcard_showformdialog", "dlgcard_closeall",
            "dlgcard_closereserve", "dlgcard_closeformreturnvalues", "dlgcard_closeformreturncomment",
        ],
    };

    /// <summary>Whether a subscription to a name or group delivers an event.</summary>
    public static bool Covers(string subscribed, string eventName) =>
        subscribed == eventName
        || (Members.TryGetValue(subscribed, out var members) && members.Contains(eventName, StringComparer.Ordinal))
        || (subscribed == "phoneevent" && eventName.StartsWith("phoneevent_", StringComparison.Ordinal));
}
