using System.Collections;
using System.Text.Json.Nodes;
using OktellConnect.Client;
using OktellConnect.Protocol;
using OktellConnect.Telephony;

namespace OktellConnect.Messaging;

/// <summary>Events that users' programs send each other through the server (docs/protocol.md, "Custom events"). Thread-safe.</summary>
public sealed class CustomEvents
{
    private readonly OktellClient client;
    private readonly NumberPlan plan;
    private readonly OwnUser me;

    internal CustomEvents(OktellClient client, NumberPlan plan, OwnUser me) => (this.client, this.plan, this.me) = (client, plan, me);

    /// <summary>Sends an event. It is never repeated: whoever receives it twice would act twice.</summary>
    /// <param name="name">Name of the event, which receivers listen for.</param>
    /// <param name="parameter">What goes with it: text, number, flag, date, dictionary or array; null for nothing.</param>
    /// <param name="recipients">Users by id, login, number or name; null or empty for everybody who listens.</param>
    /// <param name="sendBack">With recipients: to oneself too.</param>
    /// <param name="cancellation">Stops waiting; an event that was sent is delivered all the same.</param>
    /// <exception cref="OktellException">CustomEventNameMissing, UserNotFound, PartyAmbiguous, UnsupportedParameterValue; or the server refused or did not answer.</exception>
    public async Task SendAsync(string name, object? parameter, IReadOnlyList<string>? recipients, bool sendBack, CancellationToken cancellation)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new OktellException(OktellErrors.CustomEventNameMissing, "The event has no name.");
        }

        var body = new JsonObject { ["userid"] = client.UserId, ["eventname"] = name };
        body["eventparam"] = OktellClient.ToJson(new Hashtable { ["eventparam"] = parameter })!["eventparam"]?.DeepClone();
        if (recipients is { Count: > 0 })
        {
            body["recipients"] = new JsonArray([.. recipients.Select(identity => UserSearch.Require(plan, me, identity).Id).Distinct().Select(id => (JsonNode?)JsonValue.Create(id))]);
        }

        // A number for yes and a text for no: so the vendor's client sends it.
        body["sendback"] = sendBack ? JsonValue.Create(1) : JsonValue.Create("0");
        await client.RequestAsync("triggercustomevent", body, cancellation).ConfigureAwait(false);
    }
}
