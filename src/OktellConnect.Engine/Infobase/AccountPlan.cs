using System.Globalization;

namespace OktellConnect.Infobase;

/// <summary>
/// Compares the rows of a file with the accounts of an infobase and with each other. Pure: the same rows and accounts make the
/// same plan, which is what lets an import be repeated.
/// </summary>
internal static class AccountPlan
{
    public static List<PlannedAccount> Make(IReadOnlyList<AccountRow> rows, IReadOnlyList<Account> accounts, IAccountLinker? linker)
    {
        var plan = rows.Select(row => new PlannedAccount(row)).ToList();
        MatchAccounts(plan, accounts);
        RejectContradictions(plan);
        RejectTakenLogins(plan, accounts);
        var first = new Dictionary<object, PlannedAccount>();
        foreach (var item in plan)
        {
            if (item.Rejection is not null)
            {
                item.Action = WriteAction.Rejected;
            }
            else if (first.TryGetValue(KeyOf(item), out var same))
            {
                // A second row that says the same finds everything done.
                item.IsRepetition = true;
                item.Before = same.Before;
                item.After = same.After;
                item.Action = WriteAction.Unchanged;
            }
            else
            {
                first[KeyOf(item)] = item;
                Complete(item, linker);
            }
        }

        return plan;
    }

    private static void Complete(PlannedAccount item, IAccountLinker? linker)
    {
        var after = item.Row.ApplyTo(item.Before);
        if (linker is not null || !item.Row.HasLink)
        {
            after = AccountLinks.Renew(item.Before, after, linker, out var warnings);
            item.Warnings = warnings;
        }

        item.After = after;
        item.Action = item.Before is null ? WriteAction.Added : AccountContent.Same(item.Before, after) ? WriteAction.Unchanged : WriteAction.Changed;
    }

    private static void MatchAccounts(List<PlannedAccount> plan, IReadOnlyList<Account> accounts)
    {
        var byReference = accounts.Where(account => account.UserReference is not null).ToDictionary(account => account.UserReference!.Value);
        var byName = accounts.ToLookup(account => AccountKey.Of(account.User), StringComparer.Ordinal);
        foreach (var item in plan)
        {
            var named = byName[AccountKey.Of(item.Row.User)].ToList();
            if (item.Row.Reference is { } reference)
            {
                item.Before = byReference.TryGetValue(reference, out var known) ? known : named.FirstOrDefault(account => account.UserReference is null);
            }
            else if (named.Count > 1)
            {
                item.Reject(AccountReasons.AccountAmbiguous);
            }
            else
            {
                item.Before = named.FirstOrDefault();
            }
        }
    }

    private static void RejectContradictions(List<PlannedAccount> plan)
    {
        // A row without a reference means the one row of its name that has one, where there is exactly one.
        var references = plan.Where(item => item.Rejection is null && item.Row.Reference is not null)
            .ToLookup(item => AccountKey.Of(item.Row.User), item => item.Row.Reference!.Value, StringComparer.Ordinal);
        foreach (var item in plan.Where(item => item.Rejection is null && item.Before is null && item.Row.Reference is null))
        {
            var candidates = references[AccountKey.Of(item.Row.User)].Distinct().ToList();
            if (candidates.Count > 1)
            {
                item.Reject(AccountReasons.AccountAmbiguous);
            }
            else if (candidates.Count == 1)
            {
                item.Key = candidates[0];
            }
        }

        foreach (var same in plan.Where(item => item.Rejection is null).GroupBy(KeyOf).Where(group => group.Count() > 1).ToList())
        {
            var items = same.ToList();
            if (items.Select(item => AccountKey.Of(item.Row.Login)).Distinct(StringComparer.Ordinal).Count() > 1)
            {
                items.ForEach(item => item.Reject(AccountReasons.DuplicateUser, Lines(items)));
            }
            else if (items.Skip(1).Any(item => !SaysTheSame(items[0].Row, item.Row)))
            {
                items.ForEach(item => item.Reject(AccountReasons.ContradictoryRows, Lines(items)));
            }
        }
    }

    private static bool SaysTheSame(AccountRow left, AccountRow right) =>
        AccountContent.Same(left.ApplyTo(null) with { UserReference = null }, right.ApplyTo(null) with { UserReference = null }) && left.Password == right.Password;

    // A rejected row leaves its account's login as it was, which another row may be about to take: repeated until nothing more falls.
    private static void RejectTakenLogins(List<PlannedAccount> plan, IReadOnlyList<Account> accounts)
    {
        bool fell;
        do
        {
            fell = false;
            var accepted = plan.Where(item => item.Rejection is null).ToList();
            var moved = new HashSet<Account>(accepted.Select(item => item.Before).OfType<Account>(), ReferenceComparer.Instance);
            var holders = accounts.Where(account => !moved.Contains(account)).ToLookup(account => AccountKey.Of(account.Login), StringComparer.Ordinal);
            foreach (var wanted in accepted.GroupBy(item => AccountKey.Of(item.Row.Login), StringComparer.Ordinal))
            {
                var holder = holders[wanted.Key].FirstOrDefault();
                if (holder is null && wanted.Select(KeyOf).Distinct().Count() == 1)
                {
                    continue;
                }

                fell = true;
                var detail = holder is not null
                    ? $"{wanted.First().Row.Login}: {holder.User}"
                    : $"{wanted.First().Row.Login}: {Lines(wanted)}";
                foreach (var item in wanted)
                {
                    item.Reject(AccountReasons.LoginTaken, detail);
                }
            }
        }
        while (fell);
    }

    private static string Lines(IEnumerable<PlannedAccount> items) =>
        string.Join(", ", items.Select(item => item.Row.Line.ToString(CultureInfo.InvariantCulture)));

    // The account itself where there is one, else its reference, else its name: an object that equals its like only.
    private static object KeyOf(PlannedAccount item) => item.Before is not null
        ? new AccountHandle(item.Before)
        : item.Row.Reference is { } reference ? reference : item.Key is { } key ? key : AccountKey.Of(item.Row.User);

    private sealed class AccountHandle(Account account) : IEquatable<AccountHandle>
    {
        private readonly Account account = account;

        public bool Equals(AccountHandle? other) => other is not null && ReferenceEquals(account, other.account);

        public override bool Equals(object? obj) => Equals(obj as AccountHandle);

        public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(account);
    }

    private sealed class ReferenceComparer : IEqualityComparer<Account>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(Account? x, Account? y) => ReferenceEquals(x, y);

        public int GetHashCode(Account obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
