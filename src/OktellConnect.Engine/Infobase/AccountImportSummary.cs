namespace OktellConnect.Infobase;

/// <summary>What an import of accounts did, counted. Immutable.</summary>
public sealed record AccountImportSummary : ImportSummary
{
    /// <summary>Roles given, over all rows.</summary>
    public long RolesGranted { get; init; }

    /// <summary>Roles taken away, over all rows.</summary>
    public long RolesRevoked { get; init; }

    /// <summary>Accounts for which a password was kept anew.</summary>
    public long PasswordsKept { get; init; }

    /// <summary>Rows with a warning.</summary>
    public long Warned { get; init; }
}
