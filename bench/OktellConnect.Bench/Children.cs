using System.Diagnostics;
using Microsoft.Data.Sqlite;
using OktellConnect.Files;
using OktellConnect.Infobase;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Bench;

/// <summary>What is measured, each in a process of its own. The last line printed is seconds and the most memory ever resident, in MB.</summary>
internal static class Children
{
    public const int Lookups = 200_000;
    private const int Seed = 7;

    private static readonly DelimitedColumn[] Columns =
    [
        new("Номер телефона", required: true),
        new("Тип объекта", required: true),
        new("Идентификатор", required: true),
        new("Наименование", required: true),
        new("Комментарий", required: true),
    ];

    public static async Task<int> RunAsync(string name, string[] arguments)
    {
        var elapsed = name switch
        {
            "bare" => await BareAsync(arguments[0], arguments[1]),
            "import" => await ImportAsync(arguments[0], arguments[1]),
            "select" => await SelectAsync(arguments[0]),
            "find" => await FindAsync(arguments[0]),
            _ => throw new ArgumentException($"No measurement '{name}'.", nameof(name)),
        };
        Console.WriteLine(FormattableString.Invariant($"{elapsed.TotalSeconds:F4} {PeakMegabytes():F1}"));
        return 0;
    }

    /// <summary>The same file through the same parser into the same table in one transaction, and nothing else.</summary>
    private static async Task<TimeSpan> BareAsync(string csv, string database)
    {
        using (await SqliteInfobase.OpenAsync(database, CancellationToken.None))
        {
            // Makes the tables.
        }

        using var connection = Open(database);
        var watch = Stopwatch.StartNew();
        Execute(connection, "BEGIN IMMEDIATE");
        using var insert = Command(connection, "INSERT INTO number_map (number, type_id, object_key, name, extension, comment) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", 6);
        using var addType = Command(connection, "INSERT INTO type_name (name) VALUES ($1) RETURNING id", 1);
        var types = new Dictionary<string, long>(StringComparer.Ordinal);
        using var reader = DelimitedReader.Open(csv, Columns);
        var rows = 0L;
        while (reader.Read())
        {
            if (!types.TryGetValue(reader[1], out var type))
            {
                addType.Parameters[0].Value = reader[1];
                types[reader[1]] = type = (long)addType.ExecuteScalar()!;
            }

            insert.Parameters[0].Value = reader[0];
            insert.Parameters[1].Value = type;
            insert.Parameters[2].Value = Guid.Parse(reader[2]).ToByteArray();
            insert.Parameters[3].Value = reader[3];
            insert.Parameters[4].Value = DBNull.Value;
            insert.Parameters[5].Value = reader[4].Length == 0 ? DBNull.Value : reader[4];
            rows += insert.ExecuteNonQuery();
        }

        Execute(connection, "COMMIT");
        var elapsed = watch.Elapsed;
        Console.WriteLine($"{rows} rows inserted");
        return elapsed;
    }

    private static async Task<TimeSpan> ImportAsync(string csv, string database)
    {
        using var infobase = await SqliteInfobase.OpenAsync(database, CancellationToken.None);
        var results = 0L;
        var watch = Stopwatch.StartNew();
        var summary = await NumberMapImport.RunAsync(infobase, csv, new NumberMapImportOptions(), _ => results++, _ => { }, CancellationToken.None);
        var elapsed = watch.Elapsed;
        Console.WriteLine($"{results} results: {summary.Added} added, {summary.Changed} changed, {summary.Unchanged} unchanged, {summary.Rejected} rejected");
        return elapsed;
    }

    private static async Task<TimeSpan> SelectAsync(string database)
    {
        var numbers = await NumbersAsync(database);
        using var connection = Open(database);
        using var select = Command(connection, "SELECT number, type_id, object_key, name, extension, comment FROM number_map WHERE number = $1", 1);
        return Time(numbers, number =>
        {
            select.Parameters[0].Value = number;
            var found = 0;
            using var reader = select.ExecuteReader();
            while (reader.Read())
            {
                // What a caller reads of a row: every column, as the type it has.
                found += reader.GetString(0).Length > 0 && reader.GetInt64(1) > 0 && reader.GetFieldValue<byte[]>(2).Length > 0 && reader.GetString(3).Length > 0 ? 1 : 0;
                _ = reader.IsDBNull(4) ? null : reader.GetString(4);
                _ = reader.IsDBNull(5) ? null : reader.GetString(5);
            }

            return found;
        });
    }

    private static async Task<TimeSpan> FindAsync(string database)
    {
        var numbers = await NumbersAsync(database);
        using var infobase = await SqliteInfobase.OpenAsync(database, CancellationToken.None);
        return Time(numbers, number => infobase.FindNumberAsync(number, CancellationToken.None).GetAwaiter().GetResult().Count);
    }

    private static TimeSpan Time(string[] numbers, Func<string, int> find)
    {
        // A tenth of the lookups warms up the code and the cache of both alike.
        var found = 0L;
        for (var at = 0; at < Lookups / 10; at++)
        {
            found += find(numbers[at % numbers.Length]);
        }

        found = 0;
        var watch = Stopwatch.StartNew();
        for (var at = 0; at < Lookups; at++)
        {
            found += find(numbers[at % numbers.Length]);
        }

        var elapsed = watch.Elapsed;
        Console.WriteLine($"{found} found");
        return elapsed;
    }

    /// <summary>Numbers of the map in random order, and a tenth that it does not have.</summary>
    private static async Task<string[]> NumbersAsync(string database)
    {
        using var infobase = await SqliteInfobase.OpenAsync(database, CancellationToken.None);
        var numbers = new List<string>();
        NumberMapEntry? last = null;
        while (true)
        {
            var page = await infobase.GetNumberMapPageAsync(last, 5000, CancellationToken.None);
            if (page.Count == 0)
            {
                break;
            }

            last = page[^1];
            // Internal numbers have thousands of owners here; a lookup is measured, not a list.
            numbers.AddRange(page.Where((entry, at) => at % 5 == 0 && entry.Number.Length > 5).Select(entry => entry.Number));
        }

        var random = new Random(Seed);
        numbers.AddRange(Enumerable.Range(0, numbers.Count / 10).Select(_ => $"+7000{random.Next(1_000_000, 10_000_000)}"));
        var shuffled = numbers.ToArray();
        random.Shuffle(shuffled);
        return shuffled;
    }

    private static SqliteConnection Open(string database)
    {
        var connection = new SqliteConnection($"Data Source={database};Pooling=False");
        connection.Open();
        // As the embedded infobase opens its file (docs/infobase.md); the journal's mode is kept in the file.
        Execute(connection, "PRAGMA foreign_keys = ON");
        Execute(connection, "PRAGMA synchronous = FULL; PRAGMA cache_size = -32768");
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql, int parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        for (var at = 1; at <= parameters; at++)
        {
            command.Parameters.Add(new SqliteParameter($"${at}", DBNull.Value));
        }

        return command;
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static double PeakMegabytes()
    {
        const string Status = "/proc/self/status";
        if (File.Exists(Status))
        {
            var line = File.ReadLines(Status).First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], System.Globalization.CultureInfo.InvariantCulture) / 1024.0;
        }

        using var self = Process.GetCurrentProcess();
        return self.PeakWorkingSet64 / 1048576.0;
    }
}
