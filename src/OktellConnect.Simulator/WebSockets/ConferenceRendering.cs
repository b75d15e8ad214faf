using System.Text.Json.Nodes;
using OktellConnect.Simulator.Pbx;

namespace OktellConnect.Simulator.WebSockets;

/// <summary>Conferences and those in them.</summary>
internal static class ConferenceRendering
{
    public static JsonObject Conference(ConferenceView view)
    {
        var body = new JsonObject
        {
            ["id"] = view.Id,
            ["name"] = view.Name,
            ["description"] = view.Description,
            ["isghost"] = view.GhostMode is not null,
            ["record"] = view.IsRecorded,
            ["everyonecaninvite"] = view.EverybodyMayInvite,
        };
        if (view.Room is { } room)
        {
            body["room"] = room;
        }

        if (view.GhostMode is { } mode)
        {
            body["ghostmode"] = Word(mode);
        }

        return body;
    }

    public static JsonArray Competitors(ConferenceView view) => new([.. view.Competitors.Select(competitor => Competitor(view, competitor))]);

    public static JsonObject Competitor(ConferenceView view, CompetitorView competitor)
    {
        var body = PartyRendering.Party(competitor.Party);
        body["competitorid"] = competitor.Id;
        body["chainid"] = view.ChainId;
        body["confstatestr"] = competitor.State.ToString();
        body["iscreator"] = competitor.IsCreator;
        body["isdirector"] = false;
        body["isghost"] = competitor.IsGhosted;
        body["isghostmajor"] = competitor.IsMajor;
        body["ishidden"] = competitor.IsHidden;
        if (view.GhostMode is not null)
        {
            body["ghosthelp"] = competitor.HearsGhost;
        }

        return body;
    }

    public static string Word(GhostMode mode) => mode switch
    {
        GhostMode.Monitor => "monitor",
        GhostMode.Help => "help",
        GhostMode.Conference => "conference",
        _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Not a mode."),
    };
}
