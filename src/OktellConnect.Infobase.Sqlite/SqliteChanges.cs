using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>A group of changes: one SQLite transaction that holds the write lock from its beginning.</summary>
internal sealed partial class SqliteChanges : IInfobaseTransaction
{
    private readonly SqliteInfobase owner;
    private bool ended;
    private bool accountsTouched;

    public SqliteChanges(SqliteInfobase owner) => this.owner = owner;

    /// <inheritdoc/>
    public Task CommitAsync(CancellationToken cancellation) => Do(cancellation, () =>
    {
        if (accountsTouched)
        {
            ThrowIfLoginsCollide();
        }

        Schema.Execute(owner.Connection, "COMMIT");
        ended = true;
        owner.Ended(this);
        return true;
    });

    /// <summary>Drops the changes unless they were committed.</summary>
    public void Dispose()
    {
        if (ended)
        {
            return;
        }

        ended = true;
        owner.Ended(this);
        owner.ForgetTypes();
        try
        {
            Schema.Execute(owner.Connection, "ROLLBACK");
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode == NoTransaction)
        {
            // SQLite ends a transaction by itself after some failures (a full disk, a failed write); there is nothing left to drop.
        }
    }

    internal void WriteSetting(string name, string value)
    {
        using var write = new Statement(owner.Connection, "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET value = excluded.value", 2);
        write.Bind(name, value).Run();
    }

    [SuppressMessage("Design", "CA1068", Justification = "The work is a lambda of many lines and reads better last.")]
    private Task<T> Do<T>(CancellationToken cancellation, Func<T> work) => ended
        ? throw new ObjectDisposedException(nameof(SqliteChanges), "The group of changes has ended.")
        : owner.Do(cancellation, work);

    // ROLLBACK without a transaction is SQLITE_ERROR (1).
    private const int NoTransaction = 1;
}
