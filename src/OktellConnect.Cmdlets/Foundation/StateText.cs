using System.Management.Automation;
using System.Management.Automation.Host;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>
/// States in Russian for the views, coloured where the host shows colours and PowerShell's formatter knows that a colour takes no
/// room (7.2 and later); plain everywhere else. Views call it: one line there in place of a switch, which import would have to parse.
/// </summary>
public static class StateText
{
    private const int Red = 31;
    private const int Green = 32;
    private const int Yellow = 33;
    private const int Magenta = 35;
    private const int Cyan = 36;
    private const int Grey = 90;

    private static readonly bool FormatterKnowsColours = typeof(PSObject).Assembly.GetType("System.Management.Automation.PSStyle") is not null;

    /// <summary>The state of a number, a user or a call, or the state a call is in; any other value as it is.</summary>
    /// <param name="state">The state, or the call.</param>
    /// <param name="host">The host that will show it.</param>
    public static string Of(object? state, PSHost? host) => Of(state, host, FormatterKnowsColours);

    internal static string Of(object? state, PSHost? host, bool formatterKnowsColours)
    {
        var (text, colour) = Describe(state);
        return formatterKnowsColours ? Coloured(text, colour, host) : text;
    }

    /// <summary>The state of the own line, which is free where a call would have ended.</summary>
    /// <param name="state">The state.</param>
    /// <param name="host">The host that will show it.</param>
    public static string Line(object? state, PSHost? host) => state is CallState.Ready ? Coloured("свободна", Green, host) : Of(state, host);

    /// <summary>Yes or no.</summary>
    /// <param name="value">The value.</param>
    public static string YesNo(bool value) => value ? "да" : "нет";

    /// <summary>The state of a number, without colour.</summary>
    internal static string Word(NumberState state) => Number(state).Text;

    /// <summary>The state of a number, coloured whatever the formatter knows: for what is drawn past it.</summary>
    internal static string InColour(NumberState state) => Escaped(Number(state).Text, Number(state).Colour);

    private static (string Text, int Colour) Describe(object? state) => state switch
    {
        NumberState number => Number(number),
        UserState user => User(user),
        CallInfo { HasEnded: false, State: CallState.Ready } => ("гудок", Cyan),
        CallInfo call => Call(call.State),
        CallState call => Call(call),
        PhoneDirection direction => (Direction(direction), 0),
        _ => (state?.ToString() ?? "", 0),
    };

    private static (string Text, int Colour) Number(NumberState state) => state switch
    {
        NumberState.Offline => ("не в сети", Grey),
        NumberState.Free => ("свободен", Green),
        NumberState.Break => ("перерыв", Yellow),
        NumberState.DoNotDisturb => ("не беспокоить", Magenta),
        NumberState.Busy => ("занят", Red),
        NumberState.Reserved => ("зарезервирован", Yellow),
        NumberState.NoPhone => ("нет телефона", Grey),
        _ => ("неизвестно", Grey),
    };

    private static (string Text, int Colour) User(UserState state) => state switch
    {
        UserState.Disconnected => ("не в сети", Grey),
        UserState.Ready => ("готов", Green),
        UserState.Break => ("перерыв", Yellow),
        UserState.DoNotDisturb => ("не беспокоить", Magenta),
        UserState.Busy => ("занят", Red),
        UserState.Reserved => ("зарезервирован", Yellow),
        UserState.NoPhone => ("нет телефона", Grey),
        _ => ("неизвестно", Grey),
    };

    private static (string Text, int Colour) Call(CallState state) => state switch
    {
        CallState.Disconnected => ("нет телефона", Grey),
        CallState.Ready => ("завершён", Grey),
        CallState.Backring => ("звонит свой телефон", Yellow),
        CallState.Call => ("набор", Cyan),
        CallState.Ring => ("входящий", Yellow),
        CallState.Talk => ("разговор", Green),
        _ => ("неизвестно", Grey),
    };

    private static string Direction(PhoneDirection direction) => direction switch
    {
        PhoneDirection.Incoming => "входящий",
        PhoneDirection.Outgoing => "исходящий",
        _ => "—",
    };

    private static string Coloured(string text, int colour, PSHost? host) =>
        colour != 0 && text.Length > 0 && FormatterKnowsColours && host?.UI is { SupportsVirtualTerminal: true } ? Escaped(text, colour) : text;

    private static string Escaped(string text, int colour) => $"\u001b[{colour}m{text}\u001b[0m";
}
