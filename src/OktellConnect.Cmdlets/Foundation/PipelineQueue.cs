using System.Collections.Concurrent;
using System.Management.Automation;
using System.Runtime.ExceptionServices;

namespace OktellConnect.Cmdlets;

/// <summary>
/// Carries what a hook's work writes and asks, from whatever thread, to the pipeline thread, in order. One per run of a hook, made
/// and run on the pipeline thread. Unbounded on purpose: a producer that waited for the pipeline could be what the pipeline waits
/// for; what must be bounded is bounded at its source.
/// </summary>
internal sealed class PipelineQueue : IDisposable
{
    private readonly BlockingCollection<Entry> entries = [];
    private readonly CancellationTokenSource stopping;
    private readonly SynchronizationContext? outer = SynchronizationContext.Current;
    private readonly int pipelineThread = Environment.CurrentManagedThreadId;
    private ExceptionDispatchInfo? pipelineFailure;

    public PipelineQueue(CancellationTokenSource stopping) => this.stopping = stopping;

    public static Exception Ended() => new InvalidOperationException("The command has ended; there is nobody left to ask.");

    /// <summary>
    /// Whether a failure came out of the pipeline (it was stopped, wants no more, or a command further down failed) and not out of
    /// the work: such a failure is PowerShell's own and passes as it is.
    /// </summary>
    public bool IsFromPipeline(Exception failure) => pipelineFailure?.SourceException == failure;

    /// <summary>Runs a hook to its end, writing what it writes; then gives its failure, if it failed.</summary>
    public void Run(Func<Task> hook)
    {
        // Continuations of the work must not queue for this thread, which waits for them.
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var work = Start(hook);
            _ = work.ContinueWith(_ => entries.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            foreach (var entry in entries.GetConsumingEnumerable())
            {
                Take(entry);
            }

            if (pipelineFailure is not null)
            {
                // Whatever the work made of being cancelled is a consequence only; looking at it keeps it from being unobserved.
                _ = work.Exception;
                pipelineFailure.Throw();
            }

            work.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }

    public void Post(Action write)
    {
        if (Environment.CurrentManagedThreadId == pipelineThread)
        {
            TakeWaiting();
            Emit(write);
            return;
        }

        // Dropped when the command has ended: what a straggler still writes has nobody to read it.
        TryAdd(new Entry(write, null));
    }

    /// <summary>As <see cref="Post"/>; completes when it has been written or never will be. Whoever writes without end waits here, so that what waits stays bounded.</summary>
    public Task PostAndWaitAsync(Action write)
    {
        if (Environment.CurrentManagedThreadId == pipelineThread)
        {
            Post(write);
            return Task.CompletedTask;
        }

        var over = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = new Entry(
            () =>
            {
                try
                {
                    write();
                }
                finally
                {
                    over.SetResult(true);
                }
            },
            () => over.SetResult(true));
        return TryAdd(entry) ? over.Task : Task.CompletedTask;
    }

    public Task<T> AskAsync<T>(Func<T> question)
    {
        if (Environment.CurrentManagedThreadId == pipelineThread)
        {
            TakeWaiting();
            return Task.FromResult(InOuterContext(question));
        }

        // Asynchronously, or the asker would go on inside of the pipeline thread's pump.
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        var entry = new Entry(
            () =>
            {
                try
                {
                    answer.SetResult(InOuterContext(question));
                }
                catch (Exception failure)
                {
                    answer.SetException(failure);
                    if (failure is PipelineStoppedException)
                    {
                        throw;
                    }
                }
            },
            () => answer.TrySetException(new OperationCanceledException(stopping.Token)));
        if (!TryAdd(entry))
        {
            answer.SetException(Ended());
        }

        return answer.Task;
    }

    public void Dispose() => entries.Dispose();

    private static Task Start(Func<Task> hook)
    {
        try
        {
            return hook();
        }
        catch (Exception failure)
        {
            // A hook that is no async method fails here; what it wrote before still goes out first.
            return Task.FromException(failure);
        }
    }

    private bool TryAdd(Entry entry)
    {
        try
        {
            entries.Add(entry);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void TakeWaiting()
    {
        while (entries.TryTake(out var entry))
        {
            Take(entry);
        }
    }

    private void Take(Entry entry)
    {
        if (pipelineFailure is not null)
        {
            entry.Refuse?.Invoke();
            return;
        }

        try
        {
            Emit(entry.Run);
        }
        catch (Exception failure) when (IsFromPipeline(failure))
        {
            // Thrown again by Run, when the work has ended.
        }
    }

    private void Emit(Action action)
    {
        pipelineFailure?.Throw();
        try
        {
            InOuterContext<object?>(() =>
            {
                action();
                return null;
            });
        }
        catch (Exception failure)
        {
            pipelineFailure = ExceptionDispatchInfo.Capture(failure);
            stopping.Cancel();
            throw;
        }
    }

    // Downstream commands and prompts run inside of this; they find the host's context as they would without us.
    private T InOuterContext<T>(Func<T> action)
    {
        SynchronizationContext.SetSynchronizationContext(outer);
        try
        {
            return action();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }
    }

    private sealed record Entry(Action Run, Action? Refuse);
}
