namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>A journal cannot be written where it was asked for.</summary>
    public static readonly OktellErrorInfo JournalUnusable = Define("JournalUnusable", OktellErrorKind.WriteError,
        "Name a file in a folder that exists and may be written; a file that holds something else is never overwritten.");

    /// <summary>A line of a journal file cannot be read.</summary>
    public static readonly OktellErrorInfo JournalLineUnreadable = Define("JournalLineUnreadable", OktellErrorKind.InvalidData,
        "The file was cut or changed; the other lines are given all the same.");
}
