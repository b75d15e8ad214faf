namespace OktellConnect.Protocol;

/// <summary>Whether a request may be sent again when its first reply was lost.</summary>
public enum RepeatCategory
{
    /// <summary>Changes nothing: may be repeated.</summary>
    Read,

    /// <summary>Sets a state: repeating it gives the same state, unless somebody else changed it in between.</summary>
    LastWins,

    /// <summary>The server refuses it when it has been done: may be repeated, the refusal compared.</summary>
    Checked,

    /// <summary>Every repetition does it once more: never repeated before reading and comparing.</summary>
    Accumulating,

    /// <summary>Reaches a person (a call rings, a call ends): never repeated by a program. Also every method that is not known.</summary>
    Never,
}

/// <summary>Who sends a message.</summary>
public enum MessageDirection
{
    /// <summary>A request of the client.</summary>
    ToServer,

    /// <summary>A push of the server.</summary>
    FromServer,
}

/// <summary>How sure it is that a real server knows the message (docs/protocol.md, "How sure a fact is").</summary>
public enum Certainty
{
    /// <summary>Seen in the running vendor client.</summary>
    Observed,

    /// <summary>Read in the vendor client's source.</summary>
    Read,

    /// <summary>From other public programs or pages.</summary>
    External,
}

/// <summary>One message of the protocol.</summary>
/// <param name="Name">Name on the wire.</param>
/// <param name="Direction">Who sends it.</param>
/// <param name="Category">Whether it may be repeated; <see cref="RepeatCategory.Read"/> for pushes.</param>
/// <param name="Certainty">How sure it is.</param>
/// <param name="Section">Section of docs/protocol.md.</param>
public sealed record MethodInfo(string Name, MessageDirection Direction, RepeatCategory Category, Certainty Certainty, string Section)
{
    /// <summary>Whether the message or its reply holds a secret.</summary>
    public bool HasSecrets => Name is "login" or "changepassword" or "gettemphttppass";
}

/// <summary>The messages that are known, as data (docs/protocol.md). Immutable; safe to share.</summary>
public static class MethodCatalog
{
    private const string SessionSection = "Session";
    private const string PeopleSection = "People and numbers";
    private const string StateSection = "User state";
    private const string CallSection = "Calls";
    private const string ConferenceSection = "Conferences";
    private const string EventSection = "Events";
    private const string OtherSection = "Known from elsewhere";

