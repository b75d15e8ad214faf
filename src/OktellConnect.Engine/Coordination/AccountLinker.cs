using OktellConnect.Infobase;
using OktellConnect.Telephony;

namespace OktellConnect.Coordination;

/// <summary>
/// Links accounts to a server's number plan: the account's number says which Oktell user it is, the names are a check. Reads the plan
/// as the connection has it; never asks the server. Thread-safe.
/// </summary>
public sealed class AccountLinker : IAccountLinker
{
    private static readonly char[] WordBreaks = [' ', '.', ',', '\u00A0'];
    private readonly Dictionary<string, PbxNumber> numbers;
    private readonly ILookup<string, PbxUser> byNumber;
    private readonly Dictionary<string, PbxUser> byId = new(StringComparer.Ordinal);

    /// <summary>Takes a number plan as it stands.</summary>
    public AccountLinker(NumberPlan plan)
        : this(plan.Numbers, plan.Users)
    {
    }

    internal AccountLinker(IReadOnlyList<PbxNumber> numbers, IReadOnlyList<PbxUser> users)
    {
        this.numbers = numbers.GroupBy(number => number.Number, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First(), StringComparer.Ordinal);
        byNumber = users.SelectMany(user => user.Numbers.Append(user.MainNumber).OfType<string>().Distinct().Select(number => (number, user)))
            .ToLookup(pair => pair.number, pair => pair.user, StringComparer.Ordinal);
        foreach (var user in users)
        {
            byId[user.Id] = user;
        }
    }

    /// <inheritdoc/>
    public AccountLink Find(Account account)
    {
        if (account.Number is not { } number)
        {
            return Unlinked("The account has no number, so it cannot be linked.");
        }

        if (!numbers.TryGetValue(number, out var entry))
        {
            return Unlinked($"The server's number plan has no number {number}.");
        }

        var owner = OwnerOf(entry);
        if (owner is null && entry.UserId is null)
        {
            return Unlinked(byNumber[number].Any() ? $"Number {number} belongs to several users on the server." : $"Number {number} belongs to no user on the server.");
        }

        var name = owner?.Name ?? entry.Name;
        IReadOnlyList<string> warnings = name is null || SameWords(name, account.User) ? [] : [$"Number {number} belongs to '{name}' on the server."];
        return new AccountLink(owner?.Id ?? entry.UserId, entry.Id, warnings);
    }

    /// <summary>Whether two names are the same words, whatever their order, case, <c>ё</c> and dots.</summary>
    internal static bool SameWords(string left, string right) => Words(left).SequenceEqual(Words(right), StringComparer.Ordinal);

    private static string[] Words(string name) =>
        [.. name.ToUpperInvariant().Replace('Ё', 'Е').Split(WordBreaks, StringSplitOptions.RemoveEmptyEntries).OrderBy(word => word, StringComparer.Ordinal)];

    // The plan itself may say whose the number is; else the users do, the one whose main number it is first.
    private PbxUser? OwnerOf(PbxNumber entry)
    {
        if (entry.UserId is not null)
        {
            return byId.TryGetValue(entry.UserId, out var user) ? user : null;
        }

        var users = byNumber[entry.Number].ToList();
        var main = users.Where(user => user.MainNumber == entry.Number).ToList();
        return users.Count == 1 ? users[0] : main.Count == 1 ? main[0] : null;
    }

    private static AccountLink Unlinked(string warning) => new(null, null, [warning]);
}
