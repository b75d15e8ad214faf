using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>What <c>getextendedlineinfo</c> says of a line: the one reply from which clients derive the phone's state.</summary>
internal static class LineRendering
{
    /// <summary>Marks a line without a call. With anything else beside an empty abonent, the vendor's client shows a phantom.</summary>
    public const string NoChain = "00000000-0000-0000-0000-000000000000";

    public static JsonObject LineInfo(Person person, SimulatorClock clock)
    {
        var line = person.Line;
        var body = new JsonObject
        {
            ["lineid"] = line.Id,
            ["linenumber"] = line.Number,
            ["linestatestr"] = LineState(line),
            ["chainid"] = NoChain,
            ["isflashing"] = line.Held is not null,
            ["abonent"] = new JsonObject(),
        };
        if (line.Held is { } held)
        {
            body["flashed"] = Flashed(held);
        }

        if (line.Current is not { } leg)
        {
            return body;
        }

        body["chainid"] = leg.Bridge.ChainId;
        body["abonent"] = Abonent(leg);
        if (leg.Call is { } call)
        {
            body["calledid"] = call.Dialled;
        }

        if (leg.Commutation is { } talk)
        {
            body["timertalklensec"] = (long)clock.Since(talk.Timestamp).TotalSeconds;
        }

        return body;
    }

    /// <summary>Who is on hold, as <c>getflashedabonentinfo</c> says it.</summary>
    public static JsonObject FlashInfo(Person person) => new()
    {
        ["containsflashed"] = person.Line.Held is not null,
        ["abonent"] = person.Line.Held is { } held ? Flashed(held) : new JsonObject(),
    };

    // Four words are known from the vendor's client. Those for idle and for ringing are not public: ours are our own, and
    // clients have to take every word but the four for "none of those".
    private static string LineState(Line line) => line switch
    {
        { IsConnected: false } => "lsDisconnected",
        { HasDialTone: true } => "lsHookUp",
        _ => line.Current?.State switch
        {
            null => "lsReady",
            LegState.Waiting => "lsReserved",
            LegState.Ringing or LegState.CallbackRinging => "lsRinging",
            LegState.Dialling or LegState.WaitingForAnswer => "lsHookUp",
            _ => "lsCommutated",
        },
    };

    private static JsonObject Flashed(Leg leg)
    {
        var body = leg.Bridge.ConferenceId is null ? PartyRendering.Party(PartyRendering.Counterpart(leg)) : PartyRendering.Conference(leg.Bridge);
        body["chainid"] = leg.Bridge.ChainId;
        return body;
    }

    private static JsonObject Abonent(Leg leg)
    {
        // An invitation to a conference is a call of the one who made it; only who has answered is in it.
        var isConference = leg is { State: LegState.Talking, Bridge.ConferenceId: not null };
        var body = isConference ? PartyRendering.Conference(leg.Bridge) : PartyRendering.Party(PartyRendering.Counterpart(leg));
        body["chainid"] = leg.Bridge.ChainId;
        body["isautocall"] = leg.IsAutocall && leg.State is LegState.Waiting or LegState.Dialling;
        body["isringing"] = leg.State is LegState.Ringing or LegState.CallbackRinging;
        body["iscommutated"] = leg.State == LegState.Talking && !leg.IsWaitingInFlash;
        body["iswaitinginflash"] = leg.IsWaitingInFlash;
        body["iswaitingforanswer"] = leg.State is LegState.WaitingForAnswer || leg.State == LegState.Dialling && !leg.IsAutocall;
        body["isconference"] = isConference;
        if (leg.State == LegState.CallbackRinging)
        {
            body["direction"] = "acm_callback";
        }

        if (leg.State == LegState.InService)
        {
            body["isivr"] = true;
            body["ivrname"] = leg.Call?.Queue?.Name;
        }

        return body;
    }
}
