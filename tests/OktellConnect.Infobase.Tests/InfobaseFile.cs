using Microsoft.Data.Sqlite;
using OktellConnect.Infobase;
using OktellConnect.Infobase.Sqlite;
using OktellConnect.Testing;

namespace OktellConnect.Infobase.Tests;

/// <summary>An infobase of its own for one test, with a key file beside it, so that no test touches the user's own key.</summary>
public sealed class InfobaseFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public string Folder => folder.Path;

    public string Path => folder.File("infobase.db");

    public string KeyPath => folder.File("test.key");

    public string File(string name) => folder.File(name);

    public async Task<SqliteInfobase> OpenAsync(TimeSpan? busyTimeout = null) =>
        await SqliteInfobase.OpenAsync(Path, new KeyFileSecretStore(KeyPath), busyTimeout ?? TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

    /// <summary>A bare connection to the file, as another program has it.</summary>
    public SqliteConnection OpenRaw(string? name = null)
    {
        SQLitePCL.Batteries_V2.Init();
        var connection = new SqliteConnection($"Data Source={(name is null ? Path : File(name))};Pooling=False");
        connection.Open();
        return connection;
    }

    public void Dispose() => folder.Dispose();
}

internal static class InfobaseExtensions
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Writes accounts in one group of changes.</summary>
    public static async Task<List<WriteAction>> WriteAsync(this IInfobase infobase, params Account[] accounts)
    {
        using var changes = await infobase.BeginAsync(Cancellation);
        var actions = new List<WriteAction>();
        foreach (var account in accounts)
        {
            actions.Add(await changes.WriteAccountAsync(account, Cancellation));
        }

        await changes.CommitAsync(Cancellation);
        return actions;
    }

    /// <summary>Writes map entries in one group of changes.</summary>
    public static async Task<List<WriteAction>> WriteAsync(this IInfobase infobase, params NumberMapEntry[] entries)
    {
        using var changes = await infobase.BeginAsync(Cancellation);
        var actions = new List<WriteAction>();
        foreach (var entry in entries)
        {
            actions.Add(await changes.WriteNumberAsync(entry, Cancellation));
        }

        await changes.CommitAsync(Cancellation);
        return actions;
    }

    public static void Execute(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public static object? Scalar(this SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
