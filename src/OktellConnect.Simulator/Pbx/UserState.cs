namespace OktellConnect.Simulator.Pbx;

/// <summary>Ids of user states, which are those of number states too. Id 4 does not exist.</summary>
internal static class UserStateIds
{
    public const int Disconnected = 0;
    public const int Ready = 1;
    public const int Break = 2;
    public const int DoNotDisturb = 3;
    public const int Busy = 5;
    public const int NoPhone = 7;

    /// <summary>Those a person can choose; the others come from the PBX.</summary>
    public static bool IsChoosable(long id) => id is Ready or Break or DoNotDisturb or Busy;
}

/// <summary>What a person has chosen to be.</summary>
internal sealed class UserState
{
    public int StateId { get; set; } = UserStateIds.Ready;

    public bool OnCallCenter { get; set; }

    /// <summary>In the call centre, but taking calls by hand.</summary>
    public bool OnCallCenterManual { get; set; }

    public bool OnRedirect { get; set; }

    public int? BreakReasonId { get; set; }

    public string? BreakText { get; set; }

    public (int, bool, bool, bool, int?, string?) Snapshot => (StateId, OnCallCenter, OnCallCenterManual, OnRedirect, BreakReasonId, BreakText);
}

/// <summary>A wanted change of state; null leaves a part as it is.</summary>
internal sealed record UserStateChange
{
    public long? StateId { get; init; }

    public bool? OnCallCenter { get; init; }

    public bool? OnCallCenterManual { get; init; }

    public bool? OnRedirect { get; init; }

    public long? BreakReasonId { get; init; }

    public string? BreakText { get; init; }
}
