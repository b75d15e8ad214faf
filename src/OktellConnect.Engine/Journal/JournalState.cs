namespace OktellConnect.Journal;

/// <summary>How a journal's recording to a file stands. Immutable.</summary>
/// <param name="Path">The file being written, or null where none is.</param>
/// <param name="Entries">Entries written since the recording began.</param>
/// <param name="Bytes">Bytes written since then, over all files of the recording.</param>
/// <param name="Lost">Entries that could not be written: the disk was slower than the connection, or full.</param>
/// <param name="Failure">Why the recording ended by itself, for people; null while it goes on or was ended as asked.</param>
public sealed record JournalState(string? Path, long Entries, long Bytes, long Lost, string? Failure)
{
    /// <summary>Whether messages are being written to a file.</summary>
    public bool IsRecording => Path is not null && Failure is null;
}
