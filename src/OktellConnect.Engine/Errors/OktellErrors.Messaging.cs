namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>A message without text.</summary>
    public static readonly OktellErrorInfo MessageEmpty = Define("MessageEmpty", OktellErrorKind.InvalidArgument,
        "Give a text that is more than blanks.");

    /// <summary>A text longer than what is sent.</summary>
    public static readonly OktellErrorInfo MessageTextTooLong = Define("MessageTextTooLong", OktellErrorKind.InvalidArgument,
        "Send a shorter text, or put the long one into a file and send that with Send-OktellFile.");

    /// <summary>A message for nobody.</summary>
    public static readonly OktellErrorInfo MessageRecipientMissing = Define("MessageRecipientMissing", OktellErrorKind.InvalidArgument,
        "Name at least one user; see Get-OktellUser.");

    /// <summary>The server would not take a message.</summary>
    public static readonly OktellErrorInfo MessageRefused = Define("MessageRefused", OktellErrorKind.PermissionDenied,
        "Look at the server's reason; the right to send messages may be missing for this user.");

    /// <summary>The file for the message history cannot be read or written.</summary>
    public static readonly OktellErrorInfo MessageHistoryUnusable = Define("MessageHistoryUnusable", OktellErrorKind.WriteError,
        "Name a file in a folder of your own that can be written, with New-OktellConnectionOption -MessageHistoryPath.");

    /// <summary>A custom event without a name.</summary>
    public static readonly OktellErrorInfo CustomEventNameMissing = Define("CustomEventNameMissing", OktellErrorKind.InvalidArgument,
        "Give the name that the receivers listen for.");
}
