namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>A name fits several parties.</summary>
    public static readonly OktellErrorInfo PartyAmbiguous = Define("PartyAmbiguous", OktellErrorKind.InvalidArgument,
        "Name the party by number or by user id.");
}
