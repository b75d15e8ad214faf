using System.Text.Json;
using OktellConnect.Protocol;

namespace OktellConnect.Personal;

/// <summary>What a redirect rule does (docs/protocol.md, "Redirect rules"). The values are the server's.</summary>
public enum RedirectState
{
    /// <summary>The server did not say, or said a number that is not known.</summary>
    Unknown = -1,

    /// <summary>Switched off.</summary>
    Disabled = 0,

    /// <summary>Switched on, but not in force.</summary>
    Enabled = 1,

    /// <summary>In force.</summary>
    Active = 2,
}

/// <summary>A redirect rule of the signed-in user. Immutable.</summary>
public sealed record RedirectRule
{
    /// <summary>Id as the server spells it.</summary>
    public required string Id { get; init; }

    /// <summary>Where calls go, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Whether this is the rule that clients set, of which a user has one; the others were made on the server.</summary>
    public bool IsOwn { get; init; }

    /// <summary>What it does now.</summary>
    public RedirectState State { get; init; }

    /// <summary>Whether it is enabled; null where the server does not say.</summary>
    public bool? IsEnabled { get; init; }

    /// <summary>Whether it counts only while the user state is Redirect; null where the server does not say.</summary>
    public bool? OnlyWhenRedirecting { get; init; }

    /// <summary>Its name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Its place among the rules; null where the server does not say.</summary>
    public int? Priority { get; init; }

    /// <summary>The rule as the server sent it: what is not known here is sent back unchanged.</summary>
    internal JsonElement Source { get; init; }

    /// <summary>The number.</summary>
    public override string ToString() => Number ?? "";

    internal static RedirectRule? Read(JsonElement rule, string ownId) => rule.GetNonEmptyText("id") is not { } id ? null : new RedirectRule
    {
        Id = id,
        Number = rule.GetNonEmptyText("destinationnumber"),
        IsOwn = string.Equals(id.Replace("-", "").Trim('{', '}'), ownId, StringComparison.OrdinalIgnoreCase),
        State = rule.GetWholeNumber("state") is >= 0 and <= 2 and var state ? (RedirectState)state : RedirectState.Unknown,
        IsEnabled = rule.GetFlag("isenabled"),
        OnlyWhenRedirecting = rule.GetFlag("onlyforredirectstate"),
        Name = rule.GetNonEmptyText("caption"),
        Priority = (int?)rule.GetWholeNumber("priority"),
        Source = rule.Clone(),
    };
}
