namespace OktellConnect.Proof.Tests.Desks;

/// <summary>What one side shows of one telephone, in words that all sides have.</summary>
/// <param name="State">ready, ring, backring, call, talk or disconnected.</param>
/// <param name="Parties">Numbers of those on the line without oneself, sorted; outside numbers as digits.</param>
/// <param name="Held">Number of the party on hold, "conference" for a conference, or nothing.</param>
/// <param name="IsConference">Whether the line is in a conference.</param>
internal sealed record DeskView(string State, string Parties = "", string Held = "", bool IsConference = false)
{
    public override string ToString() =>
        State + (Parties.Length > 0 ? $" with {Parties}" : "") + (Held.Length > 0 ? $", {Held} on hold" : "") + (IsConference ? ", in a conference" : "");

    /// <summary>Numbers in the order and form in which they are compared.</summary>
    public static string Join(IEnumerable<string?> numbers, string own) =>
        string.Join(" ", numbers.Select(Digits).Where(number => number.Length > 0 && number != own).Distinct().Order(StringComparer.Ordinal));

    public static string Digits(string? number) => string.Concat((number ?? "").Where(char.IsAsciiDigit));
}
