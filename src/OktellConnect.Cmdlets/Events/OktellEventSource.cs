using System.Management.Automation;
using OktellConnect.Events;

namespace OktellConnect.Cmdlets;

/// <summary>
/// Brings a stream of events into a runspace's event queue, as long as the runspace has the subscription. Shown by
/// Get-EventSubscriber as the source.
/// </summary>
/// <remarks>
/// PowerShell hands what a .NET event raises to the thread pool, one work item each, which mixes up the order. So
/// <see cref="Received"/> is never raised: events are put into the queue directly, in order, and the .NET event is there for
/// PowerShell to let go of, which is how the source learns that the subscription has ended.
/// </remarks>
public sealed class OktellEventSource : IDisposable
{
    // Events that may wait for the action, or for Get-Event, before the source waits too; what comes meanwhile waits in the stream.
    private const int MostAhead = 256;
    private static readonly TimeSpan PauseWhenFull = TimeSpan.FromMilliseconds(100);
    private const string Mark = "$null = $Event.SourceArgs[0].TrySetResult($true)";

    private readonly CancellationTokenSource stopping = new();
    private readonly PSEventManager events;
    private readonly string identifier;
    private readonly PSObject? data;
    private readonly object stream;
    private readonly string markIdentifier = $"OktellConnect.{Guid.NewGuid():N}";

    internal OktellEventSource(PSEventManager events, string identifier, PSObject? data, object stream)
    {
        this.events = events;
        this.identifier = identifier;
        this.data = data;
        this.stream = stream;
    }

    /// <summary>PowerShell attaches here; see the remarks on the type.</summary>
    public event EventHandler? Received
    {
        add
        {
            // What is attached is known by the subscription; nothing has to be kept.
        }

        remove => Dispose();
    }

    /// <summary>Why no more events come, for people; null as long as they come.</summary>
    public string? EndReason { get; private set; }

    /// <summary>Takes no more events.</summary>
    public void Dispose() => stopping.Cancel();

    /// <summary>Begins to take events; ends when the subscription or the connection does.</summary>
    internal void Start(bool hasAction) => _ = RunAsync(hasAction).ContinueWith(
        task => EndReason = task.Exception!.GetBaseException().Message, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);

    private async Task RunAsync(bool hasAction)
    {
        using var source = (EventStream)stream;
        var mark = hasAction ? events.SubscribeEvent(null, null, markIdentifier, null, ScriptBlock.Create(Mark), supportEvent: true, forwardEvent: false) : null;
        try
        {
            while (await source.ReadManyAsync(MostAhead, stopping.Token).ConfigureAwait(false) is { Count: > 0 } batch)
            {
                foreach (var item in batch)
                {
                    stopping.Token.ThrowIfCancellationRequested();
                    var args = new OktellEventArgs(item);
                    events.GenerateEvent(identifier, this, [this, args], data, processInCurrentThread: true, waitForCompletionInCurrentThread: false);
                }

                await (hasAction ? ActionsAsync() : QueueAsync()).ConfigureAwait(false);
            }

            EndReason = source.EndReason;
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            EndReason = "The subscription has ended.";
        }
        finally
        {
            if (mark is not null)
            {
                events.UnsubscribeEvent(mark);
            }
        }
    }

    // Actions run in the order of the queue: when the mark's has run, all before it have.
    private async Task ActionsAsync()
    {
        var reached = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var stop = stopping.Token.Register(() => reached.TrySetCanceled(stopping.Token));
        events.GenerateEvent(markIdentifier, this, [reached], null, processInCurrentThread: true, waitForCompletionInCurrentThread: false);
        await reached.Task.ConfigureAwait(false);
    }

    // Without an action events lie in the queue until Remove-Event or Get-Event's reader takes them.
    private async Task QueueAsync()
    {
        while (Waiting() >= MostAhead)
        {
            await Task.Delay(PauseWhenFull, stopping.Token).ConfigureAwait(false);
        }
    }

    private int Waiting()
    {
        lock (events.ReceivedEvents.SyncRoot)
        {
            return events.ReceivedEvents.Count(waiting => string.Equals(waiting.SourceIdentifier, identifier, StringComparison.OrdinalIgnoreCase));
        }
    }
}
