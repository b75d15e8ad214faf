namespace OktellConnect.Telephony;

/// <summary>A caller who waits for the signed-in user. Immutable.</summary>
public sealed record QueueItem
{
    /// <summary>Number, or null.</summary>
    public string? Number { get; init; }

    /// <summary>Name as the server gives it, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Oktell's id of the user, lower case; null for outside callers.</summary>
    public string? UserId { get; init; }

    /// <summary>Login of the user, or null.</summary>
    public string? UserLogin { get; init; }

    /// <summary>The server's id of the call chain, lower case, or null.</summary>
    public string? ChainId { get; init; }

    /// <summary>Whether the caller is outside the PBX.</summary>
    public bool IsExternal { get; init; }

    /// <summary>Id as a competitor, lower case, or null.</summary>
    public string? CompetitorId { get; init; }

    /// <summary>How long the caller has been waiting by the server; null where it does not say, or where its unit is not proven yet.</summary>
    public TimeSpan? Waiting { get; init; }

    /// <summary>When this client saw the caller first, by this computer's clock.</summary>
    public DateTimeOffset SeenSince { get; init; }

    internal string Key { get; init; } = "";
}
