using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>One number of a row and what became of it. Immutable.</summary>
/// <param name="Number">Number in normal form.</param>
/// <param name="Extension">Extension behind it, or null.</param>
/// <param name="Action">What was, or would be, done.</param>
public sealed record NumberMapRowEntry(string Number, string? Extension, WriteAction Action)
{
    /// <summary>The number with its extension, as people write it.</summary>
    public override string ToString() => NumberMapFile.NumberText(Number, Extension);
}

/// <summary>What became, or would become, of one row of a number map file. Immutable.</summary>
public sealed record NumberMapRowResult
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Physical line on which the row starts, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>The number cell as it stands in the file.</summary>
    public required string Text { get; init; }

    /// <summary>The numbers of the cell, usually one; empty for a rejected row.</summary>
    public IReadOnlyList<NumberMapRowEntry> Entries { get; init; } = [];

    /// <summary>What they belong to; null where the row does not say.</summary>
    public MappedObject? Object { get; init; }

    /// <summary>Free comment of the row, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>What was done with the row: Added when any of its numbers was, else Changed when any was, else Unchanged; or Rejected.</summary>
    public required WriteAction Action { get; init; }

    /// <summary>Stable word for why the row was rejected, or null.</summary>
    public string? Reason { get; init; }

    /// <summary>The reason in Russian, as the rejects file says it, or null.</summary>
    public string? ReasonText { get; init; }

    /// <summary>Name of the column that is at fault, or null.</summary>
    public string? Column { get; init; }

    /// <summary>Character on the line, from 1, at which the value at fault starts; 0 where the row as a whole is at fault or none.</summary>
    public int Position { get; init; }

    /// <summary>What people should look at although the row was accepted, or null.</summary>
    public string? Warning { get; init; }

    /// <summary>The numbers as one text; for pipelines that need just that.</summary>
    public string Number => string.Join(", ", Entries.Select(entry => entry.Number));
}

/// <summary>What an import of numbers did, or would do, as a whole; the counts of the base are of map entries, not rows. Immutable.</summary>
public sealed record NumberMapSummary : ImportSummary
{
    /// <summary>Rows of the file, header and empty lines not counted.</summary>
    public long Rows { get; init; }

    /// <summary>Map entries removed because the file does not have them; only when the map is replaced.</summary>
    public long Removed { get; init; }

    /// <summary>Rows that say again what an earlier line said; their entries count as unchanged.</summary>
    public long Repeated { get; init; }

    /// <summary>Accepted rows with a warning other than that they repeat a line.</summary>
    public long Doubtful { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Elapsed { get; init; }
}
