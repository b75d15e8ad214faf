using System.Text;
using OktellConnect.Files;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Infobase.Tests;

public sealed class AccountImportTests : IDisposable
{
    private const string Canary = "Канарейка-Pa55word!";
    private readonly InfobaseFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Input => file.File("users.csv");

    private string Rejects => file.File("users.rejects.csv");

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task The_sample_file_is_added_whole_and_is_unchanged_the_second_time()
    {
        File.Copy(Path.Combine(RepositoryRoot(), "samples", "data", "users.csv"), Input);
        using var infobase = await file.OpenAsync();

        var first = await Import(infobase);
        Assert.Equal((300, 0, 0, 0), Counts(first));
        Assert.Equal("Windows-1251", first.Summary.Encoding);
        Assert.Equal(';', first.Summary.Separator);
        Assert.Equal(300, first.Summary.RolesGranted);
        Assert.Null(first.Summary.RejectPath);
        var accounts = await infobase.GetAccountsAsync(Cancellation);
        Assert.Equal(300, accounts.Count);
        Assert.Equal(5, accounts.Count(account => account.Roles.Contains(OktellRole.Administrator)));
        var pavlov = Assert.Single(accounts, account => account.Login == "pavlov.a");
        Assert.Equal(("Павлов Артём Алексеевич", "201", "Логистика"), (pavlov.User, pavlov.Number, pavlov.Department));
        Assert.True(pavlov is { StartWithSystem: true, DebugMode: false, ShowNotifications: false, MayChangeOwnSettings: true, CreateObjectOnIncomingCall: true });

        var second = await Import(infobase);
        Assert.Equal((0, 0, 300, 0), Counts(second));
        Assert.Equal(0, second.Summary.RolesGranted);
        Assert.False(File.Exists(Rejects));
    }

    [Theory]
    [InlineData("User,Login,Number,Role,StartWithSystem\nIvanov,ivanov,201,Administrator,true\n")]
    [InlineData("ФИО\tЛогин\tНомер\tРоли\tЗапуск при старте системы\nIvanov\tivanov\t201\tОktell_Администратор\tДа\n")]
    [InlineData("login;user;number;role;start_with_system\nivanov;Ivanov;201;oktell_администратор;1\n")]
    public async Task Headers_are_known_by_their_names_in_either_language_and_order(string content)
    {
        Write(content.Replace("Оktell", "Oktell", StringComparison.Ordinal));
        using var infobase = await file.OpenAsync();

        Assert.Equal((1, 0, 0, 0), Counts(await Import(infobase)));
        var account = Assert.Single(await infobase.GetAccountsAsync(Cancellation));
        Assert.Equal(("Ivanov", "ivanov", "201", true), (account.User, account.Login, account.Number, account.StartWithSystem));
        Assert.Equal([OktellRole.Administrator], account.Roles);
    }

    [Fact]
    public async Task Every_bad_row_is_rejected_by_itself_with_line_and_column_and_the_rest_goes_in()
    {
        Write("""
            Пользователь;Логин;Номер;Роль;РежимОтладки;Ссылка
            Иванов;ivanov;201;Oktell_Пользователь;Да;
            Петров;petrov;202;Oktell_Директор;Да;
            ;sidorov;203;;Да;
            Смирнов;;204;;Да;
            Орлов;orlov;205;;может быть;
            Зайцев;zaytsev;доб. 206;;Нет;
            Волков;volkov;207;;Нет;не-ссылка
            Лишний;lishniy;208;;Нет;;ещё
            Белов;belov;209;;;
            """);
        using var infobase = await file.OpenAsync();

        var outcome = await Import(infobase);

        Assert.Equal((2, 0, 0, 7), Counts(outcome));
        Assert.Equal(
            ["3 RoleUnknown", "4 UserMissing", "5 LoginMissing", "6 FlagInvalid", "7 NumberInvalid", "8 ReferenceInvalid", "9 UnevenRow"],
            outcome.Results.Where(result => result.Action == WriteAction.Rejected).Select(result => $"{result.Line} {result.Reason}"));
        Assert.Equal($"{Input}, line 3, column 19: The role is unknown: Oktell_Директор.", outcome.Results[1].Message);
        Assert.Equal(7, outcome.Summary.RejectedByReason.Sum(reason => reason.Count));
        Assert.Equal(["ivanov", "belov"], outcome.Results.Where(result => result.Applied).Select(result => result.Login));
    }

