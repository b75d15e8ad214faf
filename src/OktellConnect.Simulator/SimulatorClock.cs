namespace OktellConnect.Simulator;

/// <summary>The one source of time: the injected provider, with the speed factor applied to delays.</summary>
internal sealed class SimulatorClock(TimeProvider time, double speed)
{
    public TimeProvider Provider => time;

    /// <summary>Local wall clock: what Oktell writes into its journal.</summary>
    public DateTime LocalNow => time.GetLocalNow().DateTime;

    public long Timestamp => time.GetTimestamp();

    public TimeSpan Since(long timestamp) => time.GetElapsedTime(timestamp);

    /// <summary>A time as it is at this speed.</summary>
    public TimeSpan Scaled(TimeSpan span) => span / speed;

    /// <summary>Calls back once after the delay divided by the speed. Disposing the timer may come too late: the callback has to check that it is still wanted.</summary>
    public ITimer After(TimeSpan delay, Action callback) =>
        time.CreateTimer(static state => ((Action)state!)(), callback, Scaled(delay), Timeout.InfiniteTimeSpan);
}
