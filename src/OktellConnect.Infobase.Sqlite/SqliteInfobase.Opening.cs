using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

public sealed partial class SqliteInfobase
{
    private static readonly TimeSpan DefaultBusyTimeout = TimeSpan.FromSeconds(10);
    private static readonly object NativeGate = new();
    private static bool nativeReady;

    /// <summary>Opens an infobase file; creates it where it is missing. Older schemas are migrated.</summary>
    /// <param name="path">The file. Its folder must exist.</param>
    /// <param name="cancellation">Stops waiting for a lock.</param>
    /// <exception cref="OktellException">
    /// InfobaseFolderMissing, InfobaseNotAnInfobase, InfobaseTooNew, InfobaseLocked, InfobaseCorrupt, InfobaseReadOnly,
    /// InfobaseAccessDenied, InfobaseIoFailed, DiskFull. A file that is not an infobase of this or an older version is left untouched.
    /// </exception>
    public static Task<SqliteInfobase> OpenAsync(string path, CancellationToken cancellation) =>
        OpenAsync(path, SecretStore.ForThisUser(), DefaultBusyTimeout, cancellation);

    internal static Task<SqliteInfobase> OpenAsync(string path, SecretStore secrets, TimeSpan busyTimeout, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<SqliteInfobase>(cancellation);
        }

        var full = Path.GetFullPath(path);
        try
        {
            LoadNativeLibrary();
            if (!File.Exists(full))
            {
                Create(full, busyTimeout);
            }

            CheckFile(full);
            return Task.FromResult(OpenExisting(full, secrets, busyTimeout));
        }
        catch (SqliteException failure) when (SqliteFailures.Translate(failure, full) is { } known)
        {
            return Task.FromException<SqliteInfobase>(known);
        }
        catch (UnauthorizedAccessException failure)
        {
            return Task.FromException<SqliteInfobase>(new OktellException(OktellErrors.InfobaseAccessDenied, $"The infobase '{full}' cannot be opened.", failure, full));
        }
        catch (OktellException known)
        {
            return Task.FromException<SqliteInfobase>(known);
        }
        catch (IOException failure)
        {
            return Task.FromException<SqliteInfobase>(new OktellException(OktellErrors.InfobaseIoFailed, $"Reading or writing the infobase '{full}' failed.", failure, full));
        }
    }

    private static void LoadNativeLibrary()
    {
        lock (NativeGate)
        {
            if (!nativeReady)
            {
                SQLitePCL.Batteries_V2.Init();
                nativeReady = true;
            }
        }
    }

    // Made under another name and renamed when complete: a file of the wanted name is always a whole infobase.
    private static void Create(string path, TimeSpan busyTimeout)
    {
        var folder = Path.GetDirectoryName(path);
        if (Directory.Exists(path))
        {
            throw new OktellException(OktellErrors.InfobaseNotAnInfobase, $"'{path}' is a folder.", target: path);
        }

        if (folder is null || !Directory.Exists(folder))
        {
            throw new OktellException(OktellErrors.InfobaseFolderMissing, $"The folder '{folder}' of the infobase '{path}' does not exist.", target: path);
        }

        var making = $"{path}.{Guid.NewGuid():N}.new";
        try
        {
            using (var connection = Connect(making, SqliteOpenMode.ReadWriteCreate, busyTimeout))
            {
                Schema.Execute(connection, FormattableString.Invariant($"PRAGMA application_id = {Schema.ApplicationId}"));
                Schema.Migrate(connection, Schema.Migrations);

                // Kept in the file: every later opening works with a write-ahead log, so that readers and a writer do not block each other.
                Schema.Execute(connection, "PRAGMA journal_mode = WAL");
            }

            File.Move(making, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process created it meanwhile; theirs is as good as ours.
        }
        finally
        {
            File.Delete(making);
        }
    }

    private static void CheckFile(string path)
    {
        var header = FileHeader.Read(path);
        if (!header.IsSqlite)
        {
            throw new OktellException(OktellErrors.InfobaseNotAnInfobase, $"The file '{path}' is not an infobase.", target: path);
        }

        if (header.ApplicationId != Schema.ApplicationId)
        {
            throw new OktellException(OktellErrors.InfobaseNotAnInfobase, $"The file '{path}' is a database of another program.", target: path);
        }

        ThrowIfTooNew(path, header.UserVersion);
        if ((File.GetAttributes(path) & FileAttributes.ReadOnly) != 0)
        {
            throw new OktellException(OktellErrors.InfobaseReadOnly, $"The infobase '{path}' is write-protected.", target: path);
        }
    }

    private static SqliteInfobase OpenExisting(string path, SecretStore secrets, TimeSpan busyTimeout)
    {
        var connection = Connect(path, SqliteOpenMode.ReadWrite, busyTimeout);
        try
        {
            // The header may lag behind what the write-ahead log holds.
            ThrowIfTooNew(path, Schema.ReadVersion(connection));
            Schema.Migrate(connection, Schema.Migrations);
            return new SqliteInfobase(path, connection, secrets, busyTimeout);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static void ThrowIfTooNew(string path, int version)
    {
        if (version > Schema.CurrentVersion)
        {
            throw new OktellException(OktellErrors.InfobaseTooNew,
                FormattableString.Invariant($"The infobase '{path}' has version {version}; this program knows versions up to {Schema.CurrentVersion}."), target: path);
        }
    }

    private static SqliteConnection Connect(string path, SqliteOpenMode mode, TimeSpan busyTimeout)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            ForeignKeys = true,
            DefaultTimeout = Math.Max(1, (int)busyTimeout.TotalSeconds),
        }.ToString());
        try
        {
            connection.Open();

            // FULL syncs the log at every commit: a committed import survives the power cut too, and commits are few.
            Schema.Execute(connection, "PRAGMA synchronous = FULL");

            // 32 MB of pages: numbers come in no order, and with SQLite's 2 MB an import of a million reads the same pages over and over.
            Schema.Execute(connection, "PRAGMA cache_size = -32768");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }
}
