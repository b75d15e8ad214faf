using Microsoft.Data.Sqlite;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Infobase.Tests;

/// <summary>
/// The way of versions, with steps of the tests' own: so far the product has had one version only. What the product's first step makes
/// is held fast as text, since a released step is never edited.
/// </summary>
public sealed class MigrationTests : IDisposable
{
    private static readonly Migration[] Steps =
    [
        new(1, "CREATE TABLE first (x TEXT)"),
        new(2, "ALTER TABLE first ADD COLUMN y TEXT; UPDATE first SET y = 'from ' || x"),
        new(3, "CREATE TABLE third (z TEXT)"),
    ];

    private readonly InfobaseFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public void An_older_file_goes_through_every_step_it_lacks_and_keeps_its_data()
    {
        using var connection = file.OpenRaw();
        Schema.Migrate(connection, Steps.Take(1).ToList());
        connection.Execute("INSERT INTO first VALUES ('one')");

        Schema.Migrate(connection, Steps);

        Assert.Equal("from one", connection.Scalar("SELECT y FROM first"));
        Assert.Equal(3, Schema.ReadVersion(connection));
    }

    [Fact]
    public void A_step_that_fails_leaves_the_version_before_it_whole()
    {
        using var connection = file.OpenRaw();
        Migration[] broken = [Steps[0], new(2, "ALTER TABLE first ADD COLUMN y TEXT; INSERT INTO nowhere VALUES (1)")];

        Assert.Throws<SqliteException>(() => Schema.Migrate(connection, broken));

        Assert.Equal(1, Schema.ReadVersion(connection));
        Assert.Equal(0L, connection.Scalar("SELECT count(*) FROM pragma_table_info('first') WHERE name = 'y'"));

        Schema.Migrate(connection, Steps);
        Assert.Equal(3, Schema.ReadVersion(connection));
    }

    [Fact]
    public void A_file_that_is_up_to_date_is_not_written_to()
    {
        using var connection = file.OpenRaw();
        Schema.Migrate(connection, Steps);
        using var other = file.OpenRaw();
        other.Execute("BEGIN IMMEDIATE");

        Schema.Migrate(connection, Steps);
    }

    [Fact]
    public void The_steps_are_numbered_from_one_without_gaps() =>
        Assert.Equal(Enumerable.Range(1, Schema.Migrations.Count), Schema.Migrations.Select(migration => migration.Version));

    [Fact]
    public async Task What_the_first_version_made_does_not_change()
    {
        (await file.OpenAsync()).Dispose();
        using var connection = file.OpenRaw();

        Assert.Equal(
            "account:18 number_map:6 number_plan_link:2 object_type:3 role_member:2 setting:2 type_name:2",
            connection.Scalar("SELECT group_concat(entry, ' ') FROM (SELECT s.name || ':' || (SELECT count(*) FROM pragma_table_info(s.name)) AS entry FROM sqlite_schema s WHERE s.type = 'table' ORDER BY s.name)"));
        Assert.Equal(0x4F6B7443L, connection.Scalar("PRAGMA application_id"));
        Assert.Equal(1L, connection.Scalar("PRAGMA user_version"));
        Assert.Equal("wal", connection.Scalar("PRAGMA journal_mode"));
        Assert.Equal("ok", connection.Scalar("PRAGMA integrity_check"));
    }
}
