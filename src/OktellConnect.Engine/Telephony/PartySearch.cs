using OktellConnect.Protocol;

namespace OktellConnect.Telephony;

/// <summary>
/// Finds whom a text means: a number of the plan, a user's id, the own login, a name or its beginning, or a number that can be
/// dialled. Pure: all it knows is what it is given.
/// </summary>
internal sealed class PartySearch(IReadOnlyList<PbxNumber> numbers, IReadOnlyList<PbxUser> users, OwnUser own, string login)
{
    // Long enough for any number with a code of a function before it; a longer one is a mistake and not worth a call.
    private const int LongestNumber = 64;
    private const int MostCandidates = 8;
    private const int LongestQuote = 40;

    // What people write between digits.
    private const string Filling = " \u00A0\u202F-\u2010\u2011\u2012\u2013()./";

    /// <summary>Whom the text means.</summary>
    /// <exception cref="OktellException">Nobody, or several.</exception>
    public Party Find(string text)
    {
        var wanted = text.Trim();
        if (wanted.Length == 0)
        {
            throw new OktellException(OktellErrors.CallNumberMissing, "The text is empty.", target: text);
        }

        return ByNumber(wanted) ?? ById(wanted) ?? ByLogin(wanted) ?? ByName(wanted) ?? Dialled(wanted) ?? throw Nobody(wanted);
    }

    /// <summary>The text as a number to dial: without what people write between digits; null where it is none.</summary>
    internal static string? ToDialled(string text)
    {
        var bare = new string([.. text.Where(character => Filling.IndexOf(character) < 0)]);
        var digits = bare is ['+', ..] ? bare[1..] : bare;
        return digits.Length is > 0 and <= LongestNumber && digits.All(character => character is (>= '0' and <= '9') or '*' or '#') ? bare : null;
    }

    private Party? ByNumber(string text) =>
        numbers.FirstOrDefault(number => number.Number == text) is { } entry ? ToParty(entry)
        : users.FirstOrDefault(user => user.Numbers.Contains(text)) is { } user ? new Party(text, user.Name, user.Id)
        : null;

    private Party? ById(string text) =>
        users.FirstOrDefault(user => string.Equals(user.Id, text, StringComparison.OrdinalIgnoreCase)) is { } user ? ToParty(user) : null;

    // Of others' logins the server usually tells nothing.
    private Party? ByLogin(string text) =>
        string.Equals(text, login, StringComparison.OrdinalIgnoreCase) ? new Party(own.Number, own.Name, own.Id)
        : users.FirstOrDefault(user => string.Equals(user.Login, text, StringComparison.OrdinalIgnoreCase)) is { } user ? ToParty(user)
        : null;

    private Party? ByName(string text)
    {
        var name = Folded(text);
        var named = Named();
        var found = named.Where(party => Folded(party.Name!) == name).ToList();
        if (found.Count == 0)
        {
            found = named.Where(party => Folded(party.Name!).StartsWith(name + " ", StringComparison.Ordinal)).ToList();
        }

        return found.Count <= 1 ? found.FirstOrDefault() : throw new OktellException(
            OktellErrors.PartyAmbiguous,
            $"\"{Quoted(text)}\" may be {string.Join(", ", found.Take(MostCandidates))}{(found.Count > MostCandidates ? $" or one of {found.Count - MostCandidates} more" : "")}.",
            target: text);
    }

    private Party? Dialled(string text)
    {
        if (ToDialled(text) is not { } number)
        {
            return null;
        }

        return number == text ? new Party(number, null, null) : ByNumber(number) ?? new Party(number, null, null);
    }

    // Every user once, then the numbers that belong to nobody.
    private List<Party> Named()
    {
        var taken = new HashSet<string>(users.SelectMany(user => user.Numbers), StringComparer.Ordinal);
        taken.UnionWith(users.Select(user => user.MainNumber).OfType<string>());
        return [.. users.Where(user => user.Name is not null).Select(ToParty), .. numbers.Where(number => number.Name is not null && !taken.Contains(number.Number)).Select(ToParty)];
    }

    private static Party ToParty(PbxUser user) => new(user.MainNumber ?? (user.Numbers.Count > 0 ? user.Numbers[0] : null), user.Name, user.Id);

    private static Party ToParty(PbxNumber number) => new(number.Number, number.Name, number.UserId);

    private static OktellException Nobody(string text) => text.Any(char.IsLetter) || !text.Any(char.IsDigit)
        ? new OktellException(OktellErrors.UserNotFound, $"\"{Quoted(text)}\" is neither a number nor the name, id or own login of a user.", target: text)
        : new OktellException(OktellErrors.NumberNotUnderstood, $"\"{Quoted(text)}\" is not one number that can be dialled.", target: text);

    // A name is typed with е for ё and with any spaces.
    private static string Folded(string name) =>
        string.Join(" ", name.ToLowerInvariant().Replace('ё', 'е').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Quoted(string text) =>
        text.Length <= LongestQuote ? text : text[..(char.IsHighSurrogate(text[LongestQuote - 1]) ? LongestQuote - 1 : LongestQuote)] + "…";
}
