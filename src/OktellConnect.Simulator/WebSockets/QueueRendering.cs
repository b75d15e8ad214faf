using System.Globalization;
using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Calls that wait in queues.</summary>
internal static class QueueRendering
{
    /// <summary>One that waits for the person who asks: a party, and beside it how long it has waited (our own fields).</summary>
    public static JsonObject Waiting(Call call, DateTime now)
    {
        var body = PartyRendering.Party(call.Caller.Party);
        body["chainid"] = call.ChainId;
        body["lenqueue"] = Seconds(call, now);
        body["startqueuetime"] = Time(call);
        return body;
    }

    /// <summary>A queue with all that waits in it, as HTTP's <c>gettotalqueueinfo</c> is known to list it; that <c>lenqueue</c> is in seconds is our guess.</summary>
    public static JsonObject Queue(CallQueue queue, IEnumerable<Call> waiting, DateTime now)
    {
        var body = About(queue);
        body["queue"] = new JsonArray([.. waiting.Select(call => Fill([], call, queue, now))]);
        return body;
    }

    /// <summary>One that waits in any queue, with what is known of the queue beside it: our guess at the WebSocket's <c>gettotalqueue</c>.</summary>
    public static JsonObject Item(Call call, CallQueue queue, DateTime now) => Fill(About(queue), call, queue, now);

    private static JsonObject About(CallQueue queue) => new()
    {
        ["numid"] = queue.Id,
        ["rulename"] = queue.Name,
        ["ruleid"] = queue.Id,
        ["numprefix"] = queue.Number,
    };

    private static JsonObject Fill(JsonObject body, Call call, CallQueue queue, DateTime now)
    {
        var caller = call.Caller.Party;
        body["srclineid"] = call.Caller.Person?.Line.Id ?? LineRendering.NoChain;
        body["srclinenumber"] = caller is OutsideParty { Line: { } line } ? line.Number : caller.Number;
        body["username"] = caller.Name;
        body["callerid"] = caller.Number;
        body["calledid"] = queue.Number;
        body["chainid"] = call.ChainId;
        body["lenqueue"] = Seconds(call, now);
        body["startqueuetime"] = Time(call);
        body["queuepriority"] = queue.Priority;
        body["objecttype"] = 0;
        body["objecttypestr"] = "qotQueueLogic";
        body["istask"] = false;
        return body;
    }

    private static long Seconds(Call call, DateTime now) => (long)(now - call.Started).TotalSeconds;

    private static string Time(Call call) => call.Started.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
