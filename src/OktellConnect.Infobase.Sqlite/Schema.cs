using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>One step of the schema: what turns the version before into this one.</summary>
/// <param name="Version">The version it leads to; steps are numbered from 1 without gaps.</param>
/// <param name="Sql">What to run.</param>
internal sealed record Migration(int Version, string Sql);

/// <summary>The schema of the embedded infobase and how older files reach it (docs/infobase.md).</summary>
internal static class Schema
{
    /// <summary>Marks a SQLite file as an OktellConnect infobase: "OktC" in ASCII, in the header's application id.</summary>
    public const int ApplicationId = 0x4F6B7443;

    /// <summary>Every step since the first version. A released step is never edited: a change is a new step.</summary>
    public static readonly IReadOnlyList<Migration> Migrations =
    [
        new(1, """
            CREATE TABLE setting (
                name TEXT NOT NULL PRIMARY KEY,
                value TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE account (
                id INTEGER NOT NULL PRIMARY KEY,
                user_name TEXT NOT NULL,
                user_key TEXT NOT NULL,
                user_ref BLOB CHECK (user_ref IS NULL OR length(user_ref) = 16),
                login TEXT NOT NULL,
                login_key TEXT NOT NULL,
                number TEXT,
                department TEXT,
                password BLOB,
                start_with_system INTEGER NOT NULL,
                debug_mode INTEGER NOT NULL,
                show_notifications INTEGER NOT NULL,
                may_change_own_settings INTEGER NOT NULL,
                create_object_on_call INTEGER NOT NULL,
                created_object_name TEXT,
                number_attribute TEXT,
                caller_attribute TEXT,
                oktell_user_id TEXT
            ) STRICT;
            CREATE UNIQUE INDEX account_by_ref ON account (user_ref) WHERE user_ref IS NOT NULL;
            CREATE UNIQUE INDEX account_by_name ON account (user_key) WHERE user_ref IS NULL;
            CREATE INDEX account_by_key ON account (user_key);
            CREATE INDEX account_by_login ON account (login_key);

            CREATE TABLE number_plan_link (
                oktell_user_id TEXT NOT NULL PRIMARY KEY,
                number_plan_id TEXT NOT NULL
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE role_member (
                account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                role TEXT NOT NULL CHECK (role IN ('Oktell_Администратор', 'Oktell_Пользователь')),
                PRIMARY KEY (account_id, role)
            ) STRICT, WITHOUT ROWID;

            CREATE TABLE type_name (
                id INTEGER NOT NULL PRIMARY KEY,
                name TEXT NOT NULL UNIQUE
            ) STRICT;

            CREATE TABLE object_type (
                type_id INTEGER NOT NULL PRIMARY KEY REFERENCES type_name (id),
                show_in_tabs INTEGER NOT NULL,
                identify_by_number INTEGER NOT NULL
            ) STRICT;

            CREATE TABLE number_map (
                number TEXT NOT NULL,
                type_id INTEGER NOT NULL REFERENCES type_name (id),
                object_key BLOB NOT NULL,
                name TEXT NOT NULL,
                extension TEXT,
                comment TEXT,
                PRIMARY KEY (number, type_id, object_key)
            ) STRICT, WITHOUT ROWID;
            """),
    ];

    /// <summary>The version this program writes.</summary>
    public static int CurrentVersion => Migrations[Migrations.Count - 1].Version;

    /// <summary>
    /// Brings an open database to the last of the steps, each in a transaction of its own together with its version number:
    /// a death in the middle leaves a whole older version, and the next opening goes on from there.
    /// </summary>
    public static void Migrate(SqliteConnection connection, IReadOnlyList<Migration> migrations)
    {
        foreach (var migration in migrations)
        {
            if (ReadVersion(connection) >= migration.Version)
            {
                continue;
            }

            Execute(connection, "BEGIN IMMEDIATE");
            try
            {
                // Another process may have been faster between the look and the lock.
                if (ReadVersion(connection) < migration.Version)
                {
                    Execute(connection, migration.Sql);
                    Execute(connection, "PRAGMA user_version = " + migration.Version.ToString(CultureInfo.InvariantCulture));
                }

                Execute(connection, "COMMIT");
            }
            catch
            {
                Execute(connection, "ROLLBACK");
                throw;
            }
        }
    }

    public static int ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
