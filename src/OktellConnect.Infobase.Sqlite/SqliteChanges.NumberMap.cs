namespace OktellConnect.Infobase.Sqlite;

internal sealed partial class SqliteChanges
{
    private Statement? insertEntry;
    private Statement? compareEntry;
    private Statement? updateEntry;

    // Entries come in runs: a first import adds them all, a second one finds them all. What the last one was is tried first.
    private bool expectNew = true;

    /// <inheritdoc/>
    public Task<WriteAction> WriteNumberAsync(NumberMapEntry entry, CancellationToken cancellation) => Do(cancellation, () =>
    {
        var type = TypeIdFor(entry.Object.Type);
        var key = SqliteInfobase.ObjectKey(entry.Object);
        var name = SqliteInfobase.StoredName(entry.Object);
        if (expectNew && Insert())
        {
            return WriteAction.Added;
        }

        var action = Compare(entry, type, key, name);
        expectNew = action == WriteAction.Added;
        if (expectNew)
        {
            Insert();
        }
        else if (action == WriteAction.Changed)
        {
            updateEntry ??= owner.Prepare("UPDATE number_map SET name = $4, extension = $5, comment = $6 WHERE number = $1 AND type_id = $2 AND object_key = $3", 6);
            updateEntry.Bind(entry.Number, type, key, name, entry.Extension, entry.Comment).Run();
        }

        return action;

        bool Insert()
        {
            insertEntry ??= owner.Prepare("INSERT INTO number_map (number, type_id, object_key, name, extension, comment) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING", 6);
            return insertEntry.Bind(entry.Number, type, key, name, entry.Extension, entry.Comment).Run() == 1;
        }
    });

    /// <inheritdoc/>
    public Task<WriteAction> CompareNumberAsync(NumberMapEntry entry, CancellationToken cancellation) => Do(cancellation, () =>
        owner.FindTypeId(entry.Object.Type) is { } type
            ? Compare(entry, type, SqliteInfobase.ObjectKey(entry.Object), SqliteInfobase.StoredName(entry.Object))
            : WriteAction.Added);

    /// <inheritdoc/>
    public Task<bool> RemoveNumberAsync(NumberMapEntry entry, CancellationToken cancellation) => Do(cancellation, () =>
    {
        if (owner.FindTypeId(entry.Object.Type) is not { } type)
        {
            return false;
        }

        using var delete = new Statement(owner.Connection, "DELETE FROM number_map WHERE number = $1 AND type_id = $2 AND object_key = $3", 3);
        return delete.Bind(entry.Number, type, SqliteInfobase.ObjectKey(entry.Object)).Run() == 1;
    });

    /// <inheritdoc/>
    public Task<long> ClearNumberMapAsync(CancellationToken cancellation) => Do(cancellation, () =>
    {
        using var delete = new Statement(owner.Connection, "DELETE FROM number_map", 0);
        return (long)delete.Run();
    });

    /// <inheritdoc/>
    public Task<WriteAction> WriteObjectTypeAsync(ObjectType type, CancellationToken cancellation) => Do(cancellation, () => WriteObjectType(type));

    internal WriteAction WriteObjectType(ObjectType type)
    {
        var id = TypeIdFor(type.Name);
        using var find = new Statement(owner.Connection, "SELECT show_in_tabs, identify_by_number FROM object_type WHERE type_id = $1", 1);
        bool known;
        using (var reader = find.Bind(id).Read())
        {
            known = reader.Read();
            if (known && reader.GetBoolean(0) == type.ShowInTabs && reader.GetBoolean(1) == type.IdentifyByNumber)
            {
                return WriteAction.Unchanged;
            }
        }

        using var write = new Statement(owner.Connection, "INSERT OR REPLACE INTO object_type (type_id, show_in_tabs, identify_by_number) VALUES ($1, $2, $3)", 3);
        write.Bind(id, type.ShowInTabs, type.IdentifyByNumber).Run();
        return known ? WriteAction.Changed : WriteAction.Added;
    }

    private WriteAction Compare(NumberMapEntry entry, long type, byte[] key, string name)
    {
        compareEntry ??= owner.Prepare("SELECT name IS $4 AND extension IS $5 AND comment IS $6 FROM number_map WHERE number = $1 AND type_id = $2 AND object_key = $3", 6);
        return compareEntry.Bind(entry.Number, type, key, name, entry.Extension, entry.Comment).Scalar() switch
        {
            null => WriteAction.Added,
            1L => WriteAction.Unchanged,
            _ => WriteAction.Changed,
        };
    }

    private long TypeIdFor(string name)
    {
        if (owner.FindTypeId(name) is { } known)
        {
            return known;
        }

        using var insert = new Statement(owner.Connection, "INSERT INTO type_name (name) VALUES ($1) RETURNING id", 1);
        return (long)insert.Bind(name).Scalar()!;
    }
}
