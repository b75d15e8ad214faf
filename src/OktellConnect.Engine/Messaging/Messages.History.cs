using System.Collections;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Messaging;

public sealed partial class Messages
{
    /// <summary>Name of the stored procedure that tells the server's history, where the customer has installed it and allows it.</summary>
    public const string ProcedureName = "oktellconnect_messages";

    /// <summary>Messages of a period, the oldest first, each once.</summary>
    /// <param name="from">Not earlier than this; null for no limit.</param>
    /// <param name="to">Earlier than this; null for no limit.</param>
    /// <param name="with">Only those exchanged with this user: id, login, number or name; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="OktellException">CallPeriodInvalid, UserNotFound, PartyAmbiguous, MessageHistoryUnusable, or the procedure failed.</exception>
    public async Task<IReadOnlyList<TextMessage>> GetAsync(DateTimeOffset? from, DateTimeOffset? to, string? with, CancellationToken cancellation)
    {
        if (from > to)
        {
            throw new OktellException(OktellErrors.CallPeriodInvalid, "The period of the messages ends before it begins.");
        }

        // Somebody who is no longer a user may still have left messages: then the name alone decides.
        var partner = with is null ? null : UserSearch.Find(plan, me, with);
        bool IsWanted(TextMessage message) =>
            !(message.Time < from) && !(message.Time >= to) && (with is null || (partner is null ? IsNamed(message, with) : message.PartnerId == partner.Id));

        var server = client.AllowedProcedures?.Contains(ProcedureName, StringComparer.OrdinalIgnoreCase) == true
            ? await ReadServerAsync(from, to, partner, cancellation).ConfigureAwait(false)
            : [];
        var kept = file is null ? [] : await file.ReadAsync(IsWanted, cancellation).ConfigureAwait(false);
        var messages = MessageMerge.Merge(server.Where(IsWanted), kept, memory.All().Where(IsWanted));
        return messages.Count > 0 || with is null || partner is not null
            ? messages
            : throw new OktellException(OktellErrors.UserNotFound, $"The server has no user \"{with}\", and no message is from or to one.", target: with);
    }

    private static bool IsNamed(TextMessage message, string name) =>
        (message.IsIncoming ? new[] { message.FromId, message.FromLogin, message.FromName } : [message.ToId, message.ToLogin, message.ToName])
            .Any(text => string.Equals(text, name, StringComparison.OrdinalIgnoreCase));

    private async Task<IReadOnlyList<TextMessage>> ReadServerAsync(DateTimeOffset? from, DateTimeOffset? to, PbxUser? partner, CancellationToken cancellation)
    {
        var tables = await client.InvokeProcedureAsync(ProcedureName, new Hashtable
        {
            ["@datefrom"] = WallClock(from),
            ["@dateto"] = WallClock(to),
            ["@userid"] = partner?.Id,
        }, cancellation).ConfigureAwait(false);
        return tables.Count == 0 ? [] : [.. tables[0].Rows.Select(row => Read(tables[0].Columns, row)).OfType<TextMessage>()];
    }

    // The procedure compares with times as the server writes them: its wall clock, without a zone.
    private string? WallClock(DateTimeOffset? time) => time is { } instant
        ? TimeZoneInfo.ConvertTime(instant, client.Options.Clock.LocalTimeZone).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)
        : null;

    // A row between two others, or without a text or a time, is none of ours.
    private TextMessage? Read(IReadOnlyList<string> columns, object?[] row)
    {
        var fields = new Hashtable();
        for (var column = 0; column < columns.Count; column++)
        {
            fields[columns[column].ToLowerInvariant()] = row[column];
        }

        var body = JsonSerializer.SerializeToElement(PlainValues.ToObject(fields));
        if (MessageReply.Read(body, client.Options.Clock.LocalTimeZone) is not { Time: not null } reply || (reply.FromId != me.Id && reply.ToId != me.Id))
        {
            Interlocked.Increment(ref unreadable);
            return null;
        }

        return Complete(ToMessage(reply, default) with { IsIncoming = reply.FromId != me.Id });
    }
}
