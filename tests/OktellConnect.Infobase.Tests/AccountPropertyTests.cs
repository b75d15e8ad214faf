using CsCheck;
using OktellConnect.Files;
using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Infobase.Tests;

public sealed class AccountPropertyTests
{
    // Texts as people and spreadsheet programs write them: separators, quotes, what looks like a formula, letters of both alphabets.
    private static readonly Gen<string> Text = Gen.Char["абвЁёАБВabcXYZ019 ;,\"'=+-@\t|\u00A0"].Array[1, 12]
        .Select(characters => new string(characters).Trim()).Where(text => text.Length > 0);

    private static readonly Gen<string?> Optional = Gen.Bool.SelectMany(there => there ? Text.Select(text => (string?)text) : Gen.Const((string?)null));

    private static readonly Gen<IReadOnlyList<OktellRole>> Roles = Gen.Int[0, 3].Select(bits => (IReadOnlyList<OktellRole>)
        [.. new[] { OktellRole.User, OktellRole.Administrator }.Where((_, index) => (bits & (1 << index)) != 0)]);

    private static readonly Gen<Account> Accounts =
        from user in Text
        from login in Text
        from reference in Gen.Guid
        from number in Gen.Int[0, 99999]
        from texts in Optional.Array[4]
        from flags in Gen.Bool.Array[7]
        from roles in Roles
        select new Account
        {
            User = user,
            Login = login,
            UserReference = flags[5] ? reference : null,
            Number = number == 0 ? null : number.ToString(System.Globalization.CultureInfo.InvariantCulture),
            Department = texts[0],
            CreatedObjectName = texts[1],
            NumberAttribute = texts[2],
            CallerAttribute = texts[3],
            StartWithSystem = flags[0],
            DebugMode = flags[1],
            ShowNotifications = flags[2],
            MayChangeOwnSettings = flags[3],
            CreateObjectOnIncomingCall = flags[4],
            OktellUserId = flags[6] ? reference.ToString("N") : null,
            NumberPlanId = flags[6] && flags[0] ? "plan" + number : null,
            Roles = roles,
        };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Whatever_the_accounts_their_export_imports_to_the_same_and_then_changes_nothing()
    {
        using var file = new InfobaseFile();
        var round = 0;
        await Accounts.Array[1, 8].SampleAsync(
            async generated =>
            {
                var accounts = generated.GroupBy(account => AccountKey.Of(account.User)).Select(group => group.First())
                    .GroupBy(account => AccountKey.Of(account.Login)).Select(group => group.First())
                    .GroupBy(account => account.UserReference?.ToString() ?? account.User).Select(group => group.First()).ToArray();
                var number = Interlocked.Increment(ref round);
                var path = file.File($"accounts{number}.csv");
                using var infobase = await SqliteInfobase.OpenAsync(file.File($"{number}.db"), new KeyFileSecretStore(file.KeyPath), TimeSpan.FromSeconds(5), Cancellation);
                AccountExport.Write(path, accounts, new DelimitedWriteOptions(), Cancellation);

                var first = await AccountImport.Read(path, new AccountImportOptions(), Cancellation).ApplyAsync(infobase, Cancellation);
                var read = await infobase.GetAccountsAsync(Cancellation);
                AccountExport.Write(path, read, new DelimitedWriteOptions(), Cancellation);
                var second = await AccountImport.Read(path, new AccountImportOptions(), Cancellation).ApplyAsync(infobase, Cancellation);

                return first.Summary.Added == accounts.Length
                    && accounts.All(account => read.Any(other => AccountContent.Same(account, other)))
                    && second.Summary.Unchanged == accounts.Length;
            },
            iter: 60);
    }
}
