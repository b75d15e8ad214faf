using System.Collections.Concurrent;
using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>
/// Runs asynchronous work behind a cmdlet. Each hook runs on the pipeline thread until its first real await; what it writes
/// later, from any thread, is queued and written by the pipeline thread, in order. Ctrl+C cancels <see cref="Cancellation"/>.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private BlockingCollection<Action>? queue;
    private int pipelineThread;

    /// <summary>Cancelled when the pipeline stops; every wait takes it.</summary>
    protected CancellationToken Cancellation => stopping.Token;

    /// <summary>Asynchronous <c>BeginProcessing</c>.</summary>
    protected virtual Task BeginAsync() => Task.CompletedTask;

    /// <summary>Asynchronous <c>ProcessRecord</c>.</summary>
    protected virtual Task ProcessAsync() => Task.CompletedTask;

    /// <summary>Asynchronous <c>EndProcessing</c>.</summary>
    protected virtual Task EndAsync() => Task.CompletedTask;

    /// <inheritdoc/>
    protected sealed override void BeginProcessing() => Run(BeginAsync);

    /// <inheritdoc/>
    protected sealed override void ProcessRecord() => Run(ProcessAsync);

    /// <inheritdoc/>
    protected sealed override void EndProcessing() => Run(EndAsync);

    /// <inheritdoc/>
    protected sealed override void StopProcessing() => stopping.Cancel();

    /// <summary>Writes an object from any thread.</summary>
    protected void Write(object? value) => Post(() => WriteObject(value));

    /// <summary>Writes a non-terminating error from any thread.</summary>
    protected void WriteFailure(Exception failure, object? target = null) => Post(() => WriteError(ErrorRecords.From(failure, target)));

    /// <summary>Writes a warning from any thread.</summary>
    protected void Warn(string text) => Post(() => WriteWarning(text));

    /// <summary>Writes progress from any thread.</summary>
    protected void Report(ProgressRecord record) => Post(() => WriteProgress(record));

    /// <summary>Asks -WhatIf and -Confirm from any thread and waits for the answer.</summary>
    protected Task<bool> ConfirmAsync(string target, string action) => AskAsync(() => ShouldProcess(target, action));

    /// <summary>Runs something that needs the pipeline thread (a prompt, session state) and waits for its result.</summary>
    protected Task<T> AskAsync<T>(Func<T> question)
    {
        if (Environment.CurrentManagedThreadId == pipelineThread)
        {
            return Task.FromResult(question());
        }

        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                answer.SetResult(question());
            }
            catch (Exception error)
            {
                answer.SetException(error);
                throw;
            }
        });
        return answer.Task;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            stopping.Dispose();
        }
    }

    private void Post(Action write)
    {
        if (Environment.CurrentManagedThreadId == pipelineThread)
        {
            write();
            return;
        }

        try
        {
            queue?.Add(write);
        }
        catch (InvalidOperationException)
        {
            // The command has ended: what a straggler still writes has nobody to read it.
        }
    }

    private void Run(Func<Task> hook)
    {
        pipelineThread = Environment.CurrentManagedThreadId;
        using var pending = queue = [];
        var outer = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            var work = hook();
            if (!work.IsCompleted)
            {
                _ = work.ContinueWith(_ => pending.CompleteAdding(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                foreach (var write in pending.GetConsumingEnumerable())
                {
                    write();
                }
            }

            work.GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception failure) when (failure is not PipelineStoppedException and not RuntimeException)
        {
            ThrowTerminatingError(ErrorRecords.From(failure, null));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(outer);
        }
    }
}
