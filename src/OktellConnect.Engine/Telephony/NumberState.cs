namespace OktellConnect.Telephony;

/// <summary>State of a number of the plan (docs/protocol.md, "People and numbers").</summary>
public enum NumberState
{
    /// <summary>The server does not say, as for groups and services, or says a number that is not known.</summary>
    Unknown = -1,

    /// <summary>Nobody is signed in.</summary>
    Offline = 0,

    /// <summary>Free.</summary>
    Free = 1,

    /// <summary>On a break.</summary>
    Break = 2,

    /// <summary>Do not disturb.</summary>
    DoNotDisturb = 3,

    /// <summary>Busy.</summary>
    Busy = 5,

    /// <summary>Reserved.</summary>
    Reserved = 6,

    /// <summary>No telephone.</summary>
    NoPhone = 7,
}

/// <summary>A number of the number plan with its state when it was read. Immutable.</summary>
public sealed record PbxNumber
{
    /// <summary>The number.</summary>
    public required string Number { get; init; }

    /// <summary>Oktell's id of the number, lower case, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Name shown for the number, or null.</summary>
    public string? Name { get; init; }

    /// <summary>State.</summary>
    public NumberState State { get; init; }

    /// <summary>The server's number for the state; null where it gave none.</summary>
    public int? StateId { get; init; }

    /// <summary>Department, or null.</summary>
    public string? Department { get; init; }

    /// <summary>Oktell's id of the department, lower case, or null.</summary>
    public string? DepartmentId { get; init; }

    /// <summary>Oktell's id of the user the number belongs to, lower case; null for groups, queues and services.</summary>
    public string? UserId { get; init; }

    /// <summary>The number.</summary>
    public override string ToString() => Number;
}

/// <summary>A user of the server. Immutable.</summary>
public sealed record PbxUser
{
    /// <summary>Oktell's id, lower case.</summary>
    public required string Id { get; init; }

    /// <summary>Login; null where the server does not tell it, which is usual.</summary>
    public string? Login { get; init; }

    /// <summary>Name, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Main number, or null.</summary>
    public string? MainNumber { get; init; }

    /// <summary>All numbers.</summary>
    public IReadOnlyList<string> Numbers { get; init; } = [];

    /// <summary>State of the main number.</summary>
    public NumberState State { get; init; }

    /// <summary>Department of the main number, or null.</summary>
    public string? Department { get; init; }

    /// <summary>Whether the signed-in user may listen to this one.</summary>
    public bool IsSubordinate { get; init; }

    /// <summary>Name and number.</summary>
    public override string ToString() => $"{Name} ({MainNumber})";
}
