namespace OktellConnect.Infobase;

/// <summary>What a server says about an account's link: the ids found and what does not fit. Immutable.</summary>
/// <param name="OktellUserId">Oktell's id of the user, or null where it was not found.</param>
/// <param name="NumberPlanId">Oktell's id of the number, or null where it was not found.</param>
/// <param name="Warnings">What does not fit, in words.</param>
public sealed record AccountLink(string? OktellUserId, string? NumberPlanId, IReadOnlyList<string> Warnings);

/// <summary>Finds the Oktell user and number of an account. Implemented where infobase and server meet.</summary>
public interface IAccountLinker
{
    /// <summary>The link an account should have.</summary>
    AccountLink Find(Account account);
}

/// <summary>Keeps links true when accounts change. Pure and thread-safe.</summary>
public static class AccountLinks
{
    /// <summary>
    /// An account with its link from a server; without one, a link made for another login or number is dropped: it would point
    /// at somebody else.
    /// </summary>
    /// <param name="before">The account as it was, or null for a new one.</param>
    /// <param name="after">The account as it is to be.</param>
    /// <param name="linker">A server to ask, or null.</param>
    /// <param name="warnings">What does not fit.</param>
    public static Account Renew(Account? before, Account after, IAccountLinker? linker, out IReadOnlyList<string> warnings)
    {
        warnings = [];
        if (linker is not null)
        {
            var link = linker.Find(after);
            warnings = link.Warnings;
            return after with { OktellUserId = link.OktellUserId, NumberPlanId = link.OktellUserId is null ? null : link.NumberPlanId };
        }

        var moved = before is not null && (before.Number != after.Number || !AccountKey.Same(before.Login, after.Login));
        return moved ? after with { OktellUserId = null, NumberPlanId = null } : after;
    }
}
