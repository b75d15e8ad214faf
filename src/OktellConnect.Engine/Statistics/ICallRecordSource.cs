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

    /// <summary>Only legs with this user (Oktell's id) on either side.</summary>
    public string? UserId { get; init; }

    /// <summary>Only this direction.</summary>
    public CallDirection? Direction { get; init; }

    /// <summary>Only answered (false) or missed (true).</summary>
    public bool? Missed { get; init; }

    /// <summary>Only with (true) or without (false) a recording.</summary>
    public bool? Recorded { get; init; }
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

    /// <summary>Reads the next record; false at the proven end of the list.</summary>
    Task<bool> ReadAsync(CancellationToken cancellation);
}