    [Fact]
    public async Task The_rejects_file_corrected_is_imported_and_then_gone()
    {
        Write("Пользователь;Логин;Роль\r\nИванов;ivanov;Oktell_Пользователь\r\nПетров;petrov;Директор\r\n", 1251);
        using var infobase = await file.OpenAsync();

        var outcome = await Import(infobase);
        Assert.Equal(Rejects, outcome.Summary.RejectPath);
        var rejected = await File.ReadAllTextAsync(Rejects, CodePagesEncodingProvider.Instance.GetEncoding(1251)!, Cancellation);
        Assert.Equal("Пользователь;Логин;Роль;Строка;Причина\r\nПетров;petrov;Директор;3;Неизвестная роль: Директор\r\n", rejected);

        await File.WriteAllTextAsync(Rejects, rejected.Replace("Директор", "Oktell_Администратор", StringComparison.Ordinal), CodePagesEncodingProvider.Instance.GetEncoding(1251)!, Cancellation);
        Assert.Equal((1, 0, 0, 0), Counts(await Import(infobase, path: Rejects)));
        Assert.Equal(2, (await infobase.GetAccountsAsync(Cancellation)).Count);
    }

    [Fact]
    public async Task Rows_of_one_user_with_different_logins_are_rejected_all_and_equal_ones_do_the_work_once()
    {
        Write("""
            Пользователь;Логин;Подразделение
            Иванов Иван;ivanov;A
            ИВАНОВ  ИВАН;ivanov2;A
            Петров;petrov;A
            Петров;petrov;B
            Сидоров;sidorov;A
            Сидоров;sidorov;A
            """);
        using var infobase = await file.OpenAsync();

        var outcome = await Import(infobase);

        Assert.Equal(
            ["DuplicateUser", "DuplicateUser", "ContradictoryRows", "ContradictoryRows", null, null],
            outcome.Results.Select(result => result.Reason));
        Assert.Equal([WriteAction.Added, WriteAction.Unchanged], outcome.Results.Skip(4).Select(result => result.Action));
        Assert.Contains(": 2, 3.", outcome.Results[0].Message, StringComparison.Ordinal);
        Assert.Equal("Сидоров", Assert.Single(await infobase.GetAccountsAsync(Cancellation)).User);
    }

    [Fact]
    public async Task A_login_of_two_users_is_rejected_also_when_a_rejected_row_keeps_it()
    {
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(new Account { User = "Иванов", Login = "ivanov" }, new Account { User = "Петров", Login = "petrov" });
        Write("""
            Пользователь;Логин;Роль
            Иванов;petrov;
            Петров;pavlov;Директор
            Новый;ivanov;
            Один;same;
            Другой;SAME;
            """);

        var outcome = await Import(infobase);

        // Петров keeps "petrov" as his row fails; so Иванов cannot have it, keeps "ivanov", and the new one cannot have that.
        Assert.Equal(["LoginTaken", "RoleUnknown", "LoginTaken", "LoginTaken", "LoginTaken"], outcome.Results.Select(result => result.Reason));
        Assert.Equal(["ivanov", "petrov"], (await infobase.GetAccountsAsync(Cancellation)).Select(account => account.Login));
    }

    [Fact]
    public async Task Logins_may_be_swapped_in_one_file()
    {
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(new Account { User = "Иванов", Login = "a" }, new Account { User = "Петров", Login = "b" });
        Write("Пользователь;Логин\nИванов;b\nПетров;a\n");

        Assert.Equal((0, 2, 0, 0), Counts(await Import(infobase)));
    }

