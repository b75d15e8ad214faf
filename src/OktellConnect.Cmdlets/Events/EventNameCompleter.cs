using OktellConnect.Events;
using OktellConnect.Protocol;

namespace OktellConnect.Cmdlets;

/// <summary>Names of the server's events.</summary>
public sealed class EventNameCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        EventStreamOptions.KnownServerEvents.Select(name => (name, MethodCatalog.Find(name)!.Section));
}
