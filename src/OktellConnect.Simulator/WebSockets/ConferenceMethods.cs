using System.Text.Json;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Conferences, and supervisors listening in.</summary>
internal sealed class ConferenceMethods(Exchange exchange)
{
    private const int LongestText = 200;

    public void AddTo(MethodTable methods)
    {
        methods.Add("createnewconference", Create);
        methods.Add("buildconferencefromcommutation", context => Reply.From(exchange.BuildConference(context.Person)));
        methods.Add("invitetoconference", context => Reply.From(exchange.Invite(context.Person, Id(context), Invitations(context.Body))));
        methods.Add("checkcanconnecttogathertoconference", context => Reply.Done(("canconnecttogather", exchange.CanBringHeld(context.Person))));
        methods.Add("connecttogathertoconference", context => Reply.From(exchange.BringHeld(context.Person)));
        methods.Add("getconferenceinfo", Info);
        methods.Add("getconferencecompetitors", Competitors);
        methods.Add("confdisconnectcompetitor", context => Reply.From(exchange.Remove(context.Person, Id(context), CompetitorId(context))));
        methods.Add("exitconference", context => Reply.From(exchange.Exit(context.Person, Id(context))));
        methods.Add("confhandleevent", Follow);
        methods.Add("attachasghost", context => Reply.From(exchange.AttachGhost(context.Person, context.Body.GetText("ghostedid"))));
        methods.Add("confsetghostmode", SetGhostMode);
        methods.Add("confsetvoiceparams", SetVoice);
    }

    private static string? Id(MethodContext context) => context.Body.GetText("conferenceid");

    private static string? CompetitorId(MethodContext context) => (context.Body.GetField("competitor") ?? default).GetText("competitorid");

    private static List<Invitation> Invitations(JsonElement body) =>
    [
        .. body.GetItems("competitors").Select(item => new Invitation(
            item.GetNonEmptyText("userid"),
            item.GetNonEmptyText("userlogin"),
            item.GetNonEmptyText("number") ?? item.GetNonEmptyText("intnumber"))),
    ];

    private JsonObject Create(MethodContext context)
    {
        var wanted = context.Body.GetField("conference") ?? default;
        var (name, description) = (wanted.GetText("name") ?? "", wanted.GetText("description") ?? "");
        if (name.Length > LongestText || description.Length > LongestText)
        {
            return Reply.Refused(Refusal.BadParameter, $"Name and description have at most {LongestText} characters");
        }

        return Reply.From(exchange.CreateConference(context.Person, new ConferenceOrder
        {
            Id = wanted.GetText("id"),
            Room = wanted.GetWholeNumber("room"),
            Name = name,
            Description = description,
            IsRecorded = wanted.GetFlag("record") ?? true,
            EverybodyMayInvite = wanted.GetFlag("everyonecaninvite") ?? true,
            Invitations = Invitations(context.Body),
        }));
    }

    // The vendor's client uses both fields without a look at the result.
    private JsonObject Info(MethodContext context)
    {
        var view = exchange.View(context.Person, Id(context));
        var reply = view is null ? Reply.Refused(Refusal.ConferenceNotFound, "Not in such a conference") : Reply.Done();
        reply["conference"] = view is null ? new JsonObject() : ConferenceRendering.Conference(view);
        reply["competitors"] = view is null ? new JsonArray() : ConferenceRendering.Competitors(view);
        return reply;
    }

    /// <summary>Those who are in it or being called. The vendor's client needs the list even where there is no conference.</summary>
    private JsonObject Competitors(MethodContext context)
    {
        var view = exchange.View(context.Person, Id(context));
        var reply = view is null ? Reply.Refused(Refusal.ConferenceNotFound, "Not in such a conference") : Reply.Done();
        reply["competitorlist"] = view is null ? new JsonArray() : ConferenceRendering.Competitors(view with
        {
            Competitors = [.. view.Competitors.Where(competitor => competitor.State is CompetitorState.Invited or CompetitorState.InConference)],
        });
        return reply;
    }

    private JsonObject Follow(MethodContext context)
    {
        if (Id(context) is not { } id || context.Body.GetText("eventtype") is not (null or "competitors"))
        {
            return Reply.Refused(Refusal.BadParameter, "A conference and the events of its competitors can be followed");
        }

        var followed = context.Connection.FollowedConferences;
        if (context.Body.GetFlag("handle") != true)
        {
            followed.Remove(id);
            return Reply.Done();
        }

        // The vendor's client may follow a conference before it knows that it was made, or after its end.
        followed.RemoveWhere(other => exchange.View(context.Person, other) is null);
        followed.Add(id);
        return Reply.Done();
    }

    private JsonObject SetGhostMode(MethodContext context)
    {
        GhostMode? mode = context.Body.GetText("ghostmode") switch
        {
            "monitor" => GhostMode.Monitor,
            "help" => GhostMode.Help,
            "conference" => GhostMode.Conference,
            _ => null,
        };
        return mode is { } wanted
            ? Reply.From(exchange.SetGhostMode(context.Person, Id(context), wanted))
            : Reply.Refused(Refusal.BadParameter, "ghostmode is neither monitor nor help nor conference");
    }

    private JsonObject SetVoice(MethodContext context) => (context.Body.GetField("competitor") ?? default).GetFlag("ghosthelp") is { } isHelped
        ? Reply.From(exchange.SetGhostHelp(context.Person, Id(context), CompetitorId(context), isHelped))
        : Reply.Refused(Refusal.BadParameter, "ghosthelp is missing");
}
