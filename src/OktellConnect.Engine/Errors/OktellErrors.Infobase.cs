namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>No infobase was given and the runspace has none.</summary>
    public static readonly OktellErrorInfo InfobaseNotConnected = Define("InfobaseNotConnected", OktellErrorKind.InvalidOperation,
        "Run Connect-OktellInfobase first, or pass -Infobase.");

    /// <summary>A region code that the numbering plans do not know.</summary>
    public static readonly OktellErrorInfo UnknownRegion = Define("UnknownRegion", OktellErrorKind.InvalidArgument,
        "Pass a two-letter country code in capitals, for example RU or KZ.");

    /// <summary>Lengths of internal numbers that are not possible.</summary>
    public static readonly OktellErrorInfo InternalLengthWrong = Define("InternalLengthWrong", OktellErrorKind.InvalidArgument,
        "Pass a smallest length of at least 1 and a greatest one of at most 6.");
}
