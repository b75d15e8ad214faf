namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>No connection was given and the runspace has none.</summary>
    public static readonly OktellErrorInfo NotConnected = Define("NotConnected", OktellErrorKind.InvalidOperation,
        "Run Connect-OktellServer first, or pass -Connection.");
}