    [Fact]
    public async Task Columns_that_are_not_there_change_nothing_and_the_role_column_decides_alone()
    {
        using var infobase = await file.OpenAsync();
        var before = AccountStorageTests.Full("Иванов", "ivanov");
        await infobase.WriteAsync(before);
        Write("Пользователь;Логин\nИванов;ivanov\n");
        Assert.Equal((0, 0, 1, 0), Counts(await Import(infobase)));

        Write("Пользователь;Логин;Роль\nИванов;ivanov;Oktell_Пользователь\n");
        var outcome = await Import(infobase);

        Assert.Equal([OktellRole.Administrator], Assert.Single(outcome.Results).RolesRevoked);
        Assert.True(AccountContent.Same(before with { Roles = [OktellRole.User] }, Assert.Single(await infobase.GetAccountsAsync(Cancellation))));
    }

    [Fact]
    public async Task Another_number_drops_a_link_that_would_point_at_somebody_else()
    {
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(AccountStorageTests.Full("Иванов", "ivanov"));
        Write("Пользователь;Логин;Номер\nИванов;ivanov;202\n");

        await Import(infobase);

        var account = Assert.Single(await infobase.GetAccountsAsync(Cancellation));
        Assert.Equal(("202", null, null), (account.Number, account.OktellUserId, account.NumberPlanId));
    }

    [Fact]
    public async Task Passwords_are_kept_once_and_are_in_no_file_and_no_result()
    {
        Write($"Пользователь;Логин;Пароль;Роль\nИванов;ivanov;{Canary};\nПетров;petrov;;\nСидоров;sidorov;{Canary};Директор\nЛишний;l;{Canary};;\n");
        File.Move(Input, file.File("in.csv"));
        using var infobase = await file.OpenAsync();
        var options = new AccountImportOptions { DefaultPassword = "Default-1", RejectPath = Rejects };

        var first = await Import(infobase, options, file.File("in.csv"));
        Assert.Equal((2, 0, 0, 2), Counts(first));
        Assert.Equal(2, first.Summary.PasswordsKept);
        var accounts = await infobase.GetAccountsAsync(Cancellation);
        Assert.Equal(Canary, await infobase.GetPasswordAsync(accounts[0], Cancellation));
        Assert.Equal("Default-1", await infobase.GetPasswordAsync(accounts[1], Cancellation));

        Assert.Equal((0, 0, 2, 2), Counts(await Import(infobase, options with { DefaultPassword = "Default-2" }, file.File("in.csv"))));
        Assert.Equal("Default-1", await infobase.GetPasswordAsync(accounts[1], Cancellation));

        AccountExport.Write(file.File("export.csv"), accounts, new DelimitedWriteOptions(), Cancellation);
        Assert.DoesNotContain(Canary, string.Join('\n', first.Results) + first.Summary + options, StringComparison.Ordinal);
        File.Delete(file.File("in.csv"));
        Canaries.AssertNowhereIn(file.Folder, Canary);
        Assert.True(File.Exists(Rejects));
    }

    [Fact]
    public async Task A_plan_changes_nothing_and_says_what_applying_says()
    {
        Write("Пользователь;Логин\nИванов;ivanov\n;x\n");
        using var infobase = await file.OpenAsync();

        var plan = await AccountImport.Read(Input, new AccountImportOptions(), Cancellation).PlanAsync(infobase, Cancellation);

        Assert.Equal((1, 0, 0, 1), Counts(plan));
        Assert.False(plan.Summary.Applied);
        Assert.Empty(await infobase.GetAccountsAsync(Cancellation));
        Assert.False(File.Exists(Rejects));
    }

