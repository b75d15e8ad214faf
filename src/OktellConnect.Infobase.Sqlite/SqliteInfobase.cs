using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>
/// The embedded infobase: one SQLite file (docs/infobase.md). Work is done on the calling thread; members check their
/// cancellation between statements. Not thread-safe, as <see cref="IInfobase"/> says; several processes may open the same file,
/// one of them changing it at a time.
/// </summary>
public sealed partial class SqliteInfobase : IInfobase
{
    /// <summary>Name of the constant that switches the work with Oktell on.</summary>
    internal const string EnabledConstant = "Oktell_Включено";

    private readonly SecretStore secrets;
    private readonly TimeSpan busyTimeout;
    private readonly Dictionary<string, Statement> statements = new(StringComparer.Ordinal);
    private SqliteChanges? changes;
    private bool closed;

    private SqliteInfobase(string path, SqliteConnection connection, SecretStore secrets, TimeSpan busyTimeout)
    {
        Location = path;
        Connection = connection;
        this.secrets = secrets;
        this.busyTimeout = busyTimeout;
    }

    /// <inheritdoc/>
    public string Location { get; }

    /// <summary>What kind of infobase it is, for people.</summary>
    public string Kind { get; } = "Embedded";

    /// <summary>Version of the file's schema; always the newest one after opening.</summary>
    public int SchemaVersion { get; } = Schema.CurrentVersion;

    internal SqliteConnection Connection { get; }

    internal SecretStore Secrets => secrets;

    /// <inheritdoc/>
    public Task<bool> GetEnabledAsync(CancellationToken cancellation) => Do(cancellation, () => ReadSetting(EnabledConstant) == "1");

    /// <inheritdoc/>
    public async Task<bool> SetEnabledAsync(bool enabled, CancellationToken cancellation)
    {
        using var transaction = (SqliteChanges)await BeginAsync(cancellation).ConfigureAwait(false);
        if (await GetEnabledAsync(cancellation).ConfigureAwait(false) == enabled)
        {
            return false;
        }

        transaction.WriteSetting(EnabledConstant, enabled ? "1" : "0");
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        return true;
    }

    /// <inheritdoc/>
    public Task<IInfobaseTransaction> BeginAsync(CancellationToken cancellation) => Do<IInfobaseTransaction>(cancellation, () =>
    {
        if (changes is not null)
        {
            throw new OktellException(OktellErrors.InfobaseBusy, $"The infobase '{Location}' is being changed by another command that has not ended.", target: Location);
        }

        BeginImmediate(cancellation);
        return changes = new SqliteChanges(this);
    });

    /// <summary>Closes the file. An open group of changes is dropped.</summary>
    public void Dispose()
    {
        if (closed)
        {
            return;
        }

        changes?.Dispose();
        closed = true;
        foreach (var statement in statements.Values)
        {
            statement.Dispose();
        }

        Connection.Dispose();
    }

    /// <summary>The location.</summary>
    public override string ToString() => Location;

    /// <summary>The prepared statement of a text; kept as long as the file is open.</summary>
    internal Statement Prepare(string sql, int parameters)
    {
        if (!statements.TryGetValue(sql, out var statement))
        {
            statements[sql] = statement = new Statement(Connection, sql, parameters);
        }

        return statement;
    }

    internal void Ended(SqliteChanges transaction)
    {
        if (ReferenceEquals(changes, transaction))
        {
            changes = null;
        }
    }

    internal string? ReadSetting(string name) => (string?)Prepare("SELECT value FROM setting WHERE name = $1", 1).Bind(name).Scalar();

    /// <summary>Runs work against the file with SQLite's failures translated; failures end in the task, as callers expect of one.</summary>
    [SuppressMessage("Design", "CA1068", Justification = "The work is a lambda of many lines and reads better last.")]
    internal Task<T> Do<T>(CancellationToken cancellation, Func<T> work)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            ThrowIfClosed();
            return Task.FromResult(work());
        }
        catch (SqliteException failure) when (SqliteFailures.Translate(failure, Location) is { } known)
        {
            return Task.FromException<T>(known);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }
        catch (OktellException known)
        {
            return Task.FromException<T>(known);
        }
    }

    private void ThrowIfClosed()
    {
        if (closed)
        {
            throw new OktellException(OktellErrors.InfobaseNotConnected, $"The connection to the infobase '{Location}' is closed.", target: Location);
        }
    }

    // The library waits in steps of a second, so that Ctrl+C is noticed while another process holds the lock.
    private void BeginImmediate(CancellationToken cancellation)
    {
        using var begin = Connection.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        begin.CommandTimeout = 1;
        for (var waited = TimeSpan.Zero; ; waited += TimeSpan.FromSeconds(1))
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                begin.ExecuteNonQuery();
                return;
            }
            catch (SqliteException failure) when (SqliteFailures.IsBusy(failure) && waited + TimeSpan.FromSeconds(1) < busyTimeout)
            {
                // The next turn of the loop is the answer.
            }
        }
    }
}
