using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>All connections, and what the exchange tells of, brought to those that subscribed to it. Used under the exchange's lock.</summary>
internal sealed class ClientRegistry(Exchange exchange) : IExchangeEvents
{
    // Real time whatever the exchange's clock does: this is about writing less often, not about when things happen.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(50);

    private readonly HashSet<ClientConnection> connections = [];
    private readonly Dictionary<Person, List<ClientConnection>> byPerson = [];
    private readonly NumberStateFeed numberStates = new();
    private bool isGathering;

    /// <summary>In the order in which they came.</summary>
    public IEnumerable<ClientConnection> Connections => connections.OrderBy(connection => connection.Number);

    public void Add(ClientConnection connection)
    {
        connection.NumberStatesTold = numberStates.End;
        connections.Add(connection);
    }

    /// <summary>Somebody is logged in on a connection.</summary>
    public void Enter(ClientConnection connection, Person person)
    {
        Leave(connection);
        connection.Person = person;
        if (!byPerson.TryGetValue(person, out var own))
        {
            byPerson[person] = own = [];
        }

        own.Add(connection);
        exchange.ClientArrived(person);
    }

    public void Remove(ClientConnection connection)
    {
        connections.Remove(connection);
        Leave(connection);
    }

    /// <summary>Subscribes a connection to an event or a group of events, from now on.</summary>
    public void Subscribe(ClientConnection connection, string name)
    {
        TellNumberStates(connection);
        connection.Subscribe(name);
    }

    public void Phone(Person person, PhoneEvent what, Leg leg, string? commutationId) =>
        SendTo(person, EventRendering.Name(what), () => EventRendering.Phone(person, what, leg, commutationId));

    public void Flash(Person person, FlashType what, Leg leg) => SendTo(person, EventRendering.FlashState, () => EventRendering.Flash(person, what, leg));

    public void Composition(Person person, string conferenceId) =>
        SendTo(person, conferenceId, EventRendering.Composition, view => EventRendering.CompositionChanged(person, view));

    public void CompetitorState(Person person, string conferenceId, string competitorId) =>
        SendTo(person, conferenceId, EventRendering.CompetitorState, view =>
            view.Competitors.FirstOrDefault(one => one.Id == competitorId) is { } competitor ? EventRendering.CompetitorChanged(person, view, competitor) : null);

    public void UserState(Person person) => SendTo(person, "userstatechanged", () => StateRendering.UserState(person));

    public void NumberState(Person person)
    {
        numberStates.Add(person.Number, person.StateId);
        if (!isGathering)
        {
            isGathering = true;
            _ = TellSoonAsync();
        }
    }

    /// <summary>Sends a connection something that is for it alone. What happened before is told before.</summary>
    public void Send(ClientConnection connection, Outgoing item)
    {
        TellNumberStates(connection);
        connection.Send(item);
    }

    /// <summary>An event for one person: to each of his connections that subscribed to it.</summary>
    /// <returns>How many got it.</returns>
    public int SendTo(Person person, string name, Func<JsonObject> body) => byPerson.TryGetValue(person, out var own) ? Send(own, name, body) : 0;

    /// <summary>An event for one connection, if it is still there and subscribed to it.</summary>
    public void SendTo(ClientConnection connection, string name, Func<JsonObject> body) =>
        Send(connections.Contains(connection) ? [connection] : [], name, body);

    /// <summary>An event for everybody who is logged in and subscribed to it.</summary>
    /// <returns>How many got it.</returns>
    public int SendToAll(string name, Func<JsonObject> body) => Send(connections.Where(connection => connection.Person is not null), name, body);

    /// <summary>Many state events as if the whole plan changed again and again, for load tests: one for each change, with true states.</summary>
    public void Burst(int count) => Burst(StateMessages(), 0, count);

    /// <summary>The same, at a pace.</summary>
    public async Task BurstAsync(int count, int perSecond, SimulatorClock clock, CancellationToken stopping)
    {
        var messages = exchange.Run(StateMessages);
        var start = clock.Timestamp;
        for (var sent = 0; sent < count;)
        {
            await Task.Delay(Gathering, clock.Provider, stopping).ConfigureAwait(false);
            var due = (int)Math.Min(count, clock.Since(start).TotalSeconds * perSecond);
            exchange.Run(() => Burst(messages, sent, due - sent));
            sent = due;
        }
    }

    private Message[] StateMessages() => [.. exchange.Plan.People.Select(person => new Message(NumberStateFeed.Encode([(person.Number, person.StateId)])))];

    // Encoded once for each person and given out again and again; a connection makes its way through them as it sends.
    private void Burst(Message[] messages, int from, int count)
    {
        var burst = new Outgoing(Enumerable.Range(from, count).Select(index => messages[index % messages.Length]), 0);
        foreach (var connection in connections.Where(connection => connection.Person is not null && connection.IsSubscribed(NumberStateFeed.Event)))
        {
            Send(connection, burst);
        }
    }

    // What happens inside a conference goes to those connections that asked for it with confhandleevent.
    private void SendTo(Person person, string conferenceId, string name, Func<ConferenceView, JsonObject?> body)
    {
        var following = byPerson.TryGetValue(person, out var own) ? own.FindAll(connection => connection.FollowedConferences.Contains(conferenceId)) : [];
        if (following.Count > 0 && exchange.View(person, conferenceId) is { } view && body(view) is { } rendered)
        {
            Send(following, name, () => rendered);
        }
    }

    private void Leave(ClientConnection connection)
    {
        if (connection.Person is { } person)
        {
            byPerson[person].Remove(connection);
            connection.Person = null;
            exchange.ClientLeft(person);
        }
    }

    private int Send(IEnumerable<ClientConnection> to, string name, Func<JsonObject> body)
    {
        Outgoing? item = null;
        var count = 0;
        foreach (var connection in to)
        {
            if (connection.IsSubscribed(name))
            {
                Send(connection, item ??= Outgoing.Shared(FrameCodec.Encode(name, body())));
                count++;
            }
        }

        return count;
    }

    private async Task TellSoonAsync()
    {
        // Real time, whatever clock the PBX runs by: this spares messages and is no part of what happens in it.
        await Task.Delay(Gathering).ConfigureAwait(false);
        exchange.Run(() =>
        {
            isGathering = false;
            foreach (var connection in connections)
            {
                TellNumberStates(connection);
            }

            numberStates.Forget();
        });
    }

    private void TellNumberStates(ClientConnection connection)
    {
        if (connection.NumberStatesTold >= numberStates.End)
        {
            return;
        }

        if (connection.Person is not null && connection.IsSubscribed(NumberStateFeed.Event))
        {
            connection.Send(Outgoing.Shared(numberStates.From(connection.NumberStatesTold)));
        }

        connection.NumberStatesTold = numberStates.End;
    }
}
