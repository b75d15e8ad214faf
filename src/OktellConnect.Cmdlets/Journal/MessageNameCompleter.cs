using OktellConnect.Protocol;

namespace OktellConnect.Cmdlets;

/// <summary>Names of all messages that are known.</summary>
public sealed class MessageNameCompleter : ConnectionCompleter
{
    private protected override IEnumerable<(string Text, string Hint)> Candidates(OktellConnection? connection) =>
        MethodCatalog.All.Select(message => (message.Name, message.Section));
}
