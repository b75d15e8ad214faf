namespace OktellConnect.Infobase;

/// <summary>What an export of accounts wrote. Immutable.</summary>
/// <param name="Path">Full path of the file.</param>
/// <param name="Count">Accounts in it.</param>
public sealed record AccountExportSummary(string Path, int Count);
