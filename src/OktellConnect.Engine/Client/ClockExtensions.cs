namespace OktellConnect.Client;

/// <summary>Waits on the injected clock; the same on both targets.</summary>
internal static class ClockExtensions
{
    /// <summary>Completes after the time has passed on this clock; cancelled with the token.</summary>
    public static async Task DelayAsync(this TimeProvider clock, TimeSpan time, CancellationToken cancellation)
    {
        var over = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = cancellation.Register(() => over.TrySetCanceled(cancellation));
        using var timer = clock.CreateTimer(_ => over.TrySetResult(true), null, time, Timeout.InfiniteTimeSpan);
        await over.Task.ConfigureAwait(false);
    }

    /// <summary>Cancels the source after the time has passed on this clock. Dispose the timer before the source.</summary>
    public static ITimer CancelAfter(this TimeProvider clock, CancellationTokenSource source, TimeSpan time) =>
        clock.CreateTimer(_ => source.Cancel(), null, time, Timeout.InfiniteTimeSpan);

    /// <summary>The task's result, or a cancellation when the token asks for one first. The task itself goes on.</summary>
    public static async Task<T> OrCancelledAsync<T>(this Task<T> task, CancellationToken cancellation)
    {
        if (!task.IsCompleted && cancellation.CanBeCanceled)
        {
            var stopped = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
            using var stop = cancellation.Register(() => stopped.TrySetCanceled(cancellation));
            return await (await Task.WhenAny(task, stopped.Task).ConfigureAwait(false)).ConfigureAwait(false);
        }

        return await task.ConfigureAwait(false);
    }
}
