namespace OktellConnect.Infobase;

/// <summary>How far a long work is. Immutable.</summary>
/// <param name="What">What is being worked on, for people: a file with its encoding and separator.</param>
/// <param name="Done">Rows or entries done.</param>
/// <param name="Total">How many there are about, or 0 where that is not known.</param>
/// <param name="Elapsed">Time since the start.</param>
public sealed record WorkProgress(string What, long Done, long Total, TimeSpan Elapsed)
{
    /// <summary>Rows or entries a second.</summary>
    public double Rate => Elapsed > TimeSpan.Zero ? Done / Elapsed.TotalSeconds : 0;

    /// <summary>Time left at this rate, or null where it cannot be told.</summary>
    public TimeSpan? Remaining => Total > 0 && Rate > 0 ? TimeSpan.FromSeconds(Math.Max(0, Total - Done) / Rate) : null;
}

/// <summary>Reports progress at most five times a second. Not thread-safe.</summary>
internal sealed class ProgressPace
{
    private const int Stride = 64;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);
    private readonly Action<WorkProgress>? report;
    private readonly TimeProvider time;
    private readonly string what;
    private readonly long total;
    private readonly long started;
    private TimeSpan last;

    public ProgressPace(string what, long total, Action<WorkProgress>? report, TimeProvider time)
    {
        (this.what, this.total, this.report, this.time) = (what, total, report, time);
        started = time.GetTimestamp();
    }

    public TimeSpan Elapsed => time.GetElapsedTime(started);

    public void Step(long done)
    {
        if (report is null || done % Stride != 0)
        {
            return;
        }

        var elapsed = Elapsed;
        if (elapsed - last >= Interval)
        {
            last = elapsed;
            report(new WorkProgress(what, done, total, elapsed));
        }
    }
}
