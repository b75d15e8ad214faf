using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>A supervisor's acts in words, for questions to the user.</summary>
internal static class MonitorText
{
    public static string Start(MonitorMode mode) => mode switch
    {
        MonitorMode.Help => "Listen and prompt",
        MonitorMode.Conference => "Join the talk",
        _ => "Listen",
    };

    public static string Describe(MonitorInfo? monitor) =>
        monitor is null ? "nobody" : CallText.Describe(monitor.Number, monitor.Name, isConference: false);
}
