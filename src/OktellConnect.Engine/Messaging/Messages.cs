using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Events;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Messaging;

/// <summary>
/// Text messages of the signed-in user. The server has no known method for its history: what is listed is what this connection sent and
/// received, what the history file holds where one is kept, and what the customer's procedure <c>oktellconnect_messages</c> tells where
/// it is installed (docs/protocol.md, "Text messages"). Thread-safe.
/// </summary>
public sealed partial class Messages : IDisposable
{
    /// <summary>Longest text that is sent, in characters. A far longer one could cost the connection, which is the telephone's too.</summary>
    public const int LongestText = 100_000;

    internal const string ReceivedEvent = "usertextmessagereceived";

    /// <summary>Most messages kept in memory; then the oldest make room.</summary>
    internal const int Capacity = 10_000;

    private readonly OktellClient client;
    private readonly NumberPlan plan;
    private readonly OwnUser me;
    private readonly MessageMemory memory = new(Capacity);
    private readonly IEventSink events;
    private MessageHistoryFile? file;
    private long unreadable;

    internal Messages(OktellClient client, NumberPlan plan, OwnUser me, IEventSink events) =>
        (this.client, this.plan, this.me, this.events) = (client, plan, me, events);

    /// <summary>What keeps messages from being received or kept, for people; null when all is well.</summary>
    public string? Problem { get; private set; }

    /// <summary>How many pushes held no text that could be read; they were dropped.</summary>
    public long UnreadableCount => Interlocked.Read(ref unreadable);

    /// <summary>Sends a text to one or several users, one request each, in their order. Nothing is ever sent twice.</summary>
    /// <param name="to">Users by id, login, number or name. Nothing is sent when one of them is not known.</param>
    /// <param name="text">What to say; line breaks and every script are fine.</param>
    /// <param name="cancellation">Stops waiting; what was sent is delivered all the same.</param>
    /// <returns>The messages sent, in the order of the recipients.</returns>
    /// <exception cref="OktellException">
    /// UserNotFound, PartyAmbiguous, MessageRecipientMissing, MessageEmpty, MessageTextTooLong: nothing was sent. MessageRefused: the server would not take it.
    /// An <see cref="OktellRequestException"/> says by its <see cref="OktellRequestException.IsOutcomeUnknown"/> whether the message may have arrived.
    /// With several recipients the text says who got it before.
    /// </exception>
    public async Task<IReadOnlyList<TextMessage>> SendAsync(IReadOnlyList<string> to, string text, CancellationToken cancellation)
    {
        CheckText(text);
        var recipients = FindRecipients(to);
        var sent = new List<TextMessage>(recipients.Count);
        foreach (var recipient in recipients)
        {
            try
            {
                sent.Add(await SendAsync(recipient, text, cancellation).ConfigureAwait(false));
            }
            catch (OktellException failure) when (recipients.Count > 1)
            {
                throw Partly(failure, recipients, sent.Count);
            }
        }

        return sent;
    }

    /// <summary>Refuses a text that would not be sent.</summary>
    /// <exception cref="OktellException">MessageEmpty, MessageTextTooLong.</exception>
    public static void CheckText(string text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            throw new OktellException(OktellErrors.MessageEmpty, "The message has no text.");
        }

        if (text.Length > LongestText)
        {
            throw new OktellException(OktellErrors.MessageTextTooLong, $"The message has {text.Length} characters; {LongestText} may be sent.");
        }
    }

    /// <summary>The users that are meant, each once.</summary>
    /// <exception cref="OktellException">UserNotFound, PartyAmbiguous, MessageRecipientMissing.</exception>
    public IReadOnlyList<PbxUser> FindRecipients(IReadOnlyList<string> to)
    {
        var recipients = to.Select(identity => UserSearch.Require(plan, me, identity)).GroupBy(user => user.Id, StringComparer.Ordinal).Select(same => same.First()).ToList();
        return recipients.Count > 0 ? recipients : throw new OktellException(OktellErrors.MessageRecipientMissing, "The message is for nobody.");
    }

    /// <summary>Opens the history file where one is wanted, and asks for messages beside the pushes that are asked for already.</summary>
    internal async Task StartAsync(EventSubscription pushes, CancellationToken cancellation)
    {
        if (client.Options.MessageHistoryPath is { } path)
        {
            file = await MessageHistoryFile.OpenAsync(path, me.Id, cancellation).ConfigureAwait(false);
            Written = Task.Run(WriteReceivedAsync, CancellationToken.None);
        }

        try
        {
            await client.ExtendAsync(pushes, [ReceivedEvent], cancellation).ConfigureAwait(false);
        }
        catch (OktellRequestException refused) when (refused.Error == OktellErrors.RequestRefused || refused.Error == OktellErrors.RequestTimeout)
        {
            // A server without text messages: the rest works.
            Problem = refused.Summary;
        }
    }

    private async Task<TextMessage> SendAsync(PbxUser recipient, string text, CancellationToken cancellation)
    {
        // An id of our own lets the message be known again in the server's history; it may give another one all the same.
        var id = Guid.NewGuid().ToString();
        JsonElement reply;
        try
        {
            reply = await client.RequestAsync("sendusertextmessage", new JsonObject { ["userid"] = recipient.Id, ["text"] = text, ["idmessage"] = id }, cancellation).ConfigureAwait(false);
        }
        catch (OktellRequestException refused) when (refused.Error == OktellErrors.RequestRefused)
        {
            throw new OktellException(OktellErrors.MessageRefused, $"The message to {recipient} was not taken: {refused.Summary}", refused, recipient.Id);
        }

        var given = Abonent.Id(reply.GetItems("messages").Select(entry => entry.GetNonEmptyText("idmessage")).FirstOrDefault() ?? reply.GetNonEmptyText("idmessage"));
        var message = new TextMessage
        {
            Id = given ?? id,
            HasOwnId = given is null,
            Time = client.Options.Clock.GetLocalNow(),
            FromId = me.Id,
            FromLogin = client.Login,
            FromName = me.Name,
            ToId = recipient.Id,
            ToLogin = recipient.Login,
            ToName = recipient.Name,
            Text = text,
        };
        if (memory.Add(message))
        {
            await WriteAsync(message).ConfigureAwait(false);
        }

        return message;
    }

    private static OktellException Partly(OktellException failure, IReadOnlyList<PbxUser> recipients, int sent)
    {
        var text = $"{failure.Summary} Sent before: {Names(recipients.Take(sent))}. Not tried: {Names(recipients.Skip(sent + 1))}.";
        return failure is OktellRequestException request
            ? new OktellRequestException(request.Error, text, request.Method, request.WasSent, request.ServerError, request.ServerMessage, request)
            : new OktellException(failure.Error, text, failure, failure.Target);
    }

    private static string Names(IEnumerable<PbxUser> users) => string.Join(", ", users) is { Length: > 0 } names ? names : "nobody";
}
