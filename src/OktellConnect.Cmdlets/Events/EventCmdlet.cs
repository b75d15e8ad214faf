using System.Management.Automation;
using OktellConnect.Events;

namespace OktellConnect.Cmdlets;

/// <summary>Base of the commands that listen to events: which ones, and how many may wait.</summary>
public abstract class EventCmdlet : ServerCmdlet
{
    /// <summary>Kinds of events.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    public OktellEventType[] Type { get; set; } = [];

    /// <summary>Of server and custom events only those with these names; wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(EventNameCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Of events that concern a number only those about these; wildcards.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string[] Number { get; set; } = [];

    /// <summary>Most events that wait.</summary>
    [Parameter]
    [ValidateRange(1, 10_000_000)]
    public int Buffer { get; set; }

    /// <summary>Opens the stream these parameters describe.</summary>
    private protected Task<EventStream> OpenAsync(OktellConnection connection, CancellationToken cancellation) =>
        connection.WatchAsync(EventFilter.Options(Type, Name, Number, Buffer > 0 ? Buffer : null), cancellation);
}
