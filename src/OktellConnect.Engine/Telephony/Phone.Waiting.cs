using OktellConnect.Client;

namespace OktellConnect.Telephony;

public sealed partial class Phone
{
    /// <summary>Waits until a call is or has been in one of the states.</summary>
    /// <param name="call">The call, as it was returned before; null for the one on the line, or the next one where it is idle.</param>
    /// <param name="states">The states; <see cref="CallState.Ready"/> means that it has ended.</param>
    /// <param name="timeout">How long to wait at most; null for as long as it takes.</param>
    /// <param name="onChange">Called with every change that was not part of <paramref name="call"/> yet, the last one included; may be null. On any thread.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <returns>The call as it is then.</returns>
    /// <exception cref="OktellException"><see cref="OktellErrors.CallWaitTimeout"/>, <see cref="OktellErrors.CallEnded"/>, or the connection was lost for good.</exception>
    public Task<CallInfo> WaitForStateAsync(CallInfo? call, IReadOnlyList<CallState> states, TimeSpan? timeout, Action<CallInfo>? onChange, CancellationToken cancellation)
    {
        var followed = call?.SerialNumber;
        var seen = call?.States.Count ?? 0;
        return WaitForAsync(
            news =>
            {
                if (followed is null && !news.HasEnded)
                {
                    followed = news.SerialNumber;
                }

                if (news.SerialNumber != followed)
                {
                    return news.SerialNumber > followed ? throw NotSeen(states) : false;
                }

                for (; seen < news.States.Count; seen++)
                {
                    onChange?.Invoke(news with { State = news.States[seen].State, States = [.. news.States.Take(seen + 1)] });
                }

                // Ready is the end only: on the way the line is idle, too, while its party waits on hold.
                if (news.States.Any(change => states.Contains(change.State) && (change.State != CallState.Ready || news.HasEnded)))
                {
                    return true;
                }

                return news.HasEnded
                    ? throw new OktellException(OktellErrors.CallEnded, $"The call to or from {news.Number ?? "an unknown number"} ended in state {news.State} without reaching {string.Join(" or ", states)}.", target: news)
                    : false;
            },
            timeout,
            () => $"{(call?.Number is { } number ? $"The call to or from {number}" : "The line")} did not reach {string.Join(" or ", states)}",
            cancellation);
    }

    /// <summary>Waits until the line's call meets a condition; ended calls are shown too.</summary>
    /// <param name="condition">The condition; called for the call on the line at once and for every change. On any thread, one call at a time.</param>
    /// <param name="timeout">How long to wait at most; null for as long as it takes.</param>
    /// <param name="cancellation">Stops waiting.</param>
    /// <exception cref="OktellException"><see cref="OktellErrors.CallWaitTimeout"/>, or the connection was lost for good.</exception>
    public Task<CallInfo> WaitForAsync(Func<CallInfo, bool> condition, TimeSpan? timeout, CancellationToken cancellation) =>
        WaitForAsync(condition, timeout, () => "The line did not come to what was waited for", cancellation);

    private async Task<CallInfo> WaitForAsync(Func<CallInfo, bool> condition, TimeSpan? timeout, Func<string> what, CancellationToken cancellation)
    {
        var line = await WaitForLineAsync(now => now.LastCall is { } call && condition(Refreshed(call)), timeout, what, cancellation).ConfigureAwait(false);
        return Refreshed(line.LastCall!);
    }

    /// <summary>Waits until the line meets a condition, which is asked for the line as it is and at every change.</summary>
    internal async Task<LineSnapshot> WaitForLineAsync(Func<LineSnapshot, bool> condition, TimeSpan? timeout, Func<string> what, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var timer = timeout is { } time ? Clock.CancelAfter(limit, time) : null;
        using var watch = new LineWatch(Remove);
        LineSnapshot now;
        lock (gate)
        {
            now = tracker.Now;
            watches.Add(watch);
            if (stopping.IsCancellationRequested)
            {
                watch.Complete();
            }
        }

        try
        {
            while (!condition(now))
            {
                now = await watch.ReadAsync(limit.Token).ConfigureAwait(false)
                    ?? throw new OktellException(OktellErrors.ConnectionLost, $"The telephone is not followed any more: {client.LastReason ?? "the connection was closed"}.");
            }

            return now;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new OktellException(OktellErrors.CallWaitTimeout, $"{what()} within {timeout!.Value.TotalSeconds:0.#} s; it is in state {State}.", target: CurrentCall);
        }
    }

    private CallInfo Refreshed(CallInfo call)
    {
        lock (gate)
        {
            return tracker.Refreshed(call)!;
        }
    }

    private static OktellException NotSeen(IReadOnlyList<CallState> states) =>
        new(OktellErrors.CallEnded, $"The call ended and another one began; {string.Join(" or ", states)} was not seen.");

    private void Remove(LineWatch watch)
    {
        lock (gate)
        {
            watches.Remove(watch);
        }
    }
}
