namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>No infobase was given and the runspace has none, or the one given is closed.</summary>
    public static readonly OktellErrorInfo InfobaseNotConnected = Define("InfobaseNotConnected", OktellErrorKind.InvalidOperation,
        "Run Connect-OktellInfobase first, or pass -Infobase.");

    /// <summary>A region code that the numbering plans do not know.</summary>
    public static readonly OktellErrorInfo UnknownRegion = Define("UnknownRegion", OktellErrorKind.InvalidArgument,
        "Pass a two-letter country code in capitals, for example RU or KZ.");

    /// <summary>Lengths of internal numbers that are not possible.</summary>
    public static readonly OktellErrorInfo InternalLengthWrong = Define("InternalLengthWrong", OktellErrorKind.InvalidArgument,
        "Pass a smallest length of at least 1 and a greatest one of at most 6.");

    /// <summary>The folder in which an infobase was to be opened or created does not exist.</summary>
    public static readonly OktellErrorInfo InfobaseFolderMissing = Define("InfobaseFolderMissing", OktellErrorKind.ObjectNotFound,
        "Create the folder, or correct the path.");

    /// <summary>The file is something else than an embedded infobase.</summary>
    public static readonly OktellErrorInfo InfobaseNotAnInfobase = Define("InfobaseNotAnInfobase", OktellErrorKind.InvalidData,
        "Name a file made by Connect-OktellInfobase, or a name that does not exist yet. The file was left as it was.");

    /// <summary>The infobase was written by a newer version of the program.</summary>
    public static readonly OktellErrorInfo InfobaseTooNew = Define("InfobaseTooNew", OktellErrorKind.InvalidOperation,
        "Update OktellConnect, or open a copy made by this version. The file was left as it was.");

    /// <summary>Another process holds the infobase.</summary>
    public static readonly OktellErrorInfo InfobaseLocked = Define("InfobaseLocked", OktellErrorKind.OperationTimeout,
        "Wait until the other program has finished its changes, or end it, and repeat the command. Nothing was changed.");

    /// <summary>The infobase is damaged.</summary>
    public static readonly OktellErrorInfo InfobaseCorrupt = Define("InfobaseCorrupt", OktellErrorKind.InvalidData,
        "Restore the file from a backup, or export what can still be read into a new infobase.");

    /// <summary>The infobase cannot be written to.</summary>
    public static readonly OktellErrorInfo InfobaseReadOnly = Define("InfobaseReadOnly", OktellErrorKind.PermissionDenied,
        "Remove the write protection of the file and its folder, or copy the infobase to a place that can be written to.");

    /// <summary>The operating system refuses access to the infobase file.</summary>
    public static readonly OktellErrorInfo InfobaseAccessDenied = Define("InfobaseAccessDenied", OktellErrorKind.PermissionDenied,
        "Give the account that runs this command the right to read and write the file and its folder.");

    /// <summary>The operating system failed to read or write the infobase file.</summary>
    public static readonly OktellErrorInfo InfobaseIoFailed = Define("InfobaseIoFailed", OktellErrorKind.WriteError,
        "Check the disk or the network drive, and repeat the command. Nothing was half-applied.");

    /// <summary>A group of changes is open on this infobase object already.</summary>
    public static readonly OktellErrorInfo InfobaseBusy = Define("InfobaseBusy", OktellErrorKind.InvalidOperation,
        "Let the command that is changing the infobase end first (collect its output in a variable), or open a second connection with Connect-OktellInfobase.");

    /// <summary>The key that kept passwords are encrypted with is not there.</summary>
    public static readonly OktellErrorInfo SecretKeyMissing = Define("SecretKeyMissing", OktellErrorKind.ObjectNotFound,
        "Restore the key file, or name it in the environment variable OKTELLCONNECT_KEY_FILE, or set the passwords again with Set-OktellAccount.");

    /// <summary>A kept password cannot be decrypted.</summary>
    public static readonly OktellErrorInfo SecretUnreadable = Define("SecretUnreadable", OktellErrorKind.SecurityError,
        "Use the key file (or on Windows the user account) that the password was kept with, or set the password again with Set-OktellAccount.");

    /// <summary>The key file can be read or written by everybody.</summary>
    public static readonly OktellErrorInfo SecretKeyExposed = Define("SecretKeyExposed", OktellErrorKind.SecurityError,
        "Take the rights of others away (chmod o-rwx), and change the passwords if somebody may have read the key.");

    /// <summary>No account has the user, login or reference that was named.</summary>
    public static readonly OktellErrorInfo AccountNotFound = Define("AccountNotFound", OktellErrorKind.ObjectNotFound,
        "See Get-OktellAccount for the accounts there are.");

    /// <summary>A new account's user has one already.</summary>
    public static readonly OktellErrorInfo AccountExists = Define("AccountExists", OktellErrorKind.ResourceExists,
        "Change the account with Set-OktellAccount.");

    /// <summary>Several accounts fit the name.</summary>
    public static readonly OktellErrorInfo AccountAmbiguous = Define("AccountAmbiguous", OktellErrorKind.InvalidArgument,
        "Name the account by its login or by the user's reference.");

    /// <summary>Two users would have the same Oktell login.</summary>
    public static readonly OktellErrorInfo LoginTaken = Define("LoginTaken", OktellErrorKind.ResourceExists,
        "Give every user a login of his own. Nothing was changed.");

    /// <summary>A text given as a number is none, or is more than one.</summary>
    public static readonly OktellErrorInfo NumberNotUnderstood = Define("NumberNotUnderstood", OktellErrorKind.InvalidArgument,
        "Write an outside number with its area code (+7 for Russia), or an internal one as plain digits.");

    /// <summary>Type, identifier and name do not make an object a number can belong to.</summary>
    public static readonly OktellErrorInfo ObjectNotUnderstood = Define("ObjectNotUnderstood", OktellErrorKind.InvalidArgument,
        "Pass -ObjectType such as СправочникСсылка.Контрагенты with -ObjectId, or -Text.");

    /// <summary>The map has no such entry.</summary>
    public static readonly OktellErrorInfo NumberMapEntryNotFound = Define("NumberMapEntryNotFound", OktellErrorKind.ObjectNotFound,
        "See what there is with Find-OktellNumberMap or Get-OktellNumberMap.");

    /// <summary>A role that is neither of the two.</summary>
    public static readonly OktellErrorInfo RoleUnknown = Define("RoleUnknown", OktellErrorKind.InvalidArgument,
        "Use Administrator (Oktell_Администратор) or User (Oktell_Пользователь).");

    /// <summary>An account's value that cannot be kept.</summary>
    public static readonly OktellErrorInfo AccountInvalid = Define("AccountInvalid", OktellErrorKind.InvalidArgument,
        "Correct the parameter's value.");
}
