namespace OktellConnect.Infobase;

/// <summary>What an import did with one row. Immutable; holds no password.</summary>
public sealed record AccountImportResult
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>The file's own line on which the row starts, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>Name of the 1C user as the row gives it; may be empty where the row was rejected.</summary>
    public required string User { get; init; }

    /// <summary>Oktell login as the row gives it; may be empty where the row was rejected.</summary>
    public required string Login { get; init; }

    /// <summary>Number as the row gives it, or null.</summary>
    public string? Number { get; init; }

    /// <summary>What was done, or under -WhatIf would be.</summary>
    public required WriteAction Action { get; init; }

    /// <summary>Id of the reason of a rejection, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in words, with file, line and column, or null.</summary>
    public string? Message { get; init; }

    /// <summary>Roles the user did not have before.</summary>
    public IReadOnlyList<OktellRole> RolesGranted { get; init; } = [];

    /// <summary>Roles the user has no more.</summary>
    public IReadOnlyList<OktellRole> RolesRevoked { get; init; } = [];

    /// <summary>Whether a password was kept anew.</summary>
    public bool PasswordKept { get; init; }

    /// <summary>What does not fit the server, in words; empty where all fits or no server was asked.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];

    /// <summary>Whether the change was applied; false for a plan.</summary>
    public bool Applied { get; init; }
}
