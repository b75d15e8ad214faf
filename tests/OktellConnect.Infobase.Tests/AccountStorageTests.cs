using OktellConnect.Infobase.Sqlite;

namespace OktellConnect.Infobase.Tests;

public sealed class AccountStorageTests : IDisposable
{
    private static readonly Guid Reference = new("3fcd6f88-0a04-4ee2-8a38-0127d9acbe5d");
    private readonly InfobaseFile file = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Every_value_of_an_account_comes_back()
    {
        var account = Full("Павлов Артём Алексеевич", "pavlov.a");
        using (var infobase = await file.OpenAsync())
        {
            Assert.Equal([WriteAction.Added], await infobase.WriteAsync(account));
        }

        using var reopened = await file.OpenAsync();
        var read = Assert.Single(await reopened.GetAccountsAsync(Cancellation));
        Assert.True(AccountContent.Same(account, read), read.ToString());
        Assert.False(read.HasPassword);
    }

    [Fact]
    public async Task Each_single_value_makes_a_change_and_the_same_again_makes_none()
    {
        using var infobase = await file.OpenAsync();
        var account = Full("Павлов Артём", "pavlov");
        await infobase.WriteAsync(account);
        Account[] others =
        [
            account with { Login = "other" }, account with { Number = null }, account with { Department = "Склад" },
            account with { OktellUserId = "b", NumberPlanId = "c" }, account with { NumberPlanId = "d" }, account with { Roles = [] },
            account with { StartWithSystem = false }, account with { DebugMode = false }, account with { ShowNotifications = false },
            account with { MayChangeOwnSettings = false }, account with { CreateObjectOnIncomingCall = false },
            account with { CreatedObjectName = null }, account with { NumberAttribute = null }, account with { CallerAttribute = null },
        ];

        foreach (var other in others)
        {
            Assert.Equal([WriteAction.Changed, WriteAction.Unchanged], await infobase.WriteAsync(other, other));
            Assert.True(AccountContent.Same(other, Assert.Single(await infobase.GetAccountsAsync(Cancellation))), other.ToString());
            await infobase.WriteAsync(account);
        }
    }

    [Fact]
    public async Task A_user_is_the_same_whatever_the_case_and_the_spaces_of_his_name()
    {
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(new Account { User = "Иванов Иван", Login = "ivanov" });

        Assert.Equal([WriteAction.Changed], await infobase.WriteAsync(new Account { User = "ИВАНОВ  Иван ", Login = "ivanov" }));
        Assert.Single(await infobase.GetAccountsAsync(Cancellation));
    }

    [Fact]
    public async Task A_reference_that_becomes_known_finds_the_account_and_stays()
    {
        using var infobase = await file.OpenAsync();
        var account = new Account { User = "Иванов Иван", Login = "ivanov" };
        await infobase.WriteAsync(account);

        Assert.Equal([WriteAction.Changed], await infobase.WriteAsync(account with { UserReference = Reference }));
        Assert.Equal([WriteAction.Unchanged], await infobase.WriteAsync(account));
        Assert.Equal([WriteAction.Changed], await infobase.WriteAsync(account with { UserReference = Reference, User = "Иванов-Петров Иван" }));
        Assert.Equal("Иванов-Петров Иван", Assert.Single(await infobase.GetAccountsAsync(Cancellation)).User);
    }

    [Fact]
    public async Task Namesakes_are_told_apart_by_reference_and_the_bare_name_is_ambiguous()
    {
        using var infobase = await file.OpenAsync();
        await infobase.WriteAsync(
            new Account { User = "Иванов Иван", Login = "ivanov", UserReference = Reference },
            new Account { User = "Иванов Иван", Login = "ivanov2", UserReference = Guid.NewGuid() });

        var failure = await Assert.ThrowsAsync<OktellException>(() => infobase.WriteAsync(new Account { User = "Иванов Иван", Login = "x" }));
        Assert.Equal(OktellErrors.AccountAmbiguous, failure.Error);
    }

    [Fact]
    public async Task Two_users_may_swap_logins_in_one_group_but_never_share_one()
    {
        using var infobase = await file.OpenAsync();
        var ivanov = new Account { User = "Иванов", Login = "a" };
        var petrov = new Account { User = "Петров", Login = "b" };
        await infobase.WriteAsync(ivanov, petrov);

        Assert.Equal([WriteAction.Changed, WriteAction.Changed], await infobase.WriteAsync(ivanov with { Login = "b" }, petrov with { Login = "a" }));
        var failure = await Assert.ThrowsAsync<OktellException>(() => infobase.WriteAsync(new Account { User = "Сидоров", Login = "A" }));

        Assert.Equal(OktellErrors.LoginTaken, failure.Error);
        Assert.Equal(["b", "a"], (await infobase.GetAccountsAsync(Cancellation)).Select(account => account.Login));
    }

    [Fact]
    public async Task Removing_an_account_takes_password_link_and_roles_with_it()
    {
        using var infobase = await file.OpenAsync();
        var account = Full("Павлов Артём", "pavlov");
        await infobase.WriteAsync(account);
        using (var changes = await infobase.BeginAsync(Cancellation))
        {
            await changes.SetPasswordAsync(account, "Secret123", Cancellation);
            Assert.True(await changes.RemoveAccountAsync(account, Cancellation));
            Assert.False(await changes.RemoveAccountAsync(account, Cancellation));
            await changes.CommitAsync(Cancellation);
        }

        Assert.Equal(0L, infobase.Connection.Scalar("SELECT (SELECT count(*) FROM account) + (SELECT count(*) FROM role_member) + (SELECT count(*) FROM number_plan_link)"));
        Assert.Null(await infobase.GetPasswordAsync(account, Cancellation));
    }

    [Fact]
    public async Task What_is_not_committed_is_not_seen_by_others_and_is_gone_when_dropped()
    {
        using var infobase = await file.OpenAsync();
        using var other = await file.OpenAsync();
        using (var changes = await infobase.BeginAsync(Cancellation))
        {
            await changes.WriteAccountAsync(new Account { User = "Иванов", Login = "a" }, Cancellation);
            Assert.Empty(await other.GetAccountsAsync(Cancellation));
        }

        Assert.Empty(await infobase.GetAccountsAsync(Cancellation));
    }

    internal static Account Full(string user, string login) => new()
    {
        User = user,
        Login = login,
        Number = "201",
        Department = "Логистика",
        OktellUserId = "a3b1",
        NumberPlanId = "77aa",
        Roles = [OktellRole.User, OktellRole.Administrator],
        StartWithSystem = true,
        DebugMode = true,
        ShowNotifications = true,
        MayChangeOwnSettings = true,
        CreateObjectOnIncomingCall = true,
        CreatedObjectName = "Справочник.Контрагенты",
        NumberAttribute = "Телефон",
        CallerAttribute = "Наименование",
    };
}
