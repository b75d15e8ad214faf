using System.Globalization;
using OktellConnect.Messaging;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Messages and redirect rules in Russian words, for the views.</summary>
public static class PersonalText
{
    /// <summary>When a message was sent, in this computer's time.</summary>
    /// <param name="message">The message.</param>
    public static string Time(TextMessage? message) => message?.Time.LocalDateTime.ToString("dd.MM.yyyy HH:mm:ss", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Which way a message went.</summary>
    /// <param name="message">The message.</param>
    public static string Direction(TextMessage? message) => message switch
    {
        null => "",
        { IsIncoming: true } => "вх",
        _ => "исх",
    };

    /// <summary>Who the other one is.</summary>
    /// <param name="message">The message.</param>
    public static string Partner(TextMessage? message) => message switch
    {
        null => "",
        { IsIncoming: true } => message.FromName ?? message.FromLogin ?? message.FromId ?? "неизвестно",
        _ => message.ToName ?? message.ToLogin ?? message.ToId ?? "неизвестно",
    };

    /// <summary>What a redirect rule does.</summary>
    /// <param name="rule">The rule.</param>
    public static string State(RedirectRule? rule) => rule?.State switch
    {
        RedirectState.Disabled => "выключено",
        RedirectState.Enabled => "включено",
        RedirectState.Active => "действует",
        _ => "неизвестно",
    };
}
