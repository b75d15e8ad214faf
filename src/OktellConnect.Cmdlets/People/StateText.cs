using System.Management.Automation.Host;

namespace OktellConnect.Cmdlets;

/// <summary>States of numbers and users as people read them: in Russian, and in colour where it can be shown.</summary>
public static class StateText
{
    private const string Reset = "\u001b[0m";

    // PowerShell 7.2 and later leave escape sequences out when they measure a column; before that, colour would break the table.
    private static readonly bool MeasuresWithoutEscapes = typeof(PSHost).Assembly.GetType("System.Management.Automation.PSStyle") is not null;

    /// <summary>A state's word, coloured where the host shows colours and PowerShell can align them. The views call this.</summary>
    /// <param name="state">A <c>NumberState</c> or <c>UserState</c>.</param>
    /// <param name="host">The host that will show it.</param>
    public static string Show(object? state, PSHost? host) =>
        MeasuresWithoutEscapes && host?.UI?.SupportsVirtualTerminal == true ? Coloured(Word(state), state) : Word(state);

    /// <summary>A state's word.</summary>
    internal static string Word(object? state) => state?.ToString() switch
    {
        null => "",
        "Offline" or "Disconnected" => "не в сети",
        "Free" => "свободен",
        "Ready" => "готов",
        "Break" => "перерыв",
        "DoNotDisturb" => "не беспокоить",
        "Busy" => "занят",
        "Reserved" => "зарезервирован",
        "NoPhone" => "нет телефона",
        "Unknown" => "неизвестно",
        var other => other,
    };

    /// <summary>A text in the colour of a state.</summary>
    internal static string Coloured(string text, object? state) => $"\u001b[{Colour(state)}m{text}{Reset}";

    // Numbers of SGR, the standard's sequence for colours: the eight basic ones, which follow the user's colour scheme.
    private static int Colour(object? state) => state?.ToString() switch
    {
        "Free" or "Ready" => 32,
        "Busy" => 31,
        "Break" => 33,
        "DoNotDisturb" => 35,
        "Reserved" => 36,
        _ => 90,
    };
}
