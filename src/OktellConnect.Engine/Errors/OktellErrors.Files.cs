namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>The file to read does not exist.</summary>
    public static readonly OktellErrorInfo FileNotFound = Define("FileNotFound", OktellErrorKind.ObjectNotFound,
        "Check the path; a relative one counts from PowerShell's current location.");

    /// <summary>The file exists but cannot be read.</summary>
    public static readonly OktellErrorInfo FileNotReadable = Define("FileNotReadable", OktellErrorKind.ReadError,
        "Check the permissions, and whether another program holds the file open.");

    /// <summary>The file holds nothing.</summary>
    public static readonly OktellErrorInfo FileEmpty = Define("FileEmpty", OktellErrorKind.InvalidData,
        "Export the file again: it needs at least a header row.");

    /// <summary>The first row is data.</summary>
    public static readonly OktellErrorInfo HeaderMissing = Define("HeaderMissing", OktellErrorKind.InvalidData,
        "Put a first row with the column names into the file.");

    /// <summary>A column that is needed is not in the header.</summary>
    public static readonly OktellErrorInfo ColumnMissing = Define("ColumnMissing", OktellErrorKind.InvalidData,
        "Add or rename the column in the header row; if the names look scrambled, pass -Encoding or -Separator.");

    /// <summary>A column is in the header twice.</summary>
    public static readonly OktellErrorInfo ColumnDuplicate = Define("ColumnDuplicate", OktellErrorKind.InvalidData,
        "Keep one of the two columns.");

    /// <summary>A quoted value does not end, or goes on behind its closing quote.</summary>
    public static readonly OktellErrorInfo QuoteUnbalanced = Define("QuoteUnbalanced", OktellErrorKind.InvalidData,
        "Close the quote, or double every quote inside the value.");

    /// <summary>Some lines are UTF-8, others are not.</summary>
    public static readonly OktellErrorInfo EncodingMixed = Define("EncodingMixed", OktellErrorKind.InvalidData,
        "Save the whole file in one encoding, or pass -Encoding if the line is right as it is.");

    /// <summary>A row is longer than the limit.</summary>
    public static readonly OktellErrorInfo RowTooLong = Define("RowTooLong", OktellErrorKind.InvalidData,
        "Check that this is a delimited text file with line breaks.");

    /// <summary>A file cannot hold a character in its encoding.</summary>
    public static readonly OktellErrorInfo CharacterNotInEncoding = Define("CharacterNotInEncoding", OktellErrorKind.InvalidData,
        "Write the file as UTF-8.");

    /// <summary>The disk is full. The previous file is intact.</summary>
    public static readonly OktellErrorInfo DiskFull = Define("DiskFull", OktellErrorKind.WriteError,
        "Free space or choose another disk; the previous file is as it was.");

    /// <summary>A file cannot be written. The previous file is intact.</summary>
    public static readonly OktellErrorInfo WriteFailed = Define("WriteFailed", OktellErrorKind.WriteError,
        "Check that the folder exists and may be written, and that no other program holds the file; the previous file is as it was.");

    /// <summary>The path is not one of a file.</summary>
    public static readonly OktellErrorInfo PathNotFile = Define("PathNotFile", OktellErrorKind.InvalidArgument,
        "Pass the path of a file in the file system.");

    /// <summary>Several files where only one makes sense.</summary>
    public static readonly OktellErrorInfo PathAmbiguous = Define("PathAmbiguous", OktellErrorKind.InvalidArgument,
        "Name one file, or pipe several in.");
}
