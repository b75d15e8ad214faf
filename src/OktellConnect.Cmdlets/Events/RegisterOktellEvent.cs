using System.Management.Automation;
using OktellConnect.Events;

namespace OktellConnect.Cmdlets;

/// <summary>Subscribes the runspace to events, as Register-ObjectEvent does to those of .NET objects.</summary>
[Cmdlet(VerbsLifecycle.Register, "OktellEvent")]
[OutputType(typeof(PSEventJob))]
public sealed class RegisterOktellEvent : EventCmdlet
{
    /// <summary>Name of the subscription.</summary>
    [Parameter(Position = 100)]
    [ValidateNotNullOrEmpty]
    public string SourceIdentifier { get; set; } = Guid.NewGuid().ToString();

    /// <summary>What to do with each event; without it they wait for Get-Event.</summary>
    [Parameter(Position = 101)]
    [ValidateNotNull]
    public ScriptBlock? Action { get; set; }

    /// <summary>Handed to the action with each event.</summary>
    [Parameter]
    public PSObject? MessageData { get; set; }

    /// <summary>Hides the subscription from Get-EventSubscriber.</summary>
    [Parameter]
    public SwitchParameter SupportEvent { get; set; }

    /// <summary>Sends the events to the other side of a remote session.</summary>
    [Parameter]
    public SwitchParameter Forward { get; set; }

    /// <summary>Ends the subscription after so many events.</summary>
    [Parameter]
    [ValidateRange(0, int.MaxValue)]
    public int MaxTriggerCount { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        if (Forward && Action is not null)
        {
            throw new OktellException(OktellErrors.EventForwardWithAction, "An event with an action cannot be forwarded.");
        }

        var connection = RequireConnection();
        if (Events.GetEventSubscribers(SourceIdentifier).Any())
        {
            throw new OktellException(OktellErrors.EventSubscriberExists, $"A subscription named \"{SourceIdentifier}\" exists already.", target: SourceIdentifier);
        }

        var stream = await OpenAsync(connection, Cancellation).ConfigureAwait(false);
        try
        {
            var subscriber = await AskAsync(() => Subscribe(stream)).ConfigureAwait(false);
            if (subscriber.Action is not null && !SupportEvent)
            {
                Write(subscriber.Action);
            }
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private PSEventSubscriber Subscribe(EventStream stream)
    {
        var source = new OktellEventSource(Events, SourceIdentifier, MessageData, stream);
        try
        {
            var subscriber = Events.SubscribeEvent(source, nameof(OktellEventSource.Received), SourceIdentifier, MessageData, Action, SupportEvent, Forward, MaxTriggerCount);
            source.Start(hasAction: Action is not null);
            return subscriber;
        }
        catch
        {
            source.Dispose();
            throw;
        }
    }
}
