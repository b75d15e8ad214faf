using System.Text;
using Microsoft.Data.Sqlite;

namespace OktellConnect.Infobase.Sqlite;

public sealed partial class SqliteInfobase
{
    private const string EntryColumns = "number, type_id, object_key, name, extension, comment";
    private readonly Dictionary<string, long> typeIds = new(StringComparer.Ordinal);
    private readonly Dictionary<long, string> typeNames = [];
    private Statement? findNumber;
    private Statement? firstPage;
    private Statement? nextPage;

    /// <inheritdoc/>
    public Task<IReadOnlyList<NumberMapEntry>> FindNumberAsync(string number, CancellationToken cancellation) => Do<IReadOnlyList<NumberMapEntry>>(cancellation, () =>
    {
        findNumber ??= Prepare($"SELECT {EntryColumns} FROM number_map WHERE number = $1 ORDER BY type_id, object_key", 1);
        return ReadEntries(findNumber.Bind(number));
    });

    /// <inheritdoc/>
    public Task<IReadOnlyList<NumberMapEntry>> GetNumberMapPageAsync(NumberMapEntry? after, int count, CancellationToken cancellation) => Do<IReadOnlyList<NumberMapEntry>>(cancellation, () =>
    {
        if (after is null)
        {
            firstPage ??= Prepare($"SELECT {EntryColumns} FROM number_map ORDER BY number, type_id, object_key LIMIT $1", 1);
            return ReadEntries(firstPage.Bind(count));
        }

        nextPage ??= Prepare($"SELECT {EntryColumns} FROM number_map WHERE (number, type_id, object_key) > ($1, $2, $3) ORDER BY number, type_id, object_key LIMIT $4", 4);
        return ReadEntries(nextPage.Bind(after.Number, FindTypeId(after.Object.Type) ?? 0, ObjectKey(after.Object), count));
    });

    /// <summary>A reference's bytes, or a plain text's own: what tells two objects of a type apart.</summary>
    internal static byte[] ObjectKey(MappedObject value) => value.Type == MappedObject.TextType
        ? Encoding.UTF8.GetBytes(value.Name)
        : (value.Id ?? throw new ArgumentException($"An object of type '{value.Type}' needs its reference.", nameof(value))).ToByteArray();

    // The name of a plain text is its key already; kept once.
    internal static string StoredName(MappedObject value) => value.Type == MappedObject.TextType ? "" : value.Name;

    internal long? FindTypeId(string name)
    {
        if (!typeIds.TryGetValue(name, out var id))
        {
            using var find = new Statement(Connection, "SELECT id FROM type_name WHERE name = $1", 1);
            if (find.Bind(name).Scalar() is not long known)
            {
                return null;
            }

            typeIds[name] = id = known;
        }

        return id;
    }

    internal string TypeName(long id)
    {
        if (!typeNames.TryGetValue(id, out var name))
        {
            using var find = new Statement(Connection, "SELECT name FROM type_name WHERE id = $1", 1);
            typeNames[id] = name = (string?)find.Bind(id).Scalar()
                ?? throw new OktellException(OktellErrors.InfobaseCorrupt, FormattableString.Invariant($"The infobase '{Location}' refers to an object type {id} that it does not have."), target: Location);
        }

        return name;
    }

    /// <summary>Forgets ids that a dropped group of changes may have made.</summary>
    internal void ForgetTypes()
    {
        typeIds.Clear();
        typeNames.Clear();
    }

    private List<NumberMapEntry> ReadEntries(Statement select)
    {
        var entries = new List<NumberMapEntry>();
        using var reader = select.Read();
        while (reader.Read())
        {
            entries.Add(ReadEntry(reader));
        }

        return entries;
    }

    private NumberMapEntry ReadEntry(SqliteDataReader reader)
    {
        var type = TypeName(reader.GetInt64(1));
        var key = reader.GetFieldValue<byte[]>(2);
        return new NumberMapEntry
        {
            Number = reader.GetString(0),
            Object = type == MappedObject.TextType
                ? new MappedObject(type, null, Encoding.UTF8.GetString(key))
                : new MappedObject(type, new Guid(key), reader.GetString(3)),
            Extension = reader.IsDBNull(4) ? null : reader.GetString(4),
            Comment = reader.IsDBNull(5) ? null : reader.GetString(5),
        };
    }
}
