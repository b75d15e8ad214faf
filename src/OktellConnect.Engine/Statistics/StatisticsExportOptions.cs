using OktellConnect.Files;

namespace OktellConnect.Statistics;

/// <summary>Format of an exported file.</summary>
public enum StatisticsFormat
{
    /// <summary>Delimited text for spreadsheet programs, for people.</summary>
    Csv,

    /// <summary>JSON lines: one call record per line, UTF-8 without a byte order mark, for programs.</summary>
    Json,
}

/// <summary>How statistics are exported. Immutable.</summary>
public sealed record StatisticsExportOptions
{
    /// <summary>The format. Default CSV.</summary>
    public StatisticsFormat Format { get; init; }

    /// <summary>Encoding of CSV. Default UTF-8 with a byte order mark, by which Excel knows it.</summary>
    public FileEncoding Encoding { get; init; } = FileEncoding.Utf8WithBom;

    /// <summary>Separator of CSV. Default semicolon, which Excel expects under Russian settings.</summary>
    public char Separator { get; init; } = ';';

    /// <summary>Language of headers and words of CSV. Default Russian. JSON has English names always.</summary>
    public ExportLanguage Language { get; init; }

    /// <summary>Refuses to replace a file that is there. Default false: a scheduled export writes over the one of the day before.</summary>
    public bool NoClobber { get; init; }
}

/// <summary>What an export wrote. Immutable.</summary>
public sealed record StatisticsExportSummary
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Format of the file.</summary>
    public required StatisticsFormat Format { get; init; }

    /// <summary>Start of the period, included.</summary>
    public required DateTime From { get; init; }

    /// <summary>End of the period, excluded.</summary>
    public required DateTime To { get; init; }

    /// <summary>Call records (legs) written: rows of CSV without the header, lines of JSON.</summary>
    public required long Count { get; init; }

    /// <summary>Calls they belong to: legs of one chain count once.</summary>
    public required long Calls { get; init; }

    /// <summary>Records with a customer's name.</summary>
    public required long Named { get; init; }

    /// <summary>How long it took.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>What the reader of the file should know, as sentences; empty where nothing.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }
}
