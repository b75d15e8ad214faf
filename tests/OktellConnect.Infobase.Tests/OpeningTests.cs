using Microsoft.Data.Sqlite;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Infobase.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly InfobaseFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_missing_file_is_created_and_nothing_else_is_left_in_the_folder()
    {
        using (var infobase = await file.OpenAsync())
        {
            Assert.Equal(file.Path, infobase.Location);
            Assert.Empty(await infobase.GetAccountsAsync(Cancellation));
        }

        Assert.Equal([file.Path], Directory.GetFiles(file.Folder));
    }

    [Fact]
    public async Task A_missing_folder_is_an_error_and_is_not_created()
    {
        var path = Path.Combine(file.Folder, "no", "infobase.db");

        var failure = await Failure(() => SqliteInfobase.OpenAsync(path, Cancellation));

        Assert.Equal(OktellErrors.InfobaseFolderMissing, failure.Error);
        Assert.Contains(Path.Combine(file.Folder, "no"), failure.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(file.Folder, "no")));
    }

    [Theory]
    [InlineData("Пользователь;Логин\r\nИванов;ivanov\r\n")]
    [InlineData("")]
    [InlineData("SQLite format 3")]
    public async Task A_file_of_text_is_refused_and_left_as_it_was(string content)
    {
        await File.WriteAllTextAsync(file.Path, content, Cancellation);

        var failure = await Failure(() => file.OpenAsync());

        Assert.Equal(OktellErrors.InfobaseNotAnInfobase, failure.Error);
        Assert.Equal(content, await File.ReadAllTextAsync(file.Path, Cancellation));
        Assert.Equal([file.Path], Directory.GetFiles(file.Folder));
    }

    [Fact]
    public async Task A_database_of_another_program_is_refused_and_left_as_it_was()
    {
        using (var other = file.OpenRaw())
        {
            other.Execute("PRAGMA journal_mode = WAL; CREATE TABLE account (id INTEGER); PRAGMA application_id = 42");
        }

        var before = await File.ReadAllBytesAsync(file.Path, Cancellation);

        Assert.Equal(OktellErrors.InfobaseNotAnInfobase, (await Failure(() => file.OpenAsync())).Error);
        Assert.Equal(before, await File.ReadAllBytesAsync(file.Path, Cancellation));
        Assert.Equal([file.Path], Directory.GetFiles(file.Folder));
    }

    [Fact]
    public async Task A_folder_is_not_an_infobase() =>
        Assert.Equal(OktellErrors.InfobaseNotAnInfobase, (await Failure(() => SqliteInfobase.OpenAsync(file.Folder, Cancellation))).Error);

    [Fact]
    public async Task An_infobase_of_a_newer_program_is_refused_and_left_as_it_was()
    {
        (await file.OpenAsync()).Dispose();
        using (var newer = file.OpenRaw())
        {
            newer.Execute("PRAGMA user_version = 1000");
        }

        var before = await File.ReadAllBytesAsync(file.Path, Cancellation);

        var failure = await Failure(() => file.OpenAsync());

        Assert.Equal(OktellErrors.InfobaseTooNew, failure.Error);
        Assert.Contains("1000", failure.Message, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(file.Path, Cancellation));
    }

    [Fact]
    public async Task A_newer_version_that_still_stands_in_the_log_is_refused_too()
    {
        (await file.OpenAsync()).Dispose();
        using var newer = file.OpenRaw();
        newer.Execute("PRAGMA wal_autocheckpoint = 0; PRAGMA user_version = 1000");

        Assert.Equal(OktellErrors.InfobaseTooNew, (await Failure(() => file.OpenAsync())).Error);
    }

    [Fact]
    public async Task While_another_holds_the_lock_a_change_fails_with_an_id_and_reading_goes_on()
    {
        using var infobase = await file.OpenAsync(TimeSpan.FromSeconds(1));
        using var other = file.OpenRaw();
        other.Execute("BEGIN IMMEDIATE");

        Assert.Equal(OktellErrors.InfobaseLocked, (await Failure(() => infobase.BeginAsync(Cancellation))).Error);
        Assert.Empty(await infobase.GetAccountsAsync(Cancellation));

        other.Execute("ROLLBACK");
        using var changes = await infobase.BeginAsync(Cancellation);
    }

    [Fact]
    public async Task An_infobase_that_another_program_keeps_for_itself_is_locked()
    {
        (await file.OpenAsync()).Dispose();
        using var other = file.OpenRaw();
        other.Execute("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE x (y); COMMIT");

        Assert.Equal(OktellErrors.InfobaseLocked, (await Failure(() => file.OpenAsync(TimeSpan.FromSeconds(1)))).Error);
    }

    [Fact]
    public async Task A_write_protected_file_is_refused_before_it_is_touched()
    {
        (await file.OpenAsync()).Dispose();
        File.SetAttributes(file.Path, FileAttributes.ReadOnly);
        try
        {
            Assert.Equal(OktellErrors.InfobaseReadOnly, (await Failure(() => file.OpenAsync())).Error);
            Assert.Equal([file.Path], Directory.GetFiles(file.Folder));
        }
        finally
        {
            File.SetAttributes(file.Path, FileAttributes.Normal);
        }
    }

    [Fact]
    public async Task A_damaged_file_is_told_apart_from_a_foreign_one()
    {
        using (var infobase = await file.OpenAsync())
        {
            await infobase.WriteAsync(Enumerable.Range(0, 2000).Select(i => new Account { User = $"Пользователь {i}", Login = $"login{i}" }).ToArray());
        }

        using (var stream = new FileStream(file.Path, FileMode.Open))
        {
            stream.Position = 4096;
            stream.Write(new byte[stream.Length - 4096]);
        }

        using var damaged = await OpenOrNull();
        var failure = damaged is null
            ? await Failure(() => file.OpenAsync())
            : await Failure(() => damaged.GetAccountsAsync(Cancellation));
        Assert.Equal(OktellErrors.InfobaseCorrupt, failure.Error);

        async Task<SqliteInfobase?> OpenOrNull()
        {
            try
            {
                return await file.OpenAsync();
            }
            catch (OktellException)
            {
                return null;
            }
        }
    }

    [Fact]
    public async Task A_full_disk_is_named_and_changes_nothing()
    {
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(new Account { User = "Иванов Иван", Login = "ivanov" });
        var pages = (long)infobase.Connection.Scalar("PRAGMA page_count")!;
        infobase.Connection.Execute(FormattableString.Invariant($"PRAGMA max_page_count = {pages + 2}"));

        var failure = await Failure(() => infobase.WriteAsync(
            Enumerable.Range(0, 5000).Select(i => new Account { User = $"Пользователь {i}", Login = $"login{i}" }).ToArray()));

        Assert.Equal(OktellErrors.DiskFull, failure.Error);
        Assert.Equal("ivanov", Assert.Single(await infobase.GetAccountsAsync(Cancellation)).Login);
        await infobase.WriteAsync(new Account { User = "Иванов Иван", Login = "ivanov2" });
    }

    [Fact]
    public async Task A_closed_infobase_says_so()
    {
        var infobase = await file.OpenAsync();
        infobase.Dispose();
        infobase.Dispose();

        Assert.Equal(OktellErrors.InfobaseNotConnected, (await Failure(() => infobase.GetAccountsAsync(Cancellation))).Error);
    }

    [Fact]
    public async Task A_second_group_of_changes_on_one_object_is_refused_until_the_first_has_ended()
    {
        using var infobase = await file.OpenAsync();
        var changes = await infobase.BeginAsync(Cancellation);

        Assert.Equal(OktellErrors.InfobaseBusy, (await Failure(() => infobase.BeginAsync(Cancellation))).Error);

        changes.Dispose();
        (await infobase.BeginAsync(Cancellation)).Dispose();
    }

    [Fact]
    public async Task Several_processes_creating_the_same_infobase_end_with_one()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => file.OpenAsync())));
        foreach (var infobase in opened)
        {
            infobase.Dispose();
        }

        Assert.Equal([file.Path], Directory.GetFiles(file.Folder));
    }

    [Fact]
    public async Task The_first_filling_adds_what_is_missing_once_and_keeps_what_was_changed()
    {
        using var infobase = await file.OpenAsync();
        Assert.False(await infobase.GetEnabledAsync(Cancellation));

        var added = await infobase.InitializeAsync(Cancellation);
        Assert.Contains("Oktell_Включено", added);
        Assert.Contains("СправочникСсылка.Контрагенты", added);
        Assert.Equal(5, added.Count);

        Assert.True(await infobase.SetEnabledAsync(true, Cancellation));
        Assert.False(await infobase.SetEnabledAsync(true, Cancellation));
        using (var changes = await infobase.BeginAsync(Cancellation))
        {
            await changes.WriteObjectTypeAsync(new ObjectType("СправочникСсылка.Контрагенты", false, false), Cancellation);
            await changes.CommitAsync(Cancellation);
        }

        Assert.Empty(await infobase.InitializeAsync(Cancellation));
        Assert.True(await infobase.GetEnabledAsync(Cancellation));
        Assert.Contains(new ObjectType("СправочникСсылка.Контрагенты", false, false), await infobase.GetObjectTypesAsync(Cancellation));
    }

    private static Task<OktellException> Failure(Func<Task> work) => Assert.ThrowsAsync<OktellException>(work);
}
