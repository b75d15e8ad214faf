using System.Text;

namespace OktellConnect.Statistics;

/// <summary>Decides which records a query asks for. Everything is decided here, because no source is known to filter like this itself.</summary>
internal sealed class CallRecordFilter(CallRecordQuery query)
{
    private readonly string? number = query.Number is { } text ? Comparable(text) : null;
    private readonly HashSet<string>? users = query.UserIds is { } ids ? new HashSet<string>(ids, StringComparer.OrdinalIgnoreCase) : null;

    public bool Includes(CallRecord record) =>
        record.Started >= query.From && record.Started < query.To
        && (query.Direction is not { } direction || record.Direction == direction)
        && (query.Missed is not { } missed || (missed ? !record.IsAnswered && record.Ended is not null : record.IsAnswered))
        && (query.Recorded is not { } recorded || record.Recorded == recorded)
        && (users is null || IsMeant(record.From) || IsMeant(record.To))
        && (number is null || Is(record.From.Number) || Is(record.To.Number) || Is(record.Dialled));

    private bool IsMeant(CallParty party) => party.UserId is { } id && users!.Contains(id);

    private bool Is(string? other) => other is not null && string.Equals(Comparable(other), number, StringComparison.Ordinal);

    // The server shows one number with +, 7, 8 or nothing before it; the last ten digits are what these have in common.
    // Text without digits (a name dialled by SIP) is compared as it is.
    private static string Comparable(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character is >= '0' and <= '9')
            {
                digits.Append(character);
            }
        }

        return digits.Length == 0 ? text : digits.Length > 10 ? digits.ToString(digits.Length - 10, 10) : digits.ToString();
    }
}
