namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>A journal cannot be written where it was asked for.</summary>
    public static readonly OktellErrorInfo JournalUnusable = Define("JournalUnusable", OktellErrorKind.WriteError,
        "Name a file in a folder that exists and may be written; a file that holds something else is never overwritten.");
}
