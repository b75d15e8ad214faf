using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Messaging;

public sealed partial class Messages
{
    private async Task FollowAsync(EventSubscription subscription)
    {
        while (await subscription.ReadAsync(CancellationToken.None).ConfigureAwait(false) is { } item)
        {
            if (item.Kind == ServerEventKind.Message)
            {
                await TakeAsync(item).ConfigureAwait(false);
            }
        }
    }

    private async Task TakeAsync(ServerEvent push)
    {
        if (MessageReply.Read(push.Body, client.Options.Clock.LocalTimeZone) is not { } reply)
        {
            Interlocked.Increment(ref unreadable);
            return;
        }

        var message = ToMessage(reply, push.Time) with { IsIncoming = true };
        if (message.FromId is null && message.FromLogin is null && message.ToId is { } other && other != me.Id)
        {
            // No sender is told and the addressee is not we: then the one person named is the sender.
            message = message with { FromId = other, FromLogin = message.ToLogin, FromName = message.FromName ?? message.ToName, ToId = me.Id, ToLogin = client.Login, ToName = me.Name };
        }

        await KeepAsync(Complete(message with { ToId = message.ToId ?? me.Id })).ConfigureAwait(false);
    }

    private TextMessage ToMessage(MessageReply reply, DateTimeOffset otherwise)
    {
        var zone = client.Options.Clock.LocalTimeZone;
        return new TextMessage
        {
            Id = reply.Id ?? Guid.NewGuid().ToString(),
            HasOwnId = reply.Id is null,
            Time = reply.Time is { } wall ? new DateTimeOffset(wall, zone.GetUtcOffset(wall)) : TimeZoneInfo.ConvertTime(otherwise, zone),
            FromId = reply.FromId,
            FromLogin = reply.FromLogin,
            FromName = reply.FromName,
            ToId = reply.ToId,
            ToLogin = reply.ToLogin,
            ToName = reply.ToName,
            Text = reply.Text,
        };
    }

    // What the message does not say of its people, the user list may.
    private TextMessage Complete(TextMessage message)
    {
        var users = plan.Users;
        var from = users.FirstOrDefault(user => user.Id == message.FromId);
        var to = users.FirstOrDefault(user => user.Id == message.ToId);
        return message with
        {
            FromName = message.FromName ?? from?.Name,
            FromLogin = message.FromLogin ?? from?.Login,
            ToName = message.ToName ?? to?.Name ?? (message.ToId == me.Id ? me.Name : null),
            ToLogin = message.ToLogin ?? to?.Login ?? (message.ToId == me.Id ? client.Login : null),
        };
    }

    // A message that was sent or received is so, also where it cannot be written down: that is told, not thrown.
    private async Task KeepAsync(TextMessage message)
    {
        if (!memory.Add(message))
        {
            return;
        }

        if (file is not null)
        {
            try
            {
                await file.AddAsync(message, CancellationToken.None).ConfigureAwait(false);
            }
            catch (OktellException failure)
            {
                Problem = failure.Summary;
            }
        }
    }
}
