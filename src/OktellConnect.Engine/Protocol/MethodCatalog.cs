namespace OktellConnect.Protocol;

/// <summary>
/// The messages that are known, as data: the embedded file <c>protocol.json</c>, read once when it is first asked for
/// (docs/protocol.md). Immutable; safe to share.
/// </summary>
public static class MethodCatalog
{
    private static readonly Lazy<CatalogFile> File = new(CatalogFile.ReadEmbedded);

    /// <summary>Every known message, requests first.</summary>
    public static IReadOnlyList<MethodInfo> All => File.Value.Messages;

    /// <summary>Names that stand for several events in a subscription, with their members.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Groups => File.Value.Groups;

    /// <summary>The message of that name, or null where it is not known. Case counts.</summary>
    public static MethodInfo? Find(string name) => File.Value.ByName.TryGetValue(name, out var method) ? method : null;

    /// <summary>Whether a request may be repeated; a method that is not known never.</summary>
    public static RepeatCategory CategoryOf(string name) => Find(name)?.Category ?? RepeatCategory.Never;
}
