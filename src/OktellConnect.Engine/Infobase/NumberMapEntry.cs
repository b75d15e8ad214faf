namespace OktellConnect.Infobase;

/// <summary>
/// What a number belongs to: a 1C reference, or plain text. The composite type of dimension <c>Объект</c>
/// (<c>СправочникСсылка</c>, <c>ДокументСсылка</c>, <c>Строка</c>).
/// </summary>
/// <param name="Type">1C's type name, for example <c>СправочникСсылка.Контрагенты</c>; <c>Строка</c> for plain text.</param>
/// <param name="Id">The reference, or null for plain text.</param>
/// <param name="Name">Presentation of the object, or the text itself.</param>
public sealed record MappedObject(string Type, Guid? Id, string Name)
{
    /// <summary>Type name of a plain text.</summary>
    public const string TextType = "Строка";
}

/// <summary>One record of register <c>Oktell_СоответствиеНомеровОбъектам</c>. Key: number and object. Immutable.</summary>
public sealed record NumberMapEntry
{
    /// <summary>Number in normal form: E.164 with + for outside numbers, plain digits for internal ones.</summary>
    public required string Number { get; init; }

    /// <summary>What the number belongs to.</summary>
    public required MappedObject Object { get; init; }

    /// <summary>Extension behind the number (<c>доб.</c>), or null. Not part of the key.</summary>
    public string? Extension { get; init; }

    /// <summary>Free comment, or null.</summary>
    public string? Comment { get; init; }

    /// <summary>Type of the object, flat for pipelines.</summary>
    public string ObjectType => Object.Type;

    /// <summary>Reference of the object, flat for pipelines; null for plain text.</summary>
    public Guid? ObjectId => Object.Id;

    /// <summary>Presentation of the object or the text itself, flat for pipelines.</summary>
    public string ObjectName => Object.Name;
}

/// <summary>One element of catalog <c>Oktell_ТипыОбъектовСТелефонами</c>. Immutable.</summary>
/// <param name="Name">1C's type name, for example <c>СправочникСсылка.Контрагенты</c>.</param>
/// <param name="ShowInTabs"><c>ОтображатьВоВкладках</c>.</param>
/// <param name="IdentifyByNumber"><c>ОпределятьОбъектПоНомеруВПодсистеме</c>.</param>
public sealed record ObjectType(string Name, bool ShowInTabs, bool IdentifyByNumber);
