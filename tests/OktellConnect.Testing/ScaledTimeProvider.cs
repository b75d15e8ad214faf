namespace OktellConnect.Testing;

/// <summary>The system's clock run faster: every wait that goes through it takes a fraction of its time.</summary>
public sealed class ScaledTimeProvider(double factor) : TimeProvider
{
    private readonly long startTimestamp = System.GetTimestamp();
    private readonly DateTimeOffset start = System.GetUtcNow();

    public override long TimestampFrequency => System.TimestampFrequency;

    public override long GetTimestamp() => startTimestamp + (long)((System.GetTimestamp() - startTimestamp) * factor);

    public override DateTimeOffset GetUtcNow() => start + (System.GetElapsedTime(startTimestamp) * factor);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new Timer(System.CreateTimer(callback, state, Scaled(dueTime), Scaled(period)), this);

    private TimeSpan Scaled(TimeSpan time) => time == Timeout.InfiniteTimeSpan ? time : time / factor;

    private sealed class Timer(ITimer timer, ScaledTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => timer.Change(clock.Scaled(dueTime), clock.Scaled(period));

        public void Dispose() => timer.Dispose();

        public ValueTask DisposeAsync() => timer.DisposeAsync();
    }
}
