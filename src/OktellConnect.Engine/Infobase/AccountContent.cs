namespace OktellConnect.Infobase;

/// <summary>Compares accounts by what they say. Pure and thread-safe.</summary>
public static class AccountContent
{
    /// <summary>
    /// Whether two accounts say the same: every property but <see cref="Account.HasPassword"/>; roles as a set. (The record's own
    /// equality compares the list of roles by reference.)
    /// </summary>
    public static bool Same(Account left, Account right) =>
        Bare(left) == Bare(right) && left.Roles.Distinct().OrderBy(role => role).SequenceEqual(right.Roles.Distinct().OrderBy(role => role));

    private static Account Bare(Account account) => account with { Roles = NoRoles, HasPassword = false };

    private static readonly IReadOnlyList<OktellRole> NoRoles = [];
}
