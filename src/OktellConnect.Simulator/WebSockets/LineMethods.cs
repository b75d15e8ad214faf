using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>The line and its calls.</summary>
internal sealed class LineMethods(Exchange exchange, SimulatorClock clock)
{
    public void AddTo(MethodTable methods)
    {
        methods.Add("getextendedlineinfo", context => Reply.With(LineRendering.LineInfo(context.Person, clock, exchange.Plan.OutsideLine)));
        methods.Add("getcurrentqueue", CurrentQueue);
        methods.Add("pbxautocallstart", StartAutocall);
        methods.Add("pbxautocallabort", context => Reply.From(exchange.AbortAutocall(context.Person)));
        methods.Add("pbxanswercall", context => Reply.From(exchange.Answer(context.Person)));
        methods.Add("pbxabortcall", context => Reply.From(exchange.Abort(context.Person)));
        methods.Add("pbxdeclinecall", context => Reply.From(exchange.Decline(context.Person)));
    }

    private JsonObject CurrentQueue(MethodContext context)
    {
        var waiting = exchange.Plan.Queues
            .Where(queue => queue.Members.Contains(context.Person))
            .SelectMany(queue => queue.Waiting)
            .Select(call => LineRendering.Waiting(call, exchange.Plan.OutsideLine));
        return Reply.Done(("queue", new JsonArray([.. waiting])));
    }

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
        return outcome.Call is { } call ? Reply.Done(("chainid", call.ChainId)) : Reply.From(outcome);
    }
}
