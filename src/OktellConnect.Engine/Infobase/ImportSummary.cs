namespace OktellConnect.Infobase;

/// <summary>What an import did, counted. Immutable.</summary>
public record ImportSummary
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Items that were new.</summary>
    public long Added { get; init; }

    /// <summary>Items that had other values.</summary>
    public long Changed { get; init; }

    /// <summary>Items that were there with the same values.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that were not accepted.</summary>
    public long Rejected { get; init; }

    /// <summary>Rejected rows by reason, most frequent first.</summary>
    public IReadOnlyList<RejectCount> RejectedByReason { get; init; } = [];

    /// <summary>Full path of the rejects file, or null where nothing was rejected.</summary>
    public string? RejectPath { get; init; }

    /// <summary>Name of the file's encoding, detected or given.</summary>
    public required string Encoding { get; init; }

    /// <summary>The file's separator, detected or given.</summary>
    public required char Separator { get; init; }

    /// <summary>Whether the changes were applied; false for a plan.</summary>
    public bool Applied { get; init; }
}

/// <summary>How many rows were rejected for one reason.</summary>
/// <param name="Reason">The reason's id, see docs/errors.md and docs/numbers.md.</param>
/// <param name="ReasonText">The reason in Russian.</param>
/// <param name="Count">Number of rows.</param>
public sealed record RejectCount(string Reason, string ReasonText, long Count)
{
    /// <summary>Reason and count.</summary>
    public override string ToString() => FormattableString.Invariant($"{Reason} {Count}");
}