    [Fact]
    public async Task An_import_that_cannot_write_its_rejects_changes_nothing()
    {
        Write("Пользователь;Логин\nИванов;ivanov\n;x\n");
        using var infobase = await file.OpenAsync();

        var failure = await Assert.ThrowsAsync<OktellException>(() => Import(infobase, new AccountImportOptions { RejectPath = file.File("no/such/rejects.csv") }));

        Assert.Equal(OktellErrors.WriteFailed, failure.Error);
        Assert.Empty(await infobase.GetAccountsAsync(Cancellation));
        Assert.Equal(OktellErrors.PathNotFile, (await Assert.ThrowsAsync<OktellException>(() => Import(infobase, new AccountImportOptions { RejectPath = Input }))).Error);
    }

    [Theory]
    [InlineData("Логин;Номер\nivanov;201\n", "ColumnMissing")]
    [InlineData("Кто;Куда\nИванов;201\n", "ColumnMissing")]
    [InlineData("", "FileEmpty")]
    [InlineData("Пользователь;Логин\n\"Иванов;ivanov\n", "QuoteUnbalanced")]
    public async Task A_file_that_cannot_be_used_as_a_whole_changes_nothing(string content, string id)
    {
        Write(content);
        using var infobase = await file.OpenAsync();

        var failure = await Assert.ThrowsAsync<OktellException>(() => Import(infobase));

        Assert.Equal(id, failure.Error.Id);
        Assert.Contains(Input, failure.Message, StringComparison.Ordinal);
        Assert.Empty(await infobase.GetAccountsAsync(Cancellation));
    }

    [Fact]
    public async Task An_import_killed_after_any_row_leaves_the_old_state_and_run_again_ends_as_if_it_had_run_once()
    {
        const int Rows = 40;
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(new Account { User = "Пользователь 0", Login = "old" });
        Write("Пользователь;Логин\n" + string.Concat(Enumerable.Range(0, Rows).Select(i => $"Пользователь {i};login{i}\n")));

        // With a cache of a few pages SQLite writes to the log long before the commit. Copying the files at that moment takes exactly
        // what a killed process leaves on the disk.
        infobase.Connection.Execute("PRAGMA cache_size = 2");
        var deaths = new List<string>();
        var options = new AccountImportOptions { Progress = (done, _) => deaths.Add(CopyAsLeftByDeath(done)) };
        Assert.Equal((39, 1, 0, 0), Counts(await Import(infobase, options)));
        Assert.Equal(Rows, deaths.Count);

        foreach (var dead in deaths)
        {
            using var left = await SqliteInfobase.OpenAsync(dead, new KeyFileSecretStore(file.KeyPath), TimeSpan.FromSeconds(1), Cancellation);
            Assert.Equal("old", Assert.Single(await left.GetAccountsAsync(Cancellation)).Login);
            Assert.Equal((39, 1, 0, 0), Counts(await Import(left)));
            Assert.Equal((0, 0, Rows, 0), Counts(await Import(left)));
            Assert.Equal("ok", left.Connection.Scalar("PRAGMA integrity_check"));
        }
    }

    private string CopyAsLeftByDeath(int number)
    {
        var copy = file.File($"dead{number}.db");
        File.Copy(file.Path, copy);
        File.Copy(file.Path + "-wal", copy + "-wal");
        return copy;
    }

    private async Task<AccountImportOutcome> Import(SqliteInfobase infobase, AccountImportOptions? options = null, string? path = null) =>
        await AccountImport.Read(path ?? Input, options ?? new AccountImportOptions(), Cancellation).ApplyAsync(infobase, Cancellation);

    private void Write(string content, int codePage = 65001) =>
        File.WriteAllBytes(Input, (codePage == 1251 ? CodePagesEncodingProvider.Instance.GetEncoding(1251)! : new UTF8Encoding(false)).GetBytes(content));

    private static (long Added, long Changed, long Unchanged, long Rejected) Counts(AccountImportOutcome outcome) =>
        (outcome.Summary.Added, outcome.Summary.Changed, outcome.Summary.Unchanged, outcome.Summary.Rejected);

    private static string RepositoryRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "OktellConnect.PS.sln")))
        {
            folder = folder.Parent;
        }

        return folder.FullName;
    }
}
