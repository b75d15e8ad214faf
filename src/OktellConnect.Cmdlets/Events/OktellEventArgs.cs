using OktellConnect.Events;

namespace OktellConnect.Cmdlets;

/// <summary>What an action of Register-OktellEvent gets as <c>$EventArgs</c>.</summary>
public sealed class OktellEventArgs : EventArgs
{
    private readonly object item;

    internal OktellEventArgs(object item) => this.item = item;

    /// <summary>The event itself.</summary>
    public OktellEvent Event => (OktellEvent)item;

    /// <summary>What kind of event it is.</summary>
    public OktellEventType Type => Event.Type;

    /// <summary>When it was seen.</summary>
    public DateTimeOffset Time => Event.Time;
}
