using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Events;

/// <summary>An event that another user's program sent (docs/protocol.md, "Session").</summary>
/// <param name="Time">When it was received.</param>
/// <param name="Name">The name its sender gave it.</param>
/// <param name="Parameter">What was sent with it, as plain values; null for nothing.</param>
/// <param name="SenderId">Oktell's id of the sender, where the server tells it, or null.</param>
public sealed record CustomEvent(DateTimeOffset Time, string Name, object? Parameter, string? SenderId) : OktellEvent(OktellEventType.Custom, Time)
{
    internal const string PushName = "customevent";

    internal static CustomEvent Read(ServerEvent push) => new(
        push.Time,
        push.Body.GetText("eventname") ?? "",
        push.Body.GetField("eventparam") is { } parameter ? PlainValues.FromJson(parameter) : null,
        Abonent.Id(push.Body.GetNonEmptyText("senderid")));
}
