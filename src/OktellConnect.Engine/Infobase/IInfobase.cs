namespace OktellConnect.Infobase;

/// <summary>What a write did to one item.</summary>
public enum WriteAction
{
    /// <summary>The item was new.</summary>
    Added,

    /// <summary>The item was there with other values.</summary>
    Changed,

    /// <summary>The item was there with the same values; nothing was written.</summary>
    Unchanged,

    /// <summary>The item was not accepted; nothing was written.</summary>
    Rejected,
}

/// <summary>
/// The 1C side as a place: an embedded file, or a real infobase. Members throw <see cref="OktellException"/> and leave
/// everything as it was. One instance serves one caller at a time; open a second one for parallel work.
/// </summary>
public interface IInfobase : IDisposable
{
    /// <summary>Where it is, for people: a path or an address without secrets.</summary>
    string Location { get; }

    /// <summary>Fills the subsystem for the first time; safe to repeat. Returns what was added by name; empty when all was there.</summary>
    Task<IReadOnlyList<string>> InitializeAsync(CancellationToken cancellation);

    /// <summary>Constant <c>Oktell_Включено</c>.</summary>
    Task<bool> GetEnabledAsync(CancellationToken cancellation);

    /// <summary>Sets constant <c>Oktell_Включено</c>; false when it had that value already.</summary>
    Task<bool> SetEnabledAsync(bool enabled, CancellationToken cancellation);

    /// <summary>All accounts, by user name.</summary>
    Task<IReadOnlyList<Account>> GetAccountsAsync(CancellationToken cancellation);

    /// <summary>Starts a group of changes that are applied together or not at all.</summary>
    Task<IInfobaseTransaction> BeginAsync(CancellationToken cancellation);

    /// <summary>The password kept for an account, or null. The caller wipes what it makes of it and never prints it.</summary>
    Task<string?> GetPasswordAsync(Account account, CancellationToken cancellation);

    /// <summary>Map entries of a number in normal form, by object; empty where the number is unknown.</summary>
    Task<IReadOnlyList<NumberMapEntry>> FindNumberAsync(string number, CancellationToken cancellation);

    /// <summary>Map entries in key order, a page at a time, so that a million of them need no memory.</summary>
    /// <param name="after">Last entry of the page before, or null for the first page.</param>
    /// <param name="count">Most entries of a page, at least 1.</param>
    /// <param name="cancellation">Stops waiting.</param>
    Task<IReadOnlyList<NumberMapEntry>> GetNumberMapPageAsync(NumberMapEntry? after, int count, CancellationToken cancellation);

    /// <summary>All object types, by name.</summary>
    Task<IReadOnlyList<ObjectType>> GetObjectTypesAsync(CancellationToken cancellation);
}

/// <summary>
/// Changes that are applied together. Nothing is visible to others before <see cref="CommitAsync"/>; disposing without it,
/// or the death of the process, leaves the infobase as it was.
/// </summary>
public interface IInfobaseTransaction : IDisposable
{
    /// <summary>Writes an account whole, found by its user reference where known, else by user name. A password kept for it stays.</summary>
    Task<WriteAction> WriteAccountAsync(Account account, CancellationToken cancellation);

    /// <summary>Keeps a password for an account, encrypted at rest; null forgets it.</summary>
    Task SetPasswordAsync(Account account, string? password, CancellationToken cancellation);

    /// <summary>Removes an account with its password, link and roles; false when there was none.</summary>
    Task<bool> RemoveAccountAsync(Account account, CancellationToken cancellation);

    /// <summary>Writes one map entry by its key (number and object).</summary>
    Task<WriteAction> WriteNumberAsync(NumberMapEntry entry, CancellationToken cancellation);

    /// <summary>What <see cref="WriteNumberAsync"/> would do, writing nothing.</summary>
    Task<WriteAction> CompareNumberAsync(NumberMapEntry entry, CancellationToken cancellation);

    /// <summary>Removes one map entry by its key; false when there was none.</summary>
    Task<bool> RemoveNumberAsync(NumberMapEntry entry, CancellationToken cancellation);

    /// <summary>Removes every map entry; returns how many there were.</summary>
    Task<long> ClearNumberMapAsync(CancellationToken cancellation);

    /// <summary>Writes an object type by its name.</summary>
    Task<WriteAction> WriteObjectTypeAsync(ObjectType type, CancellationToken cancellation);

    /// <summary>Applies the changes.</summary>
    Task CommitAsync(CancellationToken cancellation);
}
