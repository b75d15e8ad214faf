using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>Turns SQLite's failures into catalogued ones. Result codes: https://sqlite.org/rescode.html.</summary>
internal static class SqliteFailures
{
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int Permission = 3;
    private const int Authorization = 23;
    private const int NotADatabase = 26;

    public static bool IsBusy(SqliteException failure) => failure.SqliteErrorCode is Busy or Locked;

    /// <summary>The catalogued failure, or null where SQLite reports a mistake of ours that must stay visible as it is.</summary>
    public static OktellException? Translate(SqliteException failure, string location) => failure.SqliteErrorCode switch
    {
        Busy or Locked => new(OktellErrors.InfobaseLocked, $"Another program is changing the infobase '{location}'.", failure, location),
        ReadOnly => new(OktellErrors.InfobaseReadOnly, $"The infobase '{location}' cannot be written to.", failure, location),
        Corrupt or NotADatabase => new(OktellErrors.InfobaseCorrupt, $"The infobase '{location}' is damaged.", failure, location),
        Full => new(OktellErrors.DiskFull, $"There is no room left on the disk of the infobase '{location}'.", failure, location),
        CannotOpen or Permission or Authorization => new(OktellErrors.InfobaseAccessDenied, $"The infobase '{location}' cannot be opened.", failure, location),
        IoError => new(OktellErrors.InfobaseIoFailed, $"Reading or writing the infobase '{location}' failed.", failure, location),
        _ => null,
    };
}
