namespace OktellConnect.Infobase;

/// <summary>Finds accounts by what people call them. Pure and thread-safe.</summary>
public static class AccountSearch
{
    private const int MostSuggestions = 3;

    /// <summary>The account that a user name, a login or a reference means.</summary>
    /// <param name="accounts">Where to look.</param>
    /// <param name="identity">The user's full name, his Oktell login, or the UUID of his reference. A login wins over a name.</param>
    /// <exception cref="OktellException">AccountNotFound with similar names; AccountAmbiguous.</exception>
    public static Account Find(IReadOnlyList<Account> accounts, string identity)
    {
        var key = AccountKey.Of(identity);
        if (Guid.TryParse(identity, out var reference) && accounts.FirstOrDefault(account => account.UserReference == reference) is { } referred)
        {
            return referred;
        }

        if (accounts.FirstOrDefault(account => AccountKey.Of(account.Login) == key) is { } byLogin)
        {
            return byLogin;
        }

        var named = accounts.Where(account => AccountKey.Of(account.User) == key).ToList();
        return named.Count switch
        {
            1 => named[0],
            0 => throw new OktellException(OktellErrors.AccountNotFound, $"There is no account of '{identity}'{Suggest(accounts, key)}.", target: identity),
            _ => throw new OktellException(OktellErrors.AccountAmbiguous,
                $"'{identity}' is the name of several accounts: {string.Join(", ", named.Select(account => account.Login))}.", target: identity),
        };
    }

    // Names that begin alike or are a slip of one or two letters away.
    private static string Suggest(IReadOnlyList<Account> accounts, string key)
    {
        if (key.Length == 0)
        {
            return "";
        }

        var similar = accounts
            .Select(account => (Account: account, Distance: Math.Min(Distance(key, AccountKey.Of(account.Login)), Distance(key, AccountKey.Of(account.User)))))
            .Where(candidate => candidate.Distance <= Math.Max(1, Math.Min(3, key.Length / 3)))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Account.User, StringComparer.Ordinal)
            .Take(MostSuggestions)
            .Select(candidate => $"'{candidate.Account.Login}' ({candidate.Account.User})")
            .ToList();
        return similar.Count == 0 ? "" : "; similar: " + string.Join(", ", similar);
    }

    // How many letters to insert, remove or replace; a beginning counts as near.
    private static int Distance(string left, string right)
    {
        if (left.Length >= 3 && right.StartsWith(left, StringComparison.Ordinal))
        {
            return 1;
        }

        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[right.Length];
    }
}
