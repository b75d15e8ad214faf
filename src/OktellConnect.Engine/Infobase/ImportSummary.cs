using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>What an import did, counted. Immutable.</summary>
public record ImportSummary
{
    /// <summary>Full path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Rows whose item was new.</summary>
    public long Added { get; init; }

    /// <summary>Rows whose item was there with other values.</summary>
    public long Changed { get; init; }

    /// <summary>Rows whose item was there with the same values.</summary>
    public long Unchanged { get; init; }

    /// <summary>Rows that were not accepted.</summary>
    public long Rejected { get; init; }

    /// <summary>Rejected rows by the id of the reason, most frequent first.</summary>
    public IReadOnlyDictionary<string, long> RejectedByReason { get; init; } = new Dictionary<string, long>();

    /// <summary>Full path of the rejects file, or null where nothing was rejected.</summary>
    public string? RejectPath { get; init; }

    /// <summary>The file's encoding, detected or given.</summary>
    public FileEncoding Encoding { get; init; }

    /// <summary>The file's separator, detected or given.</summary>
    public char Separator { get; init; }

    /// <summary>Whether the changes were applied; false for a plan.</summary>
    public bool Applied { get; init; }
}
