namespace OktellConnect.Files;

/// <summary>How a delimited file is written. Immutable.</summary>
public sealed record DelimitedWriteOptions
{
    /// <summary>The encoding. Default UTF-8 with a byte order mark, which spreadsheet programs recognize.</summary>
    public FileEncoding Encoding { get; init; } = FileEncoding.Utf8WithBom;

    /// <summary>The separator. Default semicolon, which spreadsheet programs expect under Russian settings.</summary>
    public char Separator { get; init; } = ';';

    /// <summary>Whether text that looks like a formula is guarded (see <see cref="FormulaGuard"/>). Default true; false for files that must hold values as they came.</summary>
    public bool GuardFormulas { get; init; } = true;
}
