using System.Threading.Channels;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Messaging;

public sealed partial class Messages
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromMinutes(1);

    // Received messages on their way into the file: a slow disk must not hold up other events.
    private readonly Channel<TextMessage> toWrite = Channel.CreateBounded<TextMessage>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    /// <summary>Completes when everything received has been written down, after <see cref="Dispose"/>.</summary>
    internal Task<bool> Written { get; private set; } = Task.FromResult(true);

    /// <summary>Takes no more messages.</summary>
    public void Dispose() => toWrite.Writer.TryComplete();

    /// <summary>Takes a push.</summary>
    internal void Apply(ServerEvent push)
    {
        if (MessageReply.Read(push.Body, client.Options.Clock.LocalTimeZone) is not { } reply)
        {
            Interlocked.Increment(ref unreadable);
            client.Journal.Note((int)client.Counters.Reconnects + 1, ReceivedEvent, "The push holds no text that can be read; it was dropped.");
            return;
        }

        var message = ToMessage(reply, push.Time) with { IsIncoming = true };
        if (message.FromId is null && message.FromLogin is null && message.ToId is { } other && other != me.Id)
        {
            // No sender is told and the addressee is not we: then the one person named is the sender.
            message = message with { FromId = other, FromLogin = message.ToLogin, FromName = message.FromName ?? message.ToName, ToId = me.Id, ToLogin = client.Login, ToName = me.Name };
        }

        message = Complete(message with { ToId = message.ToId ?? me.Id });
        if (!memory.Add(message))
        {
            return;
        }

        if (file is not null && !toWrite.Writer.TryWrite(message))
        {
            Problem = "A message was not written to the history: too many wait for the disk, or the connection was closed.";
        }

        events.Publish(new MessageEvent(push.Time, message));
    }

    private TextMessage ToMessage(MessageReply reply, DateTimeOffset otherwise)
    {
        var zone = client.Options.Clock.LocalTimeZone;
        return new TextMessage
        {
            Id = reply.Id ?? Guid.NewGuid().ToString(),
            HasOwnId = reply.Id is null,
            Time = Moment(reply.Time, TimeZoneInfo.ConvertTime(otherwise, zone), zone),
            FromId = reply.FromId,
            FromLogin = reply.FromLogin,
            FromName = reply.FromName,
            ToId = reply.ToId,
            ToLogin = reply.ToLogin,
            ToName = reply.ToName,
            Text = reply.Text,
        };
    }

    // The server tells whole seconds of its own clock. Of a message that comes at once our clock tells more, and the same that it tells of those sent.
    private static DateTimeOffset Moment(DateTime? told, DateTimeOffset seen, TimeZoneInfo zone)
    {
        if (told is not { } wall)
        {
            return seen;
        }

        var sent = new DateTimeOffset(wall, zone.GetUtcOffset(wall));
        return (seen - sent).Duration() < AtOnce ? seen : sent;
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

    private async Task<bool> WriteReceivedAsync()
    {
        while (await toWrite.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (toWrite.Reader.TryRead(out var message))
            {
                await WriteAsync(message).ConfigureAwait(false);
            }
        }

        return true;
    }

    // A message that was sent or received is so, also where it cannot be written down: that is told, not thrown.
    private async Task WriteAsync(TextMessage message)
    {
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
