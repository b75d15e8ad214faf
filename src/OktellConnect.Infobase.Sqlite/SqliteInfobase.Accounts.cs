using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

public sealed partial class SqliteInfobase
{
    private const string AccountColumns = """
        a.id, a.user_name, a.user_ref, a.login, a.number, a.department, a.oktell_user_id, l.number_plan_id, a.start_with_system, a.debug_mode,
        a.show_notifications, a.may_change_own_settings, a.create_object_on_call, a.created_object_name, a.number_attribute, a.caller_attribute,
        a.password IS NOT NULL
        """;

    private const string AccountTables = "account a LEFT JOIN number_plan_link l ON l.oktell_user_id = a.oktell_user_id";

    /// <inheritdoc/>
    public Task<IReadOnlyList<Account>> GetAccountsAsync(CancellationToken cancellation) => Do<IReadOnlyList<Account>>(cancellation, () =>
    {
        var roles = new Dictionary<long, List<OktellRole>>();
        using (var reader = Prepare("SELECT account_id, role FROM role_member", 0).Read())
        {
            while (reader.Read())
            {
                var id = reader.GetInt64(0);
                if (!roles.TryGetValue(id, out var held))
                {
                    roles[id] = held = [];
                }

                held.Add(RoleOf(reader.GetString(1)));
            }
        }

        var accounts = new List<Account>();
        using (var reader = Prepare($"SELECT {AccountColumns} FROM {AccountTables} ORDER BY a.user_key, a.user_ref", 0).Read())
        {
            while (reader.Read())
            {
                var held = roles.TryGetValue(reader.GetInt64(0), out var found) ? found : [];
                accounts.Add(ReadAccount(reader, held));
            }
        }

        return accounts;
    });

    /// <inheritdoc/>
    public Task<string?> GetPasswordAsync(Account account, CancellationToken cancellation) => Do(cancellation, () =>
    {
        if (FindAccountId(account) is not { } id
            || Prepare("SELECT password FROM account WHERE id = $1", 1).Bind(id).Scalar() is not byte[] kept)
        {
            return null;
        }

        try
        {
            return secrets.Reveal(kept, SecretContext(id));
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.SecretUnreadable)
        {
            throw new OktellException(failure.Error, $"The password kept for '{account.User}' in '{Location}' cannot be decrypted.", failure.InnerException, account);
        }
    });

    /// <summary>Ties an encrypted password to its record: moved to another one by hand, it does not decrypt.</summary>
    internal static string SecretContext(long accountId) => FormattableString.Invariant($"account:{accountId}");

    /// <summary>
    /// The record of an account: by reference where it has one, else by name. A record that has no reference yet is found by an
    /// account that has one: the same user, better known.
    /// </summary>
    internal long? FindAccountId(Account account)
    {
        if (account.UserReference is { } reference)
        {
            return (long?)Prepare("SELECT id FROM account WHERE user_ref = $1", 1).Bind(reference.ToByteArray()).Scalar()
                ?? (long?)Prepare("SELECT id FROM account WHERE user_key = $1 AND user_ref IS NULL", 1).Bind(AccountKey.Of(account.User)).Scalar();
        }

        var found = new List<long>();
        using var reader = Prepare("SELECT id FROM account WHERE user_key = $1", 1).Bind(AccountKey.Of(account.User)).Read();
        while (reader.Read())
        {
            found.Add(reader.GetInt64(0));
        }

        return found.Count switch
        {
            0 => null,
            1 => found[0],
            _ => throw new OktellException(OktellErrors.AccountAmbiguous, $"'{account.User}' is the name of {found.Count} accounts in '{Location}'.", target: account),
        };
    }

    internal Account ReadAccount(long id)
    {
        var held = new List<OktellRole>();
        using (var roles = Prepare("SELECT role FROM role_member WHERE account_id = $1", 1).Bind(id).Read())
        {
            while (roles.Read())
            {
                held.Add(RoleOf(roles.GetString(0)));
            }
        }

        using var reader = Prepare($"SELECT {AccountColumns} FROM {AccountTables} WHERE a.id = $1", 1).Bind(id).Read();
        reader.Read();
        return ReadAccount(reader, held);
    }

    // Column 0 is the record's id, which stays inside.
    private static Account ReadAccount(SqliteDataReader reader, List<OktellRole> roles)
    {
        roles.Sort();
        return new Account
        {
            User = reader.GetString(1),
            UserReference = reader.IsDBNull(2) ? null : new Guid(reader.GetFieldValue<byte[]>(2)),
            Login = reader.GetString(3),
            Number = Text(4),
            Department = Text(5),
            OktellUserId = Text(6),
            NumberPlanId = Text(7),
            StartWithSystem = reader.GetBoolean(8),
            DebugMode = reader.GetBoolean(9),
            ShowNotifications = reader.GetBoolean(10),
            MayChangeOwnSettings = reader.GetBoolean(11),
            CreateObjectOnIncomingCall = reader.GetBoolean(12),
            CreatedObjectName = Text(13),
            NumberAttribute = Text(14),
            CallerAttribute = Text(15),
            HasPassword = reader.GetBoolean(16),
            Roles = roles,
        };

        string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
    }

    private OktellRole RoleOf(string name) => RoleNames.Parse(name)
        ?? throw new OktellException(OktellErrors.InfobaseCorrupt, $"The infobase '{Location}' holds an unknown role '{name}'.", target: Location);
}
