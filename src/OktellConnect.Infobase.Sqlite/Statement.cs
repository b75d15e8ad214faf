using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>A statement that is prepared once and run many times. Parameters are $1, $2, …, bound by position.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand command;

    public Statement(SqliteConnection connection, string sql, int parameters)
    {
        command = connection.CreateCommand();
        command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            command.Parameters.Add(new SqliteParameter("$" + i.ToString(System.Globalization.CultureInfo.InvariantCulture), DBNull.Value));
        }
    }

    /// <summary>Binds all parameters in order; null is NULL.</summary>
    public Statement Bind(params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        }

        return this;
    }

    /// <summary>Runs a statement that changes something; returns how many rows it changed.</summary>
    public int Run() => command.ExecuteNonQuery();

    /// <summary>The first column of the first row, or null where there is none or it is NULL.</summary>
    public object? Scalar() => command.ExecuteScalar() is { } value and not DBNull ? value : null;

    public SqliteDataReader Read() => command.ExecuteReader();

    public void Dispose() => command.Dispose();
}
