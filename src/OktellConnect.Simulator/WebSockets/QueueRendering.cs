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

    /// <summary>
    /// A queue with all that waits in it. The fields are those that HTTP's <c>gettotalqueueinfo</c> is known to have; that the WebSocket's reply has
    /// the same, and that <c>lenqueue</c> is in seconds, is our guess.
    /// </summary>
    public static JsonObject Queue(CallQueue queue, IEnumerable<Call> waiting, DateTime now) => new()
    {
        ["numid"] = queue.Id,
        ["rulename"] = queue.Name,
        ["ruleid"] = queue.Id,
        ["numprefix"] = queue.Number,
        ["queue"] = new JsonArray([.. waiting.Select(call => Item(call, queue, now))]),
    };

    private static JsonObject Item(Call call, CallQueue queue, DateTime now) => new()
    {
        ["srclineid"] = call.Caller.Person?.Line.Id ?? LineRendering.NoChain,
        ["srclinenumber"] = call.Caller.Party is OutsideParty { Line: { } line } ? line.Number : call.Caller.Party.Number,
        ["callerid"] = call.Caller.Party.Number,
        ["calledid"] = queue.Number,
        ["chainid"] = call.ChainId,
        ["lenqueue"] = Seconds(call, now),
        ["startqueuetime"] = Time(call),
        ["queuepriority"] = queue.Priority,
        ["objecttype"] = 0,
        ["objecttypestr"] = "qotQueueLogic",
        ["istask"] = false,
    };

    private static long Seconds(Call call, DateTime now) => (long)(now - call.Started).TotalSeconds;

    private static string Time(Call call) => call.Started.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
