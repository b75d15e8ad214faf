using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>The bodies of phone events.</summary>
internal static class EventRendering
{
    public static string Name(PhoneEvent what) => what switch
    {
        PhoneEvent.AutocallStarted => "phoneevent_acmcallstarted",
        PhoneEvent.AutocallStopped => "phoneevent_acmcallstopped",
        PhoneEvent.RingStarted => "phoneevent_ringstarted",
        PhoneEvent.RingStopped => "phoneevent_ringstopped",
        PhoneEvent.IvrStarted => "phoneevent_ivrstarted",
        PhoneEvent.IvrStopped => "phoneevent_ivrstopped",
        PhoneEvent.CommutationStarted => "phoneevent_commstarted",
        PhoneEvent.CommutationStopped => "phoneevent_commstopped",
        PhoneEvent.LineStateChanged => "linestatechanged",
        _ => throw new ArgumentOutOfRangeException(nameof(what), what, "Not an event."),
    };

    public static JsonObject Phone(Person person, PhoneEvent what, Leg leg)
    {
        var other = leg.Opposite.Party;
        var body = new JsonObject
        {
            // Events carry an id of their own; it never equals that of a request.
            ["qid"] = Guid.NewGuid().ToString("D"),
            ["userlogin"] = person.Login,
            ["userid"] = person.Id,
            ["chainid"] = leg.Call.ChainId,
            ["callerid"] = other.Number,
            ["callername"] = other.Name,
            ["isextline"] = other is OutsideParty,
        };
        switch (what)
        {
            case PhoneEvent.IvrStarted:
                body["isroutingivr"] = true;
                break;
            case PhoneEvent.CommutationStarted:
                body["commutationid"] = leg.Call.CommutationId;
                body["isconference"] = false;
                break;
            case PhoneEvent.CommutationStopped:
                body["commutationid"] = leg.Call.CommutationId;
                break;
        }

        return body;
    }
}
