namespace OktellConnect.Telephony;

/// <summary>How a supervisor takes part in somebody's call.</summary>
public enum MonitorMode
{
    /// <summary>Hears, and is not heard.</summary>
    Listen,

    /// <summary>Hears, and is heard by the monitored user only.</summary>
    Help,

    /// <summary>Hears, and is heard by everybody.</summary>
    Conference,
}

/// <summary>A monitoring that is on. Immutable.</summary>
public sealed record MonitorInfo
{
    /// <summary>Oktell's id of the monitored user, lower case; null where the server does not tell who it is.</summary>
    public string? UserId { get; init; }

    /// <summary>Name of the monitored user, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Number of the monitored user, or null.</summary>
    public string? Number { get; init; }

    /// <summary>How: as this client set it last, or as the server tells it; a monitoring begins with listening.</summary>
    public MonitorMode Mode { get; init; }

    /// <summary>The server's id of the conference it is made with, lower case.</summary>
    public required string ConferenceId { get; init; }

    /// <summary>When the line showed it first, by this computer's clock.</summary>
    public DateTimeOffset Started { get; init; }
}
