using OktellConnect.Numbering;

namespace OktellConnect.Infobase;

/// <summary>Makes map entries of what people type as parameters.</summary>
public static class NumberMapEditing
{
    /// <summary>The one number of a text, with its extension.</summary>
    /// <param name="parser">How numbers are read.</param>
    /// <param name="text">Any spelling.</param>
    /// <exception cref="OktellException">NumberNotUnderstood.</exception>
    public static PhoneNumber ReadNumber(PhoneNumberParser parser, string text)
    {
        var numbers = ReadNumbers(parser, text);
        return numbers.Count == 1
            ? numbers[0]
            : throw new OktellException(OktellErrors.NumberNotUnderstood, FormattableString.Invariant($"Parameter Number: «{text}» holds {numbers.Count} numbers, one is needed."), target: text);
    }

    /// <summary>The numbers of a text; at least one.</summary>
    /// <param name="parser">How numbers are read.</param>
    /// <param name="text">Any spelling.</param>
    /// <exception cref="OktellException">NumberNotUnderstood.</exception>
    public static IReadOnlyList<PhoneNumber> ReadNumbers(PhoneNumberParser parser, string text)
    {
        var reading = parser.Parse(text);
        return reading.Rejection is null
            ? reading.Numbers
            : throw new OktellException(OktellErrors.NumberNotUnderstood, $"Parameter Number: «{text}» is not a number: {reading.Rejection.Text}.", target: text);
    }

    /// <summary>The object that type, identifier and name name.</summary>
    /// <param name="type">A type name; empty or <c>Строка</c> for plain text.</param>
    /// <param name="id">A reference; empty for plain text.</param>
    /// <param name="name">Presentation, or the plain text itself.</param>
    /// <exception cref="OktellException">ObjectNotUnderstood.</exception>
    public static MappedObject ReadObject(string? type, string? id, string? name)
    {
        var (mapped, fault, column) = NumberMapFile.ReadObject(ObjectTypeName.Parse, type ?? string.Empty, (id ?? string.Empty).Trim(), (name ?? string.Empty).Trim());
        var parameter = column switch
        {
            NumberMapFile.Type => "ObjectType",
            NumberMapFile.Id => "ObjectId",
            _ => "Text",
        };
        return mapped ?? throw new OktellException(OktellErrors.ObjectNotUnderstood, $"Parameter {parameter}: {fault!.Text}.", target: type);
    }

    /// <summary>An extension as the map keeps it: up to ten digits.</summary>
    /// <param name="text">What was typed; empty for none.</param>
    /// <exception cref="OktellException">NumberNotUnderstood.</exception>
    public static string? ReadExtension(string? text)
    {
        var digits = text?.Trim();
        return string.IsNullOrEmpty(digits)
            ? null
            : digits!.Length <= 10 && digits.All(c => c is >= '0' and <= '9')
                ? digits
                : throw new OktellException(OktellErrors.NumberNotUnderstood, $"Parameter Extension: «{text}» is not up to ten digits.", target: text);
    }
}
