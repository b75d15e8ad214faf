using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>What may be monitored, and what is sent, as pure functions (docs/protocol.md, "Supervisor").</summary>
internal static class MonitorRules
{
    /// <summary>Why no monitoring can begin now, or null.</summary>
    public static OktellErrorInfo? RefusalToStart(LineSnapshot line, bool isMe) => line switch
    {
        _ when isMe => OktellErrors.MonitorTargetSelf,
        { State: LineState.Unknown } => OktellErrors.LineInfoMissing,
        { State: LineState.Disconnected } => OktellErrors.CallNoPhone,
        { State: not LineState.Ready } => OktellErrors.MonitorLineBusy,
        _ => null,
    };

    /// <summary>The message that sets a mode for a monitored competitor.</summary>
    public static (string Method, JsonObject Body) MessageToSet(MonitorMode mode, string conferenceId, Abonent competitor) =>
        competitor.IsGhostMajor || mode == MonitorMode.Conference
            ? ("confsetghostmode", new JsonObject { ["conferenceid"] = conferenceId, ["ghostmode"] = Word(mode) })
            : ("confsetvoiceparams", new JsonObject
            {
                ["conferenceid"] = conferenceId,
                ["competitor"] = new JsonObject { ["competitorid"] = competitor.CompetitorId, ["ghosthelp"] = mode == MonitorMode.Help },
            });

    /// <summary>The mode a word means; listening where the server says nothing, or something else.</summary>
    public static MonitorMode ModeOf(string? word) => word switch
    {
        "help" => MonitorMode.Help,
        "conference" => MonitorMode.Conference,
        _ => MonitorMode.Listen,
    };

    private static string Word(MonitorMode mode) => mode switch
    {
        MonitorMode.Help => "help",
        MonitorMode.Conference => "conference",
        _ => "monitor",
    };
}
