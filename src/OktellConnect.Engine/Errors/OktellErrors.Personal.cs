namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>A text that is no number to redirect to.</summary>
    public static readonly OktellErrorInfo RedirectNumberInvalid = Define("RedirectNumberInvalid", OktellErrorKind.InvalidArgument,
        "Give a number of the plan, or an outside number as it is dialled; remove the rule with Remove-OktellRedirect.");

    /// <summary>A redirect rule that does not exist.</summary>
    public static readonly OktellErrorInfo RedirectNotFound = Define("RedirectNotFound", OktellErrorKind.ObjectNotFound,
        "List the rules with Get-OktellRedirect.");

    /// <summary>The server accepted a redirect rule, but does not show it.</summary>
    public static readonly OktellErrorInfo RedirectNotSaved = Define("RedirectNotSaved", OktellErrorKind.InvalidOperation,
        "Look at the rules with Get-OktellRedirect; the server may allow this number to no redirect.");

    /// <summary>The old password is not the one that counts.</summary>
    public static readonly OktellErrorInfo OldPasswordWrong = Define("OldPasswordWrong", OktellErrorKind.AuthenticationError,
        "Give the password that counts now; it was tried once and is not tried again.");

    /// <summary>The server would not change the password.</summary>
    public static readonly OktellErrorInfo PasswordChangeRefused = Define("PasswordChangeRefused", OktellErrorKind.InvalidOperation,
        "Look at the server's reason; it may want another password, or users may not change theirs.");

    /// <summary>An empty new password.</summary>
    public static readonly OktellErrorInfo NewPasswordEmpty = Define("NewPasswordEmpty", OktellErrorKind.InvalidArgument,
        "Choose a password.");

    /// <summary>The new password was typed in two ways.</summary>
    public static readonly OktellErrorInfo NewPasswordsDiffer = Define("NewPasswordsDiffer", OktellErrorKind.InvalidArgument,
        "Run the command again and type the new password twice alike.");

    /// <summary>A file that can be no photo.</summary>
    public static readonly OktellErrorInfo PhotoNotSupported = Define("PhotoNotSupported", OktellErrorKind.InvalidArgument,
        "Give a jpg, jpeg, gif or png file.");

    /// <summary>A file longer than what is sent.</summary>
    public static readonly OktellErrorInfo UploadTooLarge = Define("UploadTooLarge", OktellErrorKind.InvalidArgument,
        "Send a shorter file, or bring it to the server in another way.");

    /// <summary>The server's HTTP side would not take a file.</summary>
    public static readonly OktellErrorInfo UploadRefused = Define("UploadRefused", OktellErrorKind.InvalidOperation,
        "Look at the status and the server's reason; the right to upload may be missing, or the file is too long for the server.");

    /// <summary>A file was sent and what became of it is not known.</summary>
    public static readonly OktellErrorInfo UploadOutcomeUnknown = Define("UploadOutcomeUnknown", OktellErrorKind.ConnectionError,
        "Look on the server whether the file is there before sending it again.");

    /// <summary>No setting of that name.</summary>
    public static readonly OktellErrorInfo SettingNotFound = Define("SettingNotFound", OktellErrorKind.ObjectNotFound,
        "List the settings with Get-OktellSetting.");

    /// <summary>A setting that cannot be written.</summary>
    public static readonly OktellErrorInfo SettingNotWritable = Define("SettingNotWritable", OktellErrorKind.InvalidOperation,
        "See Get-OktellSetting for what can be written, and how the others are changed.");

    /// <summary>A value that a setting cannot have.</summary>
    public static readonly OktellErrorInfo SettingValueInvalid = Define("SettingValueInvalid", OktellErrorKind.InvalidArgument,
        "Give a value of the kind the message names.");

    /// <summary>The customer's procedure for settings returned something else than its table.</summary>
    public static readonly OktellErrorInfo SettingsUnreadable = Define("SettingsUnreadable", OktellErrorKind.InvalidData,
        "Compare what Invoke-OktellProcedure -Name oktellconnect_settings returns with the table in docs/protocol.md.");
}
