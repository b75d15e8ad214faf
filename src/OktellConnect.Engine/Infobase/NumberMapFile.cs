using OktellConnect.Files;
using OktellConnect.Numbering;

namespace OktellConnect.Infobase;

/// <summary>The layout of a number map file, and its rows as map entries.</summary>
internal sealed class NumberMapFile
{
    public const int Number = 0;
    public const int Type = 1;
    public const int Id = 2;
    public const int Name = 3;
    public const int Comment = 4;

    public static readonly DelimitedColumn[] Columns =
    [
        new("Номер телефона", required: true, "Номер", "Телефон", "Number", "Phone", "PhoneNumber"),
        new("Тип объекта", required: true, "Тип", "ObjectType", "Type"),
        new("Идентификатор", required: true, "ИД", "Ссылка", "ObjectId", "Id", "Guid", "Reference"),
        new("Наименование", required: true, "Имя", "Название", "ObjectName", "Name"),
        new("Комментарий", required: false, "Примечание", "Comment", "Note"),
    ];

    private const int MostTypesKept = 256;
    private readonly DelimitedReader reader;
    private readonly PhoneNumberParser parser;
    private readonly Func<string, string?> typeName;
    private readonly Dictionary<string, string?> types = new(StringComparer.Ordinal);

    public NumberMapFile(DelimitedReader reader, PhoneNumberParser parser)
    {
        this.reader = reader;
        this.parser = parser;
        typeName = TypeName;
    }

    /// <summary>A number with its extension as people and files write it; the parser reads it back.</summary>
    public static string NumberText(string number, string? extension) => extension is null ? number : $"{number} доб. {extension}";

    /// <summary>The current row, checked.</summary>
    public NumberMapRow ReadRow()
    {
        if (reader.IsUneven)
        {
            return new NumberMapRow { Rejection = RejectReason.UnevenRow, FaultyColumn = -1 };
        }

        var (mapped, objectFault, objectColumn) = ReadObject(typeName, reader[Type], reader[Id].Trim(), reader[Name].Trim());
        var reading = parser.Parse(reader[Number]);
        var comment = reader[Comment].Trim();
        return new NumberMapRow
        {
            Numbers = reading.Numbers,
            Object = mapped,
            Comment = comment.Length == 0 ? null : comment,
            Doubt = reading.Doubt,
            Rejection = reading.Rejection ?? objectFault,
            FaultyColumn = reading.Rejection is not null ? Number : objectColumn,
        };
    }

    /// <summary>What an object's type, identifier and name say together.</summary>
    public static (MappedObject? Object, RejectReason? Fault, int Column) ReadObject(Func<string, string?> typeName, string typeText, string id, string name)
    {
        if (string.IsNullOrWhiteSpace(typeText) || ObjectTypeName.IsText(typeText))
        {
            if (id.Length > 0)
            {
                return string.IsNullOrWhiteSpace(typeText) ? (null, NumberMapReasons.ObjectTypeMissing, Type) : (null, NumberMapReasons.ObjectIdUnexpected, Id);
            }

            return name.Length == 0 ? (null, NumberMapReasons.ObjectMissing, Name) : (new MappedObject(MappedObject.TextType, null, name), null, 0);
        }

        if (typeName(typeText) is not { } type)
        {
            return (null, NumberMapReasons.ObjectTypeWrong, Type);
        }

        if (id.Length == 0)
        {
            return (null, NumberMapReasons.ObjectIdMissing, Id);
        }

        return TryReadId(id, out var reference) ? (new MappedObject(type, reference, name), null, 0) : (null, NumberMapReasons.ObjectIdWrong, Id);
    }

    /// <summary>A reference as 1C writes it, with or without braces; the empty reference is none.</summary>
    public static bool TryReadId(string text, out Guid id) =>
        (Guid.TryParseExact(text, "D", out id) || Guid.TryParseExact(text, "B", out id)) && id != Guid.Empty;

    private string? TypeName(string text)
    {
        if (!types.TryGetValue(text, out var type))
        {
            if (types.Count == MostTypesKept)
            {
                types.Clear();
            }

            types[text] = type = ObjectTypeName.Parse(text);
        }

        return type;
    }
}

/// <summary>A checked row: entries to write, or the reason why not.</summary>
internal readonly record struct NumberMapRow
{
    public IReadOnlyList<PhoneNumber>? Numbers { get; init; }

    public MappedObject? Object { get; init; }

    public string? Comment { get; init; }

    public string? Doubt { get; init; }

    public RejectReason? Rejection { get; init; }

    /// <summary>Index of the column at fault, or -1 for the row as a whole.</summary>
    public int FaultyColumn { get; init; }
}
