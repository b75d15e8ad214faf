namespace OktellConnect.Statistics;

/// <summary>Which call records are asked for. Null means "any".</summary>
public sealed record CallRecordQuery
{
    /// <summary>Earliest start, included; server's local time.</summary>
    public required DateTime From { get; init; }

    /// <summary>Latest start, excluded; server's local time.</summary>
    public required DateTime To { get; init; }

    /// <summary>Only legs with this number on either side or dialled; compared by the last ten digits.</summary>
    public string? Number { get; init; }

    /// <summary>Only legs with one of these users (Oktell's ids, lower case) on either side; null for everybody's.</summary>
    public IReadOnlyCollection<string>? UserIds { get; init; }

    /// <summary>Only this direction.</summary>
    public CallDirection? Direction { get; init; }

    /// <summary>Only answered (false), or only those that ended without an answer (true). A leg that still rings is neither.</summary>
    public bool? Missed { get; init; }

    /// <summary>Only with (true) or without (false) a recording.</summary>
    public bool? Recorded { get; init; }

    /// <summary>
    /// What happens where the end of the list cannot be proven: false (the default) ends the reading with
    /// <see cref="OktellErrors.CallJournalUnproven"/>, true leaves a sentence in <see cref="ICallRecordReader.Warnings"/>.
    /// </summary>
    public bool AllowUnproven { get; init; }
}

/// <summary>Where call records come from. A list is complete or an error: never silently shorter.</summary>
public interface ICallRecordSource
{
    /// <summary>Starts reading records in order of start, then id.</summary>
    /// <exception cref="OktellException">From this or from the reader: the source failed, or cannot prove that its list is whole.</exception>
    Task<ICallRecordReader> OpenAsync(CallRecordQuery query, CancellationToken cancellation);
}

/// <summary>Reads records one after the other. Not thread-safe.</summary>
public interface ICallRecordReader : IDisposable
{
    /// <summary>The record read last.</summary>
    CallRecord Current { get; }

    /// <summary>What a reader of the records should know, as sentences. Complete once <see cref="ReadAsync"/> has returned false.</summary>
    IReadOnlyList<string> Warnings { get; }

    /// <summary>Reads the next record; false at the proven end of the list.</summary>
    Task<bool> ReadAsync(CancellationToken cancellation);
}
