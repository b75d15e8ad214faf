namespace OktellConnect.Infobase.Sqlite;

internal sealed partial class SqliteChanges
{
    private const string Values =
        "user_name = $1, user_key = $2, user_ref = $3, login = $4, login_key = $5, number = $6, department = $7, oktell_user_id = $8, " +
        "start_with_system = $9, debug_mode = $10, show_notifications = $11, may_change_own_settings = $12, create_object_on_call = $13, " +
        "created_object_name = $14, number_attribute = $15, caller_attribute = $16";

    /// <inheritdoc/>
    public Task<WriteAction> WriteAccountAsync(Account account, CancellationToken cancellation) => Do(cancellation, () =>
    {
        Check(account);
        if (owner.FindAccountId(account) is not { } id)
        {
            // Written empty first and filled by the same statement that changes one: one list of columns to keep right.
            id = (long)owner.Prepare("""
                INSERT INTO account (user_name, user_key, user_ref, login, login_key, start_with_system, debug_mode, show_notifications,
                    may_change_own_settings, create_object_on_call)
                VALUES ($1, $2, $3, '', '', 0, 0, 0, 0, 0) RETURNING id
                """, 3).Bind(account.User, AccountKey.Of(account.User), account.UserReference?.ToByteArray()).Scalar()!;
            Fill(id, account, null);
            return WriteAction.Added;
        }

        var before = owner.ReadAccount(id);

        // A reference is part of the key: it can become known, but an account without one does not make it unknown again.
        var after = account with { UserReference = account.UserReference ?? before.UserReference };
        if (AccountContent.Same(before, after))
        {
            return WriteAction.Unchanged;
        }

        Fill(id, after, before);
        return WriteAction.Changed;
    });

    /// <inheritdoc/>
    public Task SetPasswordAsync(Account account, string? password, CancellationToken cancellation) => Do(cancellation, () =>
    {
        var id = owner.FindAccountId(account)
            ?? throw new OktellException(OktellErrors.AccountNotFound, $"'{account.User}' has no account in '{owner.Location}'.", target: account);
        var kept = password is null ? null : owner.Secrets.Conceal(password, SqliteInfobase.SecretContext(id));
        return owner.Prepare("UPDATE account SET password = $2 WHERE id = $1", 2).Bind(id, kept).Run();
    });

    /// <inheritdoc/>
    public Task<bool> RemoveAccountAsync(Account account, CancellationToken cancellation) => Do(cancellation, () =>
    {
        if (owner.FindAccountId(account) is not { } id)
        {
            return false;
        }

        var link = owner.ReadAccount(id).OktellUserId;
        owner.Prepare("DELETE FROM account WHERE id = $1", 1).Bind(id).Run();
        DropUnusedLink(link);
        return true;
    });

    private static void Check(Account account)
    {
        if (string.IsNullOrWhiteSpace(account.User) || string.IsNullOrWhiteSpace(account.Login))
        {
            throw new ArgumentException("An account needs the name of its user and a login.", nameof(account));
        }

        if (account.NumberPlanId is not null && account.OktellUserId is null)
        {
            throw new ArgumentException("A number-plan link needs the id of the Oktell user.", nameof(account));
        }
    }

    private void Fill(long id, Account account, Account? before)
    {
        accountsTouched = true;
        owner.Prepare($"UPDATE account SET {Values} WHERE id = $17", 17).Bind(
            account.User, AccountKey.Of(account.User), account.UserReference?.ToByteArray(), account.Login, AccountKey.Of(account.Login),
            account.Number, account.Department, account.OktellUserId, account.StartWithSystem, account.DebugMode, account.ShowNotifications,
            account.MayChangeOwnSettings, account.CreateObjectOnIncomingCall, account.CreatedObjectName, account.NumberAttribute,
            account.CallerAttribute, id).Run();
        WriteLink(account, before);
        WriteRoles(id, account.Roles);
    }

    private void WriteLink(Account account, Account? before)
    {
        if (before?.OktellUserId is { } old && (old != account.OktellUserId || account.NumberPlanId is null))
        {
            DropUnusedLink(old);
        }

        if (account.OktellUserId is null)
        {
            return;
        }

        if (account.NumberPlanId is null)
        {
            owner.Prepare("DELETE FROM number_plan_link WHERE oktell_user_id = $1", 1).Bind(account.OktellUserId).Run();
            return;
        }

        owner.Prepare("""
            INSERT INTO number_plan_link (oktell_user_id, number_plan_id) VALUES ($1, $2)
            ON CONFLICT (oktell_user_id) DO UPDATE SET number_plan_id = excluded.number_plan_id
            """, 2).Bind(account.OktellUserId, account.NumberPlanId).Run();
    }

    private void DropUnusedLink(string? oktellUserId)
    {
        if (oktellUserId is not null)
        {
            owner.Prepare("""
                DELETE FROM number_plan_link WHERE oktell_user_id = $1
                AND NOT EXISTS (SELECT 1 FROM account WHERE oktell_user_id = $1)
                """, 1).Bind(oktellUserId).Run();
        }
    }

    private void WriteRoles(long id, IReadOnlyList<OktellRole> roles)
    {
        owner.Prepare("DELETE FROM role_member WHERE account_id = $1", 1).Bind(id).Run();
        foreach (var role in roles.Distinct())
        {
            owner.Prepare("INSERT INTO role_member (account_id, role) VALUES ($1, $2)", 2).Bind(id, RoleNames.Of(role)).Run();
        }
    }

    // At the end of the group, not at each write: two users may swap their logins in one import.
    private void ThrowIfLoginsCollide()
    {
        using var reader = owner.Prepare("""
            SELECT min(login), group_concat(user_name, ', ') FROM account GROUP BY login_key HAVING count(*) > 1 ORDER BY 1 LIMIT 1
            """, 0).Read();
        if (reader.Read())
        {
            throw new OktellException(OktellErrors.LoginTaken, $"The login '{reader.GetString(0)}' would belong to several users: {reader.GetString(1)}.", target: reader.GetString(0));
        }
    }
}
