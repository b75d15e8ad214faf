using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>
/// Runs asynchronous work behind a cmdlet. Each hook runs on the pipeline thread until its first real await; what it writes
/// later, from any thread, is queued and written by the pipeline thread, in order. Ctrl+C cancels <see cref="Cancellation"/>, and so
/// does a command further down that needs no more; either way the work is waited for. A hook that fails ends the command with the
/// failure as its error, after everything written before it.
/// </summary>
public abstract class AsyncCmdlet : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource stopping = new();
    private volatile PipelineQueue? queue;

    /// <summary>Cancelled when the pipeline stops or wants no more; every wait takes it.</summary>
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
    protected sealed override void StopProcessing()
    {
        try
        {
            stopping.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The command ended by itself just now.
        }
    }

    /// <summary>Writes an object from any thread. Dropped once the hook has ended.</summary>
    protected void Write(object? value) => Post(() => WriteObject(value));

    /// <summary>
    /// Writes objects from any thread and waits until the pipeline has taken them. For commands without an end: they must not run
    /// ahead of the pipeline, or what waits between the two would grow without a limit.
    /// </summary>
    protected Task WriteAllAsync<T>(IReadOnlyList<T> values) => queue?.PostAndWaitAsync(() =>
    {
        foreach (var value in values)
        {
            WriteObject(value);
        }
    }) ?? Task.CompletedTask;

    /// <summary>Writes a non-terminating error from any thread.</summary>
    protected void WriteFailure(Exception failure, object? target = null)
    {
        var record = ErrorRecords.From(failure, target);
        Post(() => WriteError(record));
    }

    /// <summary>Writes a warning from any thread.</summary>
    protected void Warn(string text) => Post(() => WriteWarning(text));

    /// <summary>Writes progress from any thread. The record is copied first: its owner may go on changing it.</summary>
    protected void Report(ProgressRecord record)
    {
        var snapshot = Copy(record);
        Post(() => WriteProgress(snapshot));
    }

    /// <summary>Asks -WhatIf and -Confirm from any thread and waits for the answer.</summary>
    protected Task<bool> ConfirmAsync(string target, string action) => AskAsync(() => ShouldProcess(target, action));

    /// <summary>Runs something that needs the pipeline thread (a prompt, session state) and waits for its result.</summary>
    /// <exception cref="InvalidOperationException">The hook has ended: there is nobody left to ask.</exception>
    protected Task<T> AskAsync<T>(Func<T> question) => queue is { } current
        ? current.AskAsync(question)
        : Task.FromException<T>(PipelineQueue.Ended());

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

    private static ProgressRecord Copy(ProgressRecord record) => new(record.ActivityId, record.Activity, record.StatusDescription)
    {
        CurrentOperation = record.CurrentOperation,
        ParentActivityId = record.ParentActivityId,
        PercentComplete = record.PercentComplete,
        RecordType = record.RecordType,
        SecondsRemaining = record.SecondsRemaining,
    };

    private void Post(Action write) => queue?.Post(write);

    private void Run(Func<Task> hook)
    {
        using var current = new PipelineQueue(stopping);
        queue = current;
        try
        {
            current.Run(hook);
        }
        catch (OperationCanceledException failure) when (!current.IsFromPipeline(failure) && stopping.IsCancellationRequested)
        {
            throw new PipelineStoppedException();
        }
        catch (Exception failure) when (!current.IsFromPipeline(failure) && failure is not RuntimeException)
        {
            ThrowTerminatingError(ErrorRecords.From(failure, null));
        }
        finally
        {
            queue = null;
        }
    }
}
