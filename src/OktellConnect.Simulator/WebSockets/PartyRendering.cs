using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Parties as the protocol writes them: the fields that line, hold, queue and conference share.</summary>
internal static class PartyRendering
{
    public static JsonObject Party(Party party)
    {
        var body = new JsonObject
        {
            ["number"] = party.Number,
            ["callerid"] = party.Number,
            ["isextline"] = party is OutsideParty,
        };
        switch (party)
        {
            case PersonParty { Person: var person }:
                body["userid"] = person.Id;
                body["userlogin"] = person.Login;
                body["username"] = person.Name;
                break;
            case OutsideParty { Line: { } line }:
                body["extline"] = line.Number;
                break;
            case QueueParty:
                body["caption"] = party.Name;
                break;
        }

        return body;
    }

    /// <summary>Who is at the other end; in a conference whoever it is on behalf of.</summary>
    public static Party Counterpart(Leg leg) => leg.Bridge switch
    {
        // Whoever waits in a queue does not know whose phone rings for him.
        Call { Queue: { } queue } when leg.State == LegState.InService => new QueueParty(queue),
        Call call => call.Opposite(leg).Party,
        Conference conference => new PersonParty(conference.Creator),
        GhostConference ghost => new PersonParty(ghost.Major),
        _ => throw new InvalidOperationException($"An end of {leg.Bridge.GetType().Name}."),
    };

    /// <summary>A conference in place of a party.</summary>
    public static JsonObject Conference(Bridge bridge)
    {
        var body = new JsonObject { ["isconference"] = true, ["conferenceid"] = bridge.ConferenceId };
        if (bridge is Conference conference)
        {
            body["conferencename"] = conference.Name;
            body["conferenceroom"] = conference.Room;
        }

        return body;
    }
}