    /// <summary>Every known message, requests first.</summary>
    public static IReadOnlyList<MethodInfo> All { get; } =
    [
        Request("ping", RepeatCategory.Read, Certainty.Observed, SessionSection),
        Request("login", RepeatCategory.Checked, Certainty.Observed, SessionSection),
        Request("logout", RepeatCategory.LastWins, Certainty.Observed, SessionSection),
        Request("subscribeevent", RepeatCategory.LastWins, Certainty.Observed, SessionSection),
        Request("getversion", RepeatCategory.Read, Certainty.Observed, SessionSection),
        Request("getmyuserinfo", RepeatCategory.Read, Certainty.Observed, SessionSection),
        Request("triggercustomevent", RepeatCategory.Accumulating, Certainty.Observed, SessionSection),
        Request("execpredefineddbstoredproc", RepeatCategory.Never, Certainty.Observed, SessionSection),
        Request("methodresult", RepeatCategory.Never, Certainty.Read, SessionSection),
        Request("changepassword", RepeatCategory.Checked, Certainty.Observed, SessionSection),
        Request("gettemphttppass", RepeatCategory.Read, Certainty.Read, SessionSection),
        Request("getpbxnumbers", RepeatCategory.Read, Certainty.Observed, PeopleSection),
        Request("getallusernumbers", RepeatCategory.Read, Certainty.Observed, PeopleSection),
        Request("getalluserphotolink", RepeatCategory.Read, Certainty.Observed, PeopleSection),
        Request("getuserphoto", RepeatCategory.Read, Certainty.Read, PeopleSection),
        Request("setmyuserphoto", RepeatCategory.LastWins, Certainty.Read, PeopleSection),
        Request("getuserstate", RepeatCategory.Read, Certainty.Observed, StateSection),
        Request("setuserstate", RepeatCategory.LastWins, Certainty.Observed, StateSection),
        Request("cc_getlunchtypes", RepeatCategory.Read, Certainty.Observed, StateSection),
        Request("getredirectrules", RepeatCategory.Read, Certainty.Observed, StateSection),
        Request("saveredirectrules", RepeatCategory.LastWins, Certainty.Observed, StateSection),
        Request("deleteredirectrules", RepeatCategory.LastWins, Certainty.Read, StateSection),
        Request("getextendedlineinfo", RepeatCategory.Read, Certainty.Observed, CallSection),
        Request("getflashedabonentinfo", RepeatCategory.Read, Certainty.Read, CallSection),
        Request("getcurrentqueue", RepeatCategory.Read, Certainty.Observed, CallSection),
        Request("pbxautocallstart", RepeatCategory.Never, Certainty.Observed, CallSection),
        Request("pbxautocallabort", RepeatCategory.Never, Certainty.Read, CallSection),
        Request("pbxanswercall", RepeatCategory.Never, Certainty.Observed, CallSection),
        Request("pbxabortcall", RepeatCategory.Never, Certainty.Observed, CallSection),
        Request("pbxdeclinecall", RepeatCategory.Never, Certainty.Read, CallSection),
        Request("pbxmakeflash", RepeatCategory.Never, Certainty.Read, CallSection),
        Request("pbxmaketransfer", RepeatCategory.Never, Certainty.Read, CallSection),
        Request("createnewconference", RepeatCategory.Never, Certainty.Observed, ConferenceSection),
        Request("buildconferencefromcommutation", RepeatCategory.Never, Certainty.Read, ConferenceSection),
        Request("invitetoconference", RepeatCategory.Never, Certainty.Observed, ConferenceSection),
        Request("checkcanconnecttogathertoconference", RepeatCategory.Read, Certainty.Read, ConferenceSection),
        Request("connecttogathertoconference", RepeatCategory.Never, Certainty.Read, ConferenceSection),
        Request("getconferenceinfo", RepeatCategory.Read, Certainty.Read, ConferenceSection),
        Request("getconferencecompetitors", RepeatCategory.Read, Certainty.Read, ConferenceSection),
        Request("confdisconnectcompetitor", RepeatCategory.Never, Certainty.Read, ConferenceSection),
        Request("exitconference", RepeatCategory.Never, Certainty.Read, ConferenceSection),
        Request("confhandleevent", RepeatCategory.LastWins, Certainty.Observed, ConferenceSection),
        Request("attachasghost", RepeatCategory.Never, Certainty.Observed, ConferenceSection),
        Request("confsetghostmode", RepeatCategory.LastWins, Certainty.Observed, ConferenceSection),
        Request("confsetvoiceparams", RepeatCategory.LastWins, Certainty.Read, ConferenceSection),
        Request("entercallcenter", RepeatCategory.LastWins, Certainty.External, OtherSection),
        Request("exitcallcenter", RepeatCategory.LastWins, Certainty.External, OtherSection),
        Request("pbxtransfercall", RepeatCategory.Never, Certainty.External, OtherSection),
        Request("sendusertextmessage", RepeatCategory.Accumulating, Certainty.External, OtherSection),
        Request("getchaincontent", RepeatCategory.Read, Certainty.External, OtherSection),
        Request("getpbxcalljournal", RepeatCategory.Read, Certainty.External, OtherSection),
        Request("gettotalqueue", RepeatCategory.Read, Certainty.External, OtherSection),
        Request("execsvcscript", RepeatCategory.Never, Certainty.External, OtherSection),
        Push("userstatechanged", Certainty.Observed),
        Push("pbxnumberstatechanged", Certainty.Observed),
        Push("linestatechanged", Certainty.Observed),
        Push("flashstatechanged", Certainty.Observed),
        Push("phoneevent_acmcallstarted", Certainty.Observed),
        Push("phoneevent_acmcallstopped", Certainty.Observed),
        Push("phoneevent_ringstarted", Certainty.Observed),
        Push("phoneevent_ringstopped", Certainty.Observed),
        Push("phoneevent_ivrstarted", Certainty.Observed),
        Push("phoneevent_ivrstopped", Certainty.External),
        Push("phoneevent_commstarted", Certainty.Observed),
        Push("phoneevent_commstopped", Certainty.Observed),
        Push("phoneevent_faxstarted", Certainty.External),
        Push("phoneevent_faxstopped", Certainty.External),
        Push("phoneevent_faxreceived", Certainty.External),
        Push("confcompositionchanged", Certainty.Observed),
        Push("confcompetitorstatechanged", Certainty.Observed),
        Push("customevent", Certainty.Observed),
        Push("httpresponsecopy", Certainty.Read),
        Push("websocketredirect", Certainty.Observed),
        Push("multipart", Certainty.Observed),
        Push("usertextmessagereceived", Certainty.External),
        Push("shownotifymessage", Certainty.External),
        Push("closeform", Certainty.External),
    ];

    private static readonly Dictionary<string, MethodInfo> ByName = All.ToDictionary(method => method.Name, StringComparer.Ordinal);

    /// <summary>The message of that name, or null where it is not known.</summary>
    public static MethodInfo? Find(string name) => ByName.TryGetValue(name, out var method) ? method : null;

    /// <summary>Whether a request may be repeated; a method that is not known never.</summary>
    public static RepeatCategory CategoryOf(string name) => Find(name)?.Category ?? RepeatCategory.Never;

    private static MethodInfo Request(string name, RepeatCategory category, Certainty certainty, string section) =>
        new(name, MessageDirection.ToServer, category, certainty, section);

    private static MethodInfo Push(string name, Certainty certainty) =>
        new(name, MessageDirection.FromServer, RepeatCategory.Read, certainty, EventSection);
}
