namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>The start of a period lies after its end.</summary>
    public static readonly OktellErrorInfo CallPeriodInvalid = Define("CallPeriodInvalid", OktellErrorKind.InvalidArgument,
        "Give a -From that is not after -To; the end is not part of the period.");

    /// <summary>The journal's reply is not a list of rows.</summary>
    public static readonly OktellErrorInfo CallJournalReplyUnreadable = Define("CallJournalReplyUnreadable", OktellErrorKind.ProtocolError,
        "Look at the reply with Invoke-OktellMethod -Name getpbxcalljournal and report its shape.");

    /// <summary>A row of the journal has no readable value where a call record cannot do without.</summary>
    public static readonly OktellErrorInfo CallJournalRowUnreadable = Define("CallJournalRowUnreadable", OktellErrorKind.InvalidData,
        "Look at the row with Invoke-OktellMethod -Name getpbxcalljournal and report the names and formats of its fields.");

    /// <summary>The server's journal may hold more calls of the period than it showed.</summary>
    public static readonly OktellErrorInfo CallJournalUnproven = Define("CallJournalUnproven", OktellErrorKind.InvalidData,
        "Shorten the period as the message says, or accept what was shown with -AllowUnproven.");

    /// <summary>The stored procedure for call records returned something else than a table with a header row.</summary>
    public static readonly OktellErrorInfo CallProcedureUnreadable = Define("CallProcedureUnreadable", OktellErrorKind.InvalidData,
        "Compare what Invoke-OktellProcedure -Name oktellconnect_calls returns with the table in docs/statistics.md.");

    /// <summary>An option was given that the chosen export format does not have.</summary>
    public static readonly OktellErrorInfo ExportOptionNotForFormat = Define("ExportOptionNotForFormat", OktellErrorKind.InvalidArgument,
        "Leave the option out, or choose -Format Csv.");

    /// <summary>The file to export to exists and was not to be replaced.</summary>
    public static readonly OktellErrorInfo ExportFileExists = Define("ExportFileExists", OktellErrorKind.ResourceExists,
        "Choose another -Path, or leave -NoClobber out to replace the file.");
}
