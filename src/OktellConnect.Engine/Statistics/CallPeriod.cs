using System.Globalization;

namespace OktellConnect.Statistics;

/// <summary>A half-open period of the server's local wall clock: the start belongs to it, the end does not. Immutable.</summary>
public sealed record CallPeriod
{
    private CallPeriod(DateTime from, DateTime to) => (From, To) = (from, to);

    /// <summary>Start, included.</summary>
    public DateTime From { get; }

    /// <summary>End, excluded.</summary>
    public DateTime To { get; }

    /// <summary>
    /// The period a person means. Without a start: today by this computer's clock. Without an end: to the end of today, or of the
    /// start's day where that is later.
    /// </summary>
    /// <exception cref="OktellException"><see cref="OktellErrors.CallPeriodInvalid"/>: the start is after the end.</exception>
    public static CallPeriod Of(DateTime? from, DateTime? to) => Of(from, to, TimeProvider.System);

    internal static CallPeriod Of(DateTime? from, DateTime? to, TimeProvider clock)
    {
        var today = clock.GetLocalNow().Date;
        var start = Wall(from ?? today);
        var end = Wall(to ?? (start.Date > today ? start.Date : today).AddDays(1));
        return start <= end
            ? new CallPeriod(start, end)
            : throw new OktellException(OktellErrors.CallPeriodInvalid, $"The period starts at {Format(start)}, after its end at {Format(end)}.");
    }

    /// <summary>Start and end for people.</summary>
    public override string ToString() => $"{Format(From)} to {Format(To)}";

    internal static string Format(DateTime time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    // A wall clock has no kind: comparing or converting by one would shift it by this computer's time zone.
    private static DateTime Wall(DateTime time) => DateTime.SpecifyKind(time, DateTimeKind.Unspecified);
}
