namespace OktellConnect.Files;

/// <summary>How a delimited file is read. Immutable; every default suits a file from a spreadsheet program.</summary>
public sealed record DelimitedReadOptions
{
    /// <summary>The file's encoding; null (default) detects it: a byte order mark, else strict UTF-8, else Windows-1251.</summary>
    public FileEncoding? Encoding { get; init; }

    /// <summary>The separator; null (default) detects it among semicolon, comma and tab by the header.</summary>
    public char? Separator { get; init; }

    /// <summary>Most characters of one row, its line breaks inside quotes included. A longer row ends the reading with <c>RowTooLong</c>: memory is never spent on it. Default one million.</summary>
    public int MaxRowLength { get; init; } = 1_000_000;

    /// <summary>Whether values lose the apostrophe that <see cref="FormulaGuard"/> put there. Default true.</summary>
    public bool RemoveFormulaGuard { get; init; } = true;
}
