namespace OktellConnect.Simulator.WebSockets;

/// <summary>Names that stand for several events in a subscription.</summary>
internal static class EventGroups
{
    private const string Phone = "phoneevent";

    /// <summary>The group an event belongs to, or null.</summary>
    public static string? Of(string eventName) => eventName.StartsWith(Phone + "_", StringComparison.OrdinalIgnoreCase) ? Phone : null;
}
