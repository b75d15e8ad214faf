using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Parties, actions and modes in Russian, for the views.</summary>
public static class CallWords
{
    /// <summary>What kind of party somebody on the line or in the queue is.</summary>
    /// <param name="party">A party or a waiting caller.</param>
    public static string Kind(object? party) => party switch
    {
        CallParty { IsConference: true } => "конференция",
        CallParty { IsIvr: true } => "голосовое меню",
        CallParty { IsExternal: true } or QueueItem { IsExternal: true } => "внешний",
        _ => "внутренний",
    };

    /// <summary>What somebody is in a conference.</summary>
    /// <param name="participant">The participant.</param>
    public static string Role(object? participant) => participant is not ConferenceParticipant someone ? "" : string.Join(", ", new[]
    {
        someone.IsCreator ? "создатель" : null,
        someone.IsDirector ? "ведущий" : null,
        someone.IsMonitor ? "наблюдение" : null,
        someone.IsHidden ? "скрыт" : null,
    }.Where(role => role is not null));

    /// <summary>A supervisor's mode.</summary>
    /// <param name="mode">The mode.</param>
    public static string Mode(object? mode) => mode switch
    {
        MonitorMode.Listen => "прослушивание",
        MonitorMode.Help => "подсказка",
        MonitorMode.Conference => "участие",
        _ => "",
    };

    /// <summary>What can be done.</summary>
    /// <param name="actions">The actions.</param>
    public static string Actions(object? actions) => actions is not IEnumerable<PhoneAction> list ? "" : string.Join(", ", list.Select(action => action switch
    {
        PhoneAction.Call => "позвонить",
        PhoneAction.Intercom => "интерком",
        PhoneAction.Answer => "ответить",
        PhoneAction.End => "завершить",
        PhoneAction.Transfer => "перевести",
        PhoneAction.Suspend => "удержать",
        PhoneAction.Resume => "вернуться",
        PhoneAction.Switch => "переключить",
        PhoneAction.Join => "соединить",
        PhoneAction.Conference => "конференция",
        PhoneAction.Listen => "слушать",
        PhoneAction.Help => "подсказывать",
        PhoneAction.MonitorConference => "вмешаться",
        _ => action.ToString(),
    }));
}
