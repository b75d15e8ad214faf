using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>The bodies of the events of phone, hold and conference.</summary>
internal static class EventRendering
{
    public const string FlashState = "flashstatechanged";
    public const string Composition = "confcompositionchanged";
    public const string CompetitorState = "confcompetitorstatechanged";

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

    public static JsonObject Phone(Person person, PhoneEvent what, Leg leg, string? commutationId)
    {
        var body = About(person, leg);
        switch (what)
        {
            case PhoneEvent.IvrStarted:
                body["isroutingivr"] = true;
                break;
            case PhoneEvent.CommutationStarted:
                body["commutationid"] = commutationId;
                body["isconference"] = leg.Bridge.ConferenceId is not null;
                if (leg.Bridge.ConferenceId is { } id)
                {
                    body["confid"] = id;
                }

                break;
            case PhoneEvent.CommutationStopped:
                body["commutationid"] = commutationId;
                break;
        }

        return body;
    }

    public static JsonObject Flash(Person person, FlashType what, Leg leg)
    {
        var body = About(person, leg);
        body["flashtypeid"] = (int)what;
        return body;
    }

    public static JsonObject CompositionChanged(Person person, ConferenceView view) => new()
    {
        ["qid"] = NewId(),
        ["userlogin"] = person.Login,
        ["userid"] = person.Id,
        ["eventinfo"] = new JsonObject { ["conferenceid"] = view.Id, ["competitorlist"] = ConferenceRendering.Competitors(view) },
    };

    public static JsonObject CompetitorChanged(Person person, ConferenceView view, CompetitorView competitor) => new()
    {
        ["qid"] = NewId(),
        ["userlogin"] = person.Login,
        ["userid"] = person.Id,
        ["eventinfo"] = new JsonObject
        {
            ["conference"] = ConferenceRendering.Conference(view),
            ["competitor"] = ConferenceRendering.Competitor(view, competitor),
        },
    };

    private static JsonObject About(Person person, Leg leg)
    {
        var other = PartyRendering.Counterpart(leg);
        return new JsonObject
        {
            ["qid"] = NewId(),
            ["userlogin"] = person.Login,
            ["userid"] = person.Id,
            ["chainid"] = leg.Bridge.ChainId,
            ["callerid"] = other.Number,
            ["callername"] = other.Name,
            ["isextline"] = other is OutsideParty,
        };
    }

    // Events carry an id of their own; it never equals that of a request.
    private static string NewId() => Guid.NewGuid().ToString("D");
}
