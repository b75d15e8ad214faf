namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>No infobase was given and the runspace has none.</summary>
    public static readonly OktellErrorInfo InfobaseNotConnected = Define("InfobaseNotConnected", OktellErrorKind.InvalidOperation,
        "Run Connect-OktellInfobase first, or pass -Infobase.");
}
