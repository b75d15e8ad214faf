using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Names an account: by the user's full name, his Oktell login, his reference, or an object that has one of them.</summary>
public sealed class AccountIdentity
{
    private readonly string text;

    /// <summary>A user's full name, a login, or the text of a reference.</summary>
    public AccountIdentity(string identity) => text = identity;

    /// <summary>A user's reference.</summary>
    public AccountIdentity(Guid reference) => text = reference.ToString("D");

    // Conversions and not constructors: import looks at the constructors of every public type, and would need the engine for them.

    /// <summary>An account.</summary>
    public static implicit operator AccountIdentity(Account account) => new(account.UserReference?.ToString("D") ?? account.Login);

    /// <summary>A row of an import.</summary>
    public static implicit operator AccountIdentity(AccountImportResult result) => new(result.Login);

    /// <summary>A member of a role.</summary>
    public static implicit operator AccountIdentity(RoleMember member) => new(member.Login);

    /// <summary>The name as given.</summary>
    public override string ToString() => text;

    internal Account Find(IReadOnlyList<Account> accounts) => AccountSearch.Find(accounts, text);

    /// <summary>The accounts of a pattern, or the one account of a plain name.</summary>
    internal IEnumerable<Account> FindAll(IReadOnlyList<Account> accounts)
    {
        if (!WildcardPattern.ContainsWildcardCharacters(text))
        {
            return [Find(accounts)];
        }

        var pattern = new WildcardPattern(text, WildcardOptions.IgnoreCase);
        return accounts.Where(account => pattern.IsMatch(account.User) || pattern.IsMatch(account.Login));
    }
}
