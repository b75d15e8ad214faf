using System.Globalization;
using System.Text.Json;

namespace OktellConnect.Protocol;

/// <summary>
/// Reads the times that the server writes. Their format is not known for certain (docs/statistics.md, "Times"), so every form that Oktell's
/// own interfaces or a .NET server may use is read. The result is the server's local wall clock, without a kind.
/// </summary>
internal static class ServerTime
{
    // The server writes wall-clock times; a time that names an instant instead is turned into this zone.
    private static readonly string[] WallFormats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm",
        "dd.MM.yyyy H:mm:ss.FFFFFFF", "dd.MM.yyyy H:mm", "yyyyMMdd HH:mm:ss.FFFFFFF", "yyyyMMddHHmmss",
    ];

    private static readonly string[] OffsetFormats = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    private static readonly DateTime Epoch = new(1970, 1, 1, 0, 0, 0, DateTimeKind.Unspecified);

    // .NET's and SQL Server's "no date" (years 1, 1753, 1899, 1900) stand for absence.
    private const int FirstYear = 1990;

    /// <summary>Reads a value.</summary>
    /// <param name="value">Text or number.</param>
    /// <param name="zone">The server's time zone, used only for values that name an instant.</param>
    /// <param name="time">The time, or null where the value is one of the ways to say "none".</param>
    /// <returns>False where the value is not a time.</returns>
    public static bool TryRead(JsonElement value, TimeZoneInfo zone, out DateTime? time)
    {
        time = null;
        switch (value.ValueKind)
        {
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return true;
            case JsonValueKind.Number when value.TryGetDouble(out var number):
                if (number == 0)
                {
                    return true;
                }

                // Seconds or milliseconds since 1970: 1e11 seconds would be the year 5138, 1e11 milliseconds are 1973.
                var milliseconds = number >= 1e11 ? number : number * 1000;
                if (milliseconds is < 0 or > 4e12)
                {
                    return false;
                }

                // A small number is a flag or a length, not a time.
                var fromNumber = FromInstant(Epoch.AddMilliseconds(milliseconds), zone);
                time = fromNumber.Year < FirstYear ? null : fromNumber;
                return time is not null;
            case JsonValueKind.String:
                return TryRead(JsonReading.StringOf(value).Trim(), zone, out time);
            default:
                return false;
        }
    }

    private static bool TryRead(string text, TimeZoneInfo zone, out DateTime? time)
    {
        time = null;
        if (text.Length == 0)
        {
            return true;
        }

        if (DateTime.TryParseExact(text, WallFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var wall))
        {
            time = wall.Year < FirstYear ? null : wall;
            return true;
        }

        if (DateTimeOffset.TryParseExact(text, OffsetFormats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant))
        {
            // An offset is the server's own statement of its wall clock; Z is none.
            time = instant.Year < FirstYear ? null : text[text.Length - 1] == 'Z' ? FromInstant(instant.UtcDateTime, zone) : instant.DateTime;
            return true;
        }

        return TryReadDotNetJson(text, zone, out time);
    }

    // "/Date(1760000000000)/" and "/Date(1760000000000+0300)/": how .NET serializers of Oktell's years wrote dates.
    private static bool TryReadDotNetJson(string text, TimeZoneInfo zone, out DateTime? time)
    {
        time = null;
        if (!text.StartsWith("/Date(", StringComparison.Ordinal) || !text.EndsWith(")/", StringComparison.Ordinal))
        {
            return false;
        }

        var inner = text.Substring(6, text.Length - 8);
        var sign = inner.LastIndexOfAny(['+', '-']);
        var offset = TimeSpan.Zero;
        var hasOffset = sign > 0;
        if (hasOffset)
        {
            if (!TimeSpan.TryParseExact(inner.Substring(sign + 1), "hhmm", CultureInfo.InvariantCulture, out offset))
            {
                return false;
            }

            offset = inner[sign] == '-' ? -offset : offset;
            inner = inner.Substring(0, sign);
        }

        if (!long.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds) || milliseconds is < -62_135_596_800_000 or > 4_000_000_000_000)
        {
            return false;
        }

        var utc = Epoch.AddMilliseconds(milliseconds);
        time = utc.Year < FirstYear ? null : hasOffset ? utc + offset : FromInstant(utc, zone);
        return true;
    }

    private static DateTime FromInstant(DateTime utc, TimeZoneInfo zone) =>
        DateTime.SpecifyKind(TimeZoneInfo.ConvertTimeFromUtc(DateTime.SpecifyKind(utc, DateTimeKind.Utc), zone), DateTimeKind.Unspecified);
}
