using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>What <c>getextendedlineinfo</c> says of a line: the one reply from which clients derive the phone's state.</summary>
internal static class LineRendering
{
    /// <summary>Marks a line without a call. With anything else beside an empty abonent, the vendor's client shows a phantom.</summary>
    public const string NoChain = "00000000-0000-0000-0000-000000000000";

    public static JsonObject LineInfo(Person person, SimulatorClock clock, string outsideLine)
    {
        var body = new JsonObject
        {
            ["lineid"] = person.Line.Id,
            ["linenumber"] = person.Line.Number,
            ["linestatestr"] = LineState(person.Line.Leg),
            ["chainid"] = NoChain,
            ["isflashing"] = false,
            ["abonent"] = new JsonObject(),
        };
        if (person.Line.Leg is { } leg)
        {
            body["chainid"] = leg.Call.ChainId;
            body["calledid"] = leg.Call.Dialled;
            body["abonent"] = Abonent(leg, outsideLine);
            if (leg is { State: LegState.Talking, Call.AnsweredTimestamp: { } answered })
            {
                body["timertalklensec"] = (long)clock.Since(answered).TotalSeconds;
            }
        }

        return body;
    }

    /// <summary>A party that waits in a queue.</summary>
    public static JsonObject Waiting(Call call, string outsideLine)
    {
        var body = Party(call.Caller.Party, outsideLine);
        body["chainid"] = call.ChainId;
        return body;
    }

    // Four words are known from the vendor's client. Those for idle and for ringing are not public: ours are our own, and
    // clients have to take every word but the four for "none of those".
    private static string LineState(Leg? leg) => leg?.State switch
    {
        null => "lsReady",
        LegState.Waiting => "lsReserved",
        LegState.Ringing or LegState.CallbackRinging => "lsRinging",
        LegState.Dialling or LegState.WaitingForAnswer => "lsHookUp",
        _ => "lsCommutated",
    };

    private static JsonObject Abonent(Leg leg, string outsideLine)
    {
        var body = Party(leg.Opposite.Party, outsideLine);
        body["chainid"] = leg.Call.ChainId;
        body["isautocall"] = leg.IsAutocall && leg.State is LegState.Waiting or LegState.Dialling;
        body["isringing"] = leg.State is LegState.Ringing or LegState.CallbackRinging;
        body["iscommutated"] = leg.State == LegState.Talking;
        body["iswaitingforanswer"] = leg.State is LegState.WaitingForAnswer || leg.State == LegState.Dialling && !leg.IsAutocall;
        body["isconference"] = false;
        if (leg.State == LegState.CallbackRinging)
        {
            body["direction"] = "acm_callback";
        }

        if (leg.State == LegState.InService)
        {
            body["isivr"] = true;
            body["ivrname"] = leg.Call.Queue?.Name;
        }

        return body;
    }

    private static JsonObject Party(Party party, string outsideLine)
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
            case OutsideParty:
                body["extline"] = outsideLine;
                break;
            case QueueParty:
                body["caption"] = party.Name;
                break;
        }

        return body;
    }
}
