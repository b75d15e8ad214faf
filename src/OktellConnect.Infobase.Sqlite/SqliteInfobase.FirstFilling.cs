namespace OktellConnect.Infobase.Sqlite;

public sealed partial class SqliteInfobase
{
    // What standard 1C configurations keep telephone numbers in. Colleagues are recognised by the number plan, not by the map.
    private static readonly ObjectType[] FirstObjectTypes =
    [
        new("СправочникСсылка.Контрагенты", ShowInTabs: true, IdentifyByNumber: true),
        new("СправочникСсылка.КонтактныеЛица", ShowInTabs: true, IdentifyByNumber: true),
        new("СправочникСсылка.Партнеры", ShowInTabs: true, IdentifyByNumber: true),
        new("СправочникСсылка.Пользователи", ShowInTabs: true, IdentifyByNumber: false),
    ];

    /// <summary>
    /// Adds the constant, switched off as 1C creates it, and the object types of standard configurations. What is there already,
    /// even with other values, stays.
    /// </summary>
    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> InitializeAsync(CancellationToken cancellation)
    {
        using var transaction = (SqliteChanges)await BeginAsync(cancellation).ConfigureAwait(false);
        var added = await Do(cancellation, () => FillMissing(transaction)).ConfigureAwait(false);
        if (added.Count > 0)
        {
            await transaction.CommitAsync(cancellation).ConfigureAwait(false);
        }

        return added;
    }

    /// <inheritdoc/>
    public Task<IReadOnlyList<ObjectType>> GetObjectTypesAsync(CancellationToken cancellation) => Do<IReadOnlyList<ObjectType>>(cancellation, ReadObjectTypes);

    private List<string> FillMissing(SqliteChanges transaction)
    {
        var added = new List<string>();
        if (ReadSetting(EnabledConstant) is null)
        {
            transaction.WriteSetting(EnabledConstant, "0");
            added.Add(EnabledConstant);
        }

        var known = new HashSet<string>(ReadObjectTypes().Select(type => type.Name), StringComparer.Ordinal);
        foreach (var type in FirstObjectTypes.Where(type => !known.Contains(type.Name)))
        {
            transaction.WriteObjectType(type);
            added.Add(type.Name);
        }

        return added;
    }

    private List<ObjectType> ReadObjectTypes()
    {
        var types = new List<ObjectType>();
        using var reader = Prepare("SELECT n.name, t.show_in_tabs, t.identify_by_number FROM object_type t JOIN type_name n ON n.id = t.type_id ORDER BY n.name", 0).Read();
        while (reader.Read())
        {
            types.Add(new ObjectType(reader.GetString(0), reader.GetBoolean(1), reader.GetBoolean(2)));
        }

        return types;
    }
}
