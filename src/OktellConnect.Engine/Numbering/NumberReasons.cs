using OktellConnect.Files;

namespace OktellConnect.Numbering;

/// <summary>Why a text is not a telephone number.</summary>
public static class NumberReasons
{
    /// <summary>There is no text.</summary>
    public static readonly RejectReason Empty = new("NumberEmpty", "No number", "Номер не указан");

    /// <summary>There is text but no digit.</summary>
    public static readonly RejectReason NoDigits = new("NumberNoDigits", "No digits", "Нет ни одной цифры");

    /// <summary>Too few digits for an outside number, and not an internal one.</summary>
    public static readonly RejectReason TooShort = new("NumberTooShort", "Too few digits for an outside number, and not an internal one", "Мало цифр для внешнего номера, и это не внутренний номер");

    /// <summary>A local number: its area code is missing.</summary>
    public static readonly RejectReason NoAreaCode = new("NumberNoAreaCode", "The area code is missing", "Нет кода города или оператора");

    /// <summary>More digits than any number has, or several numbers that cannot be told apart.</summary>
    public static readonly RejectReason TooLong = new("NumberTooLong", "Too many digits", "Слишком много цифр");

    /// <summary>The digits make no number of the country.</summary>
    public static readonly RejectReason NotPossible = new("NumberNotPossible", "No such number is possible in its country", "Такого номера в стране быть не может");

    /// <summary>An extension with no number before it.</summary>
    public static readonly RejectReason ExtensionOnly = new("NumberExtensionOnly", "An extension without a number", "Добавочный без номера");
}
