using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// A text message as the server tells it, in a push or in a row of <c>oktellconnect_messages</c>. The names of the fields are not
/// proven (docs/protocol.md, "Text messages"), so each is looked for under several names. Immutable.
/// </summary>
internal sealed record MessageReply
{
    // Of every field the names it may have, the likeliest first.
    private static readonly string[] IdNames = ["idmessage", "messageid", "id", "idmsg"];
    private static readonly string[] TextNames = ["text", "messagetext", "message", "msg"];
    private static readonly string[] TimeNames = ["time", "datetime", "date", "timestamp"];
    private static readonly string[] FromIdNames = ["senderid", "fromid", "senderuserid", "fromuserid", "authorid"];
    private static readonly string[] FromLoginNames = ["senderlogin", "fromlogin", "senderuserlogin", "fromuserlogin", "authorlogin"];
    private static readonly string[] FromNameNames = ["sendername", "fromname", "senderusername", "fromusername", "authorname"];
    private static readonly string[] ToIdNames = ["toid", "userid", "recipientid", "touserid"];
    private static readonly string[] ToLoginNames = ["tologin", "userlogin", "recipientlogin", "touserlogin"];
    private static readonly string[] ToNameNames = ["toname", "username", "recipientname", "tousername"];

    /// <summary>Id of the message, lower case; null where the server told none.</summary>
    public string? Id { get; private init; }

    public required string Text { get; init; }

    /// <summary>The server's wall clock, without a zone; null where it told no time that can be read.</summary>
    public DateTime? Time { get; private init; }

    public string? FromId { get; init; }

    public string? FromLogin { get; private init; }

    public string? FromName { get; private init; }

    public string? ToId { get; init; }

    public string? ToLogin { get; private init; }

    public string? ToName { get; private init; }

    /// <summary>The message, or null where there is no text: then it is none.</summary>
    /// <param name="body">The push, or a row as an object.</param>
    /// <param name="zone">The server's zone, for times that name an instant.</param>
    public static MessageReply? Read(JsonElement body, TimeZoneInfo zone) => First(body, TextNames) is not { } text ? null : new MessageReply
    {
        Text = text,
        Id = Abonent.Id(First(body, IdNames)),
        Time = ReadTime(body, zone),
        FromId = Abonent.Id(First(body, FromIdNames)),
        FromLogin = First(body, FromLoginNames),
        FromName = First(body, FromNameNames),
        ToId = Abonent.Id(First(body, ToIdNames)),
        ToLogin = First(body, ToLoginNames),
        ToName = First(body, ToNameNames),
    };

    private static string? First(JsonElement body, string[] names) => names.Select(name => body.GetNonEmptyText(name)).FirstOrDefault(text => text is not null);

    private static DateTime? ReadTime(JsonElement body, TimeZoneInfo zone)
    {
        foreach (var name in TimeNames)
        {
            if (body.GetField(name) is { } value && ServerTime.TryRead(value, zone, out var time) && time is not null)
            {
                return time;
            }
        }

        return null;
    }
}
