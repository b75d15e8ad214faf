using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OktellConnect.Telephony;

/// <summary>What may be done with conferences, and what is sent, as pure functions (docs/protocol.md, "Conferences").</summary>
internal static class ConferenceRules
{
    private const int HighestRoom = 10000;

    // As wide as the vendor's client: it looks at the form only, not whether the letters are hexadecimal digits.
    private static readonly Regex UserIdForm = new("^([0-9A-Za-z]{8}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{4}-[0-9A-Za-z]{12}|[0-9A-Za-z]{32})$", RegexOptions.CultureInvariant);

    private static readonly Random Rooms = new();

    /// <summary>Whether the text is sent as a user id; other texts are numbers.</summary>
    public static bool IsUserId(string text) => UserIdForm.IsMatch(text);

    /// <summary>Why no conference can be made now, or null.</summary>
    public static OktellErrorInfo? RefusalToCreate(IReadOnlyList<string> participants, UserState user, LineSnapshot line, Func<string, bool> isMe) => line switch
    {
        _ when user == UserState.Break => OktellErrors.ConferenceOnBreak,
        _ when user == UserState.Disconnected => OktellErrors.CallUserDisconnected,
        { State: LineState.Unknown } => OktellErrors.LineInfoMissing,
        { State: LineState.Disconnected } => OktellErrors.CallNoPhone,
        { Conference: not null } => OktellErrors.ConferenceRunning,
        { State: not (LineState.Talk or LineState.Ready) } => OktellErrors.CallInProgress,
        _ => RefusalOf(participants) ?? (line.State == LineState.Ready && participants.All(isMe) ? OktellErrors.ConferenceNobody : null),
    };

    /// <summary>Why nobody can be invited now, or null.</summary>
    public static OktellErrorInfo? RefusalToInvite(IReadOnlyList<string> participants, UserState user, LineSnapshot line, Func<string, bool> isMe) => line switch
    {
        _ when user == UserState.Break => OktellErrors.ConferenceOnBreak,
        { Conference: null } => OktellErrors.ConferenceMissing,
        _ => RefusalOf(participants) ?? (Missing(participants, line, isMe).Count == 0 ? OktellErrors.ConferenceNobody : null),
    };

    /// <summary>Why the participant cannot be removed now, or null.</summary>
    public static OktellErrorInfo? RefusalToRemove(string participant, LineSnapshot line, Func<string, bool> isMe) => line switch
    {
        { Conference: null } => OktellErrors.ConferenceMissing,
        _ when isMe(participant) || line.Conference.Participants.Any(shown => shown.IsKnownAs(participant) && IsMe(shown, isMe)) => OktellErrors.ConferenceParticipantSelf,
        _ => null,
    };

    /// <summary>Those of the named who do not take part yet, each once, in their order.</summary>
    public static IReadOnlyList<string> Missing(IReadOnlyList<string> participants, LineSnapshot line, Func<string, bool> isMe) =>
        [.. participants.Distinct(StringComparer.Ordinal).Where(one => !isMe(one) && line.Conference?.Participants.Any(shown => shown.IsKnownAs(one)) != true)];

    /// <summary>How a new conference is described: as the vendor's client does it, but for name and recording.</summary>
    public static JsonObject Description(string id, string? name, bool record) => new()
    {
        ["id"] = id,
        ["room"] = NextRoom(),
        ["name"] = name ?? "",
        ["description"] = "",
        ["accessmode"] = "free",
        ["isselector"] = false,
        ["record"] = record,
        ["recordrights"] = "selected",
        ["everyonecaninvite"] = true,
        ["canvieweachother"] = true,
    };

    private static OktellErrorInfo? RefusalOf(IReadOnlyList<string> participants) =>
        participants.Any(one => one.Length == 0) ? OktellErrors.CallNumberMissing
        : participants.Any(CallRules.IsNoNumber) ? OktellErrors.CallNumberInvalid
        : null;

    private static int NextRoom()
    {
        lock (Rooms)
        {
            return Rooms.Next(HighestRoom + 1);
        }
    }

    // An id within the conference says nothing of whose it is.
    private static bool IsMe(ConferenceParticipant participant, Func<string, bool> isMe) =>
        (participant.UserId is { } id && isMe(id)) || (participant.Number is { } number && isMe(number));
}
