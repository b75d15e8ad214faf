using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>All connections, and what the exchange tells of, brought to those that subscribed to it. Used under the exchange's lock.</summary>
internal sealed class ClientRegistry(Exchange exchange) : IExchangeEvents
{
    private readonly List<ClientConnection> connections = [];

    public IReadOnlyList<ClientConnection> Connections => connections;

    public void Add(ClientConnection connection) => connections.Add(connection);

    public void Remove(ClientConnection connection) => connections.Remove(connection);

    public void Phone(Person person, PhoneEvent what, Leg leg, string? commutationId) =>
        SendTo(person, EventRendering.Name(what), () => EventRendering.Phone(person, what, leg, commutationId));

    public void Flash(Person person, FlashType what, Leg leg) => SendTo(person, EventRendering.FlashState, () => EventRendering.Flash(person, what, leg));

    public void Composition(Person person, string conferenceId)
    {
        if (exchange.View(person, conferenceId) is { } view)
        {
            Send(Following(person, conferenceId), EventRendering.Composition, () => EventRendering.CompositionChanged(person, view));
        }
    }

    public void CompetitorState(Person person, string conferenceId, string competitorId)
    {
        if (exchange.View(person, conferenceId) is { } view && view.Competitors.FirstOrDefault(one => one.Id == competitorId) is { } competitor)
        {
            Send(Following(person, conferenceId), EventRendering.CompetitorState, () => EventRendering.CompetitorChanged(person, view, competitor));
        }
    }

    public void UserState(Person person) => SendTo(person, "userstatechanged", () => StateRendering.UserState(person));

    public void NumberState(Person person) => SendToAll("pbxnumberstatechanged", () => StateRendering.NumberState(person));

    /// <summary>An event for one person: to each of his connections that subscribed to it.</summary>
    /// <returns>How many got it.</returns>
    public int SendTo(Person person, string name, Func<JsonObject> body) =>
        Send(connections.Where(connection => ReferenceEquals(connection.Person, person)), name, body);

    /// <summary>An event for one connection, if it is still there and subscribed to it.</summary>
    public void SendTo(ClientConnection connection, string name, Func<JsonObject> body) => Send(connections.Where(known => ReferenceEquals(known, connection)), name, body);

    /// <summary>An event for everybody who is logged in and subscribed to it.</summary>
    public void SendToAll(string name, Func<JsonObject> body) =>
        Send(connections.Where(connection => connection.Person is not null), name, body);

    /// <summary>Many state events as if the whole plan changed again and again, for load tests.</summary>
    public void Burst(string name, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var person = exchange.Plan.People[index % exchange.Plan.People.Count];
            SendToAll(name, () => StateRendering.NumberState(person));
        }
    }

    // What happens inside a conference goes to those connections that asked for it with confhandleevent.
    private IEnumerable<ClientConnection> Following(Person person, string conferenceId) =>
        connections.Where(connection => ReferenceEquals(connection.Person, person) && connection.FollowedConferences.Contains(conferenceId));

    private static int Send(IEnumerable<ClientConnection> to, string name, Func<JsonObject> body)
    {
        byte[]? message = null;
        var count = 0;
        foreach (var connection in to.Where(connection => connection.IsSubscribed(name)))
        {
            connection.Send(message ??= FrameCodec.Encode(name, body()));
            count++;
        }

        return count;
    }
}
