using System.Globalization;

namespace OktellConnect.Telephony;

/// <summary>
/// The unit of <c>lenqueue</c>, which nobody documents: seconds by one public program, milliseconds by the vendor's COM library. A
/// length counts only once something else agrees with it in one unit and not in the other: the time at which the waiting began, or
/// how much the length has grown since the last reading. Not thread-safe.
/// </summary>
internal sealed class WaitingUnit
{
    private const double Tolerance = 1.5;
    private const double RelativeTolerance = 0.1;

    private static readonly string[] TimeFormats = ["yyyy-MM-dd HH:mm:ss", "dd.MM.yyyy HH:mm:ss"];
    private static readonly double[] Candidates = [1, 1000];

    private double? perSecond;

    /// <summary>The length as a time; null for none, or while its unit is not proven.</summary>
    /// <param name="length">What the server says now.</param>
    /// <param name="started">What it says of the beginning, in its local time, or null.</param>
    /// <param name="before">What it said in an earlier reading of the same caller, and when, or null.</param>
    /// <param name="now">The time of this reading.</param>
    public TimeSpan? Read(long? length, string? started, (long Length, DateTimeOffset Time)? before, DateTimeOffset now)
    {
        if (length is not { } value || value < 0)
        {
            return null;
        }

        if (started is not null && DateTime.TryParseExact(started, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var beginning))
        {
            Prove(value, (now.DateTime - beginning).TotalSeconds);
        }

        if (before is { } earlier)
        {
            Prove(value - earlier.Length, (now - earlier.Time).TotalSeconds);
        }

        return perSecond is { } unit && value / unit < TimeSpan.MaxValue.TotalSeconds ? TimeSpan.FromSeconds(value / unit) : null;
    }

    private void Prove(double length, double seconds)
    {
        var agreeing = Candidates.Where(unit => Math.Abs(length / unit - seconds) <= Tolerance + RelativeTolerance * Math.Abs(seconds)).ToList();
        if (agreeing.Count == 1)
        {
            perSecond = agreeing[0];
        }
    }
}
