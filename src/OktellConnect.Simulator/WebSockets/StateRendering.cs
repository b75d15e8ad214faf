using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>User states and number states as the protocol writes them.</summary>
internal static class StateRendering
{
    /// <summary>The complete state: clients take an absent flag for false.</summary>
    public static JsonObject UserState(Person person)
    {
        var chosen = person.Chosen;
        var body = new JsonObject
        {
            ["userid"] = person.Id,
            ["userlogin"] = person.Login,
            ["userstateid"] = person.StateId,
            ["oncallcenter"] = chosen.OnCallCenter,
            ["onccmanual"] = chosen.OnCallCenterManual,
            ["onlunch"] = chosen.StateId == UserStateIds.Break,
            ["onredirect"] = chosen.OnRedirect,
            ["ontask"] = false,
        };
        if (chosen.BreakReasonId is { } reason)
        {
            body["lunchreasonid"] = reason;
        }

        if (chosen.BreakText is { } text)
        {
            body["lunchreasonmsg"] = text;
        }

        return body;
    }

    public static JsonObject NumberState(Person person) => new()
    {
        ["numbers"] = new JsonArray(new JsonObject { ["num"] = person.Number, ["numstateid"] = person.StateId }),
    };
}
