namespace OktellConnect.Statistics;

/// <summary>Writes call records to a file that appears whole or not at all.</summary>
internal interface ICallRecordWriter : IDisposable
{
    /// <summary>Writes one record.</summary>
    /// <exception cref="OktellException">DiskFull, WriteFailed, CharacterNotInEncoding.</exception>
    void Write(CallRecord record);

    /// <summary>Puts the file in its place.</summary>
    /// <exception cref="OktellException">DiskFull, WriteFailed, CharacterNotInEncoding.</exception>
    void Commit();
}
