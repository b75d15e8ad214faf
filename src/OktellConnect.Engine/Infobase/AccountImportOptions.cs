using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>How accounts are imported. Immutable.</summary>
public sealed record AccountImportOptions
{
    /// <summary>Full path of the rejects file; null (default) puts it beside the input.</summary>
    public string? RejectPath { get; init; }

    /// <summary>How the file is read.</summary>
    public DelimitedReadOptions Read { get; init; } = new();

    /// <summary>
    /// Password for rows that bring none and whose account keeps none; null (default) for none. A password that is kept already is
    /// never replaced by it.
    /// </summary>
    public string? DefaultPassword { get; init; }

    /// <summary>A server to link the accounts to; null (default) for none.</summary>
    public IAccountLinker? Linker { get; init; }

    /// <summary>Told how many rows are done and how many there are; null for nobody. Called on the importing thread.</summary>
    public Action<int, int>? Progress { get; init; }

    /// <summary>The path; what else is set is no secret but says nothing, and the password stays out.</summary>
    public override string ToString() => nameof(AccountImportOptions);
}
