using OktellConnect.Files;

namespace OktellConnect.Infobase;

/// <summary>Why a row of a number map file is not accepted, beside what is wrong with its number (<see cref="Numbering.NumberReasons"/>).</summary>
public static class NumberMapReasons
{
    /// <summary>Neither an object nor a text.</summary>
    public static readonly RejectReason ObjectMissing = new("ObjectMissing", "Neither an object nor a name", "Не указан ни объект, ни наименование");

    /// <summary>An identifier without a type.</summary>
    public static readonly RejectReason ObjectTypeMissing = new("ObjectTypeMissing", "An identifier without an object type", "Указан идентификатор, но не тип объекта");

    /// <summary>A type that cannot own a number.</summary>
    public static readonly RejectReason ObjectTypeWrong = new("ObjectTypeWrong", "Not a type СправочникСсылка.*, ДокументСсылка.* or Строка", "Тип должен быть СправочникСсылка.*, ДокументСсылка.* или Строка");

    /// <summary>A reference type without an identifier.</summary>
    public static readonly RejectReason ObjectIdMissing = new("ObjectIdMissing", "No identifier of the object", "Не указан идентификатор объекта");

    /// <summary>An identifier that is none, or the empty reference.</summary>
    public static readonly RejectReason ObjectIdWrong = new("ObjectIdWrong", "Not an identifier", "Неверный идентификатор объекта");

    /// <summary>A plain text with an identifier.</summary>
    public static readonly RejectReason ObjectIdUnexpected = new("ObjectIdUnexpected", "Plain text has no identifier", "У строки не бывает идентификатора");

    /// <summary>The same number and object earlier in the file, with another name, extension or comment.</summary>
    public static readonly RejectReason Contradiction = new("Contradiction", "An earlier line says otherwise about the same number and object", "Для того же номера и объекта раньше указано другое");
}
