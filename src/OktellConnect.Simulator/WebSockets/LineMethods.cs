using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>The line and its calls.</summary>
internal sealed class LineMethods(Exchange exchange, SimulatorClock clock)
{
    public void AddTo(MethodTable methods)
    {
        methods.Add("getextendedlineinfo", context => Reply.With(LineRendering.LineInfo(context.Person, clock)));
        methods.Add("getflashedabonentinfo", context => Reply.With(LineRendering.FlashInfo(context.Person)));
        methods.Add("getcurrentqueue", CurrentQueue);
        methods.Add("gettotalqueue", _ => TotalQueue());
        methods.Add("pbxautocallstart", StartAutocall);
        methods.Add("pbxautocallabort", context => Reply.From(exchange.AbortAutocall(context.Person)));
        methods.Add("pbxanswercall", context => Reply.From(exchange.Answer(context.Person)));
        methods.Add("pbxabortcall", context => Reply.From(exchange.Abort(context.Person)));
        methods.Add("pbxdeclinecall", context => Reply.From(exchange.Decline(context.Person)));
        methods.Add("pbxmakeflash", Flash);
        methods.Add("pbxmaketransfer", Transfer);
        methods.Add("pbxtransfercall", Transfer);
    }

    /// <summary>The word for a mode; null for a word that is none. The vendor's client leaves it out for modes that it does not know.</summary>
    public static FlashMode? Mode(string? word) => word switch
    {
        null or "" or "switch" => FlashMode.Switch,
        "abort" => FlashMode.Abort,
        "next" => FlashMode.Next,
        _ => null,
    };

    private JsonObject CurrentQueue(MethodContext context)
    {
        var mine = exchange.Plan.Queues.Where(queue => queue.Members.Contains(context.Person));
        return Reply.Done(("queue", new JsonArray([.. Exchange.Waiting(mine).Select(call => QueueRendering.Waiting(call, clock.LocalNow))])));
    }

    private JsonObject TotalQueue() => Reply.Done(("queue", new JsonArray(
        [.. Exchange.Waiting(exchange.Plan.Queues).Select(call => QueueRendering.Item(call, call.Queue!, clock.LocalNow))])));

    private JsonObject StartAutocall(MethodContext context)
    {
        CallSequence sequence;
        switch (context.Body.GetText("sequence"))
        {
            case null or "" or "user":
                sequence = CallSequence.UserFirst;
                break;
            case "abonent":
                sequence = CallSequence.AbonentFirst;
                break;
            default:
                return Reply.Refused(Refusal.BadParameter, "sequence is neither user nor abonent");
        }

        var outcome = exchange.Order(context.Person, context.Body.GetText("number"), sequence, context.Body.GetFlag("intercom") == true);
        return outcome.ChainId is { } chain ? Reply.Done(("chainid", chain)) : Reply.From(outcome);
    }

    private JsonObject Flash(MethodContext context) => Mode(context.Body.GetText("mode")) is { } mode
        ? Reply.From(exchange.Flash(context.Person, mode))
        : Reply.Refused(Refusal.BadParameter, "mode is neither switch nor abort nor next");

    // How pbxtransfercall names the number is not public: both names are taken.
    private JsonObject Transfer(MethodContext context) =>
        Reply.From(exchange.Transfer(context.Person, context.Body.GetNonEmptyText("transferto") ?? context.Body.GetText("number")));
}
