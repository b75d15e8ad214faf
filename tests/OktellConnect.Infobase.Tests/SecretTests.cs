using System.Text;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Infobase.Tests;

public sealed class SecretTests : IDisposable
{
    private const string Canary = "Канарейка-Pa55word!";
    private readonly InfobaseFile file = new();
    private readonly Account ivanov = new() { User = "Иванов Иван", Login = "ivanov" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task A_password_comes_back_after_reopening_and_is_nowhere_in_clear()
    {
        using (var infobase = await file.OpenAsync())
        {
            await Keep(infobase, ivanov, Canary);
            Assert.True(Assert.Single(await infobase.GetAccountsAsync(Cancellation)).HasPassword);

            // While the log is still there.
            AssertNoCanary();
        }

        AssertNoCanary();
        using var reopened = await file.OpenAsync();
        Assert.Equal(Canary, await reopened.GetPasswordAsync(ivanov, Cancellation));
        Assert.DoesNotContain(Canary, Assert.Single(await reopened.GetAccountsAsync(Cancellation)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Writing_the_account_again_keeps_its_password_and_null_forgets_it()
    {
        using var infobase = await file.OpenAsync();
        await Keep(infobase, ivanov, Canary);
        await infobase.WriteAsync(ivanov with { Department = "Склад" });
        Assert.Equal(Canary, await infobase.GetPasswordAsync(ivanov, Cancellation));

        await Keep(infobase, ivanov, null);
        Assert.Null(await infobase.GetPasswordAsync(ivanov, Cancellation));
        Assert.False(Assert.Single(await infobase.GetAccountsAsync(Cancellation)).HasPassword);
    }

    [Fact]
    public async Task Without_the_key_file_the_error_says_so_and_names_it()
    {
        using var infobase = await file.OpenAsync();
        await Keep(infobase, ivanov, Canary);
        File.Delete(file.KeyPath);

        var failure = await Assert.ThrowsAsync<OktellException>(() => infobase.GetPasswordAsync(ivanov, Cancellation));

        Assert.Equal(OktellErrors.SecretKeyMissing, failure.Error);
        Assert.Contains(file.KeyPath, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_a_damaged_secret_or_one_moved_to_another_account_do_not_decrypt()
    {
        using var infobase = await file.OpenAsync();
        var petrov = new Account { User = "Петров Пётр", Login = "petrov" };
        await Keep(infobase, ivanov, Canary);
        await infobase.WriteAsync(petrov);

        infobase.Connection.Execute("UPDATE account SET password = (SELECT password FROM account WHERE login = 'ivanov') WHERE login = 'petrov'");
        await AssertUnreadable(petrov);

        infobase.Connection.Execute("UPDATE account SET password = CAST(substr(password, 1, length(password) - 1) || x'00' AS BLOB) WHERE login = 'ivanov'");
        await AssertUnreadable(ivanov);

        infobase.Connection.Execute("UPDATE account SET password = x'02' WHERE login = 'ivanov'");
        await AssertUnreadable(ivanov);

        await Keep(infobase, ivanov, Canary);
        File.Delete(file.KeyPath);
        KeyFile.ReadOrCreate(file.KeyPath);
        await AssertUnreadable(ivanov);

        async Task AssertUnreadable(Account account)
        {
            var failure = await Assert.ThrowsAsync<OktellException>(() => infobase.GetPasswordAsync(account, Cancellation));
            Assert.Equal(OktellErrors.SecretUnreadable, failure.Error);
            Assert.Contains(account.User, failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_password_is_never_encrypted_to_the_same_bytes()
    {
        var store = new KeyFileSecretStore(file.KeyPath);
        Assert.NotEqual(store.Conceal(Canary, "a"), store.Conceal(Canary, "a"));
    }

    [Fact]
    public void A_new_key_file_is_readable_by_its_owner_only_and_no_other_file_stays()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the folder's rights decide.");
        var path = Path.Combine(file.Folder, "keys", "infobase.key");

        KeyFile.ReadOrCreate(path);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        }

        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
    }

    [Fact]
    public void A_key_file_that_everybody_can_read_is_refused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the folder's rights decide.");
        KeyFile.ReadOrCreate(file.KeyPath);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.KeyPath, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        }

        Assert.Equal(OktellErrors.SecretKeyExposed, Assert.Throws<OktellException>(() => KeyFile.Read(file.KeyPath)).Error);
    }

    [Fact]
    public async Task A_file_that_is_no_key_is_refused_without_showing_it()
    {
        await File.WriteAllTextAsync(file.KeyPath, "halfakey", Cancellation);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.KeyPath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var failure = Assert.Throws<OktellException>(() => KeyFile.ReadOrCreate(file.KeyPath));

        Assert.Equal(OktellErrors.SecretUnreadable, failure.Error);
        Assert.DoesNotContain("halfakey", failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Processes_that_need_a_key_at_once_share_one()
    {
        var path = file.File("shared.key");
        var marks = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Convert.ToHexString(KeyFile.ReadOrCreate(path).Mark))));
        Assert.Single(marks.Distinct());
    }

    private async Task Keep(SqliteInfobase infobase, Account account, string? password)
    {
        using var changes = await infobase.BeginAsync(Cancellation);
        await changes.WriteAccountAsync(account, Cancellation);
        await changes.SetPasswordAsync(account, password, Cancellation);
        await changes.CommitAsync(Cancellation);
    }

    private void AssertNoCanary() => Canaries.AssertNowhereIn(file.Folder, Canary);
}

internal static class Canaries
{
    /// <summary>Searches every file of a folder for a secret in the encodings it could have been written in.</summary>
    public static void AssertNowhereIn(string folder, string secret)
    {
        var windows = CodePagesEncodingProvider.Instance.GetEncoding(1251)!;
        byte[][] shapes =
        [
            Encoding.UTF8.GetBytes(secret), Encoding.Unicode.GetBytes(secret), windows.GetBytes(secret),
            Encoding.ASCII.GetBytes(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))),
        ];
        var files = Directory.GetFiles(folder);
        Assert.NotEmpty(files);
        foreach (var path in files)
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            Assert.All(shapes, shape => Assert.True(content.AsSpan().IndexOf(shape) < 0, path));
        }
    }
}
