namespace OktellConnect.Infobase;

/// <summary>Changes to single accounts, each in a transaction of its own.</summary>
public static class AccountEditing
{
    /// <summary>Adds an account with its password.</summary>
    /// <exception cref="OktellException">AccountExists, AccountInvalid, LoginTaken. Nothing was changed.</exception>
    public static async Task AddAsync(IInfobase infobase, Account account, string? password, CancellationToken cancellation)
    {
        Check(account);
        using var changes = await infobase.BeginAsync(cancellation).ConfigureAwait(false);
        ThrowIfExists(await infobase.GetAccountsAsync(cancellation).ConfigureAwait(false), account);
        await changes.WriteAccountAsync(account, cancellation).ConfigureAwait(false);
        if (password is not null)
        {
            await changes.SetPasswordAsync(account, password, cancellation).ConfigureAwait(false);
        }

        await changes.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Changes an account that is there.</summary>
    /// <param name="infobase">Where.</param>
    /// <param name="account">The account as it is to be; its user and reference say which.</param>
    /// <param name="password">A password to keep, or null to leave the one kept.</param>
    /// <param name="forgetPassword">Whether to forget the password kept.</param>
    /// <param name="cancellation">Gives up before anything is changed.</param>
    /// <exception cref="OktellException">AccountInvalid, LoginTaken. Nothing was changed.</exception>
    public static async Task ChangeAsync(IInfobase infobase, Account account, string? password, bool forgetPassword, CancellationToken cancellation)
    {
        Check(account);
        using var changes = await infobase.BeginAsync(cancellation).ConfigureAwait(false);
        await changes.WriteAccountAsync(account, cancellation).ConfigureAwait(false);
        if (password is not null || forgetPassword)
        {
            await changes.SetPasswordAsync(account, password, cancellation).ConfigureAwait(false);
        }

        await changes.CommitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Removes an account with its password, link and roles; false when it was gone already.</summary>
    public static async Task<bool> RemoveAsync(IInfobase infobase, Account account, CancellationToken cancellation)
    {
        using var changes = await infobase.BeginAsync(cancellation).ConfigureAwait(false);
        var removed = await changes.RemoveAccountAsync(account, cancellation).ConfigureAwait(false);
        await changes.CommitAsync(cancellation).ConfigureAwait(false);
        return removed;
    }

    /// <summary>Checks an account that is about to be added, so that a rehearsal fails where the real thing would.</summary>
    /// <exception cref="OktellException">AccountExists.</exception>
    public static void ThrowIfExists(IReadOnlyList<Account> accounts, Account account)
    {
        var known = accounts.FirstOrDefault(other => account.UserReference is not null && other.UserReference is not null
            ? other.UserReference == account.UserReference
            : AccountKey.Same(other.User, account.User));
        if (known is not null)
        {
            throw new OktellException(OktellErrors.AccountExists, $"'{known.User}' has an account already, with the login '{known.Login}'.", target: known);
        }
    }

    /// <summary>Checks what every account must be.</summary>
    /// <exception cref="OktellException">AccountInvalid.</exception>
    public static void Check(Account account)
    {
        if (account.User.Trim().Length == 0)
        {
            throw new OktellException(OktellErrors.AccountInvalid, "The parameter User is empty.", target: account);
        }

        if (account.Login.Trim().Length == 0)
        {
            throw new OktellException(OktellErrors.AccountInvalid, $"The parameter Login of '{account.User}' is empty.", target: account);
        }

        if (account.Number is { } number && !AccountRow.IsNumber(number))
        {
            throw new OktellException(OktellErrors.AccountInvalid, $"The parameter Number of '{account.User}' is '{number}', which is not 1 to 15 digits.", target: account);
        }
    }
}
