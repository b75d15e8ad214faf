using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Http;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Service scenarios by WebSocket. The method's parameters are known from one public page, its reply from nobody.</summary>
internal sealed class ScriptMethods(Scripts scripts)
{
    public void AddTo(MethodTable methods) => methods.Add("execsvcscript", Run);

    private JsonObject Run(MethodContext context)
    {
        if (context.Body.GetNonEmptyText("scriptname") is not { } name)
        {
            return Reply.Refused(Refusal.BadParameter, "No scriptname");
        }

        if (scripts.Find(name) is not { } script)
        {
            return Reply.Refused(Refusal.BadParameter, "There is no such scenario");
        }

        if (context.Body.GetFlag("waitresponse") == false)
        {
            return Reply.Done(("started", true));
        }

        var runs = TimeSpan.FromSeconds(script.Seconds);
        var timeout = context.Body.GetWholeNumber("waittimeoutsec") is > 0 and < int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : TimeSpan.MaxValue;
        if (runs > TimeSpan.Zero)
        {
            context.ReplyAfter = runs < timeout ? runs : timeout;
        }

        return runs <= timeout
            ? Reply.Done(("started", true), ("returnvalue", Scripts.Fill(script.ReturnValue1, parameter => context.Body.GetText(parameter))))
            : Reply.Refused(Refusal.BadParameter, "The scenario did not end in time");
    }
}
