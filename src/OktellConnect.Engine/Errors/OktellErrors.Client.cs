namespace OktellConnect;

public static partial class OktellErrors
{
    /// <summary>No connection was given and the runspace has none.</summary>
    public static readonly OktellErrorInfo NotConnected = Define("NotConnected", OktellErrorKind.InvalidOperation,
        "Run Connect-OktellServer first, or pass -Connection.");

    /// <summary>A text is not the address of a server.</summary>
    public static readonly OktellErrorInfo InvalidServerAddress = Define("InvalidServerAddress", OktellErrorKind.InvalidArgument,
        "Give a host, host:port, or a wss:// address without user name and password.");

    /// <summary>A ws:// address without permission.</summary>
    public static readonly OktellErrorInfo UnencryptedRefused = Define("UnencryptedRefused", OktellErrorKind.SecurityError,
        "Use a wss:// address, or allow it with -AllowUnencrypted: then anybody on the way can read what is as good as the password.");

    /// <summary>Nobody listens at the address.</summary>
    public static readonly OktellErrorInfo ServerUnreachable = Define("ServerUnreachable", OktellErrorKind.ConnectionError,
        "Check the host name, the port and the firewall, and that browser connections are switched on in the Oktell server's settings.");

    /// <summary>The server did not answer the first ping, or fell silent.</summary>
    public static readonly OktellErrorInfo ServerSilent = Define("ServerSilent", OktellErrorKind.OperationTimeout,
        "Check that the port is that of the Oktell web server and that its service is not hanging; a slow line may need a longer OpenTimeout.");

    /// <summary>The other side is not an Oktell server.</summary>
    public static readonly OktellErrorInfo NotAnOktellServer = Define("NotAnOktellServer", OktellErrorKind.ProtocolError,
        "Check host and port: another program answers there.");

    /// <summary>The certificate is neither trusted by the system nor the pinned one.</summary>
    public static readonly OktellErrorInfo CertificateNotTrusted = Define("CertificateNotTrusted", OktellErrorKind.SecurityError,
        "Install the server's certificate as trusted, or, after comparing its thumbprint on the server itself, pass it as -CertificateThumbprint.");

    /// <summary>A thumbprint that is none.</summary>
    public static readonly OktellErrorInfo InvalidThumbprint = Define("InvalidThumbprint", OktellErrorKind.InvalidArgument,
        "Give the SHA-1 or SHA-256 thumbprint as hexadecimal digits; colons, spaces and hyphens may stand between them.");

    /// <summary>The runtime cannot pin certificates.</summary>
    public static readonly OktellErrorInfo PinningNotSupported = Define("PinningNotSupported", OktellErrorKind.NotInstalled,
        "Use PowerShell 7, or install the server's certificate as trusted on this computer.");

    /// <summary>Login or password is wrong; the server does not tell which.</summary>
    public static readonly OktellErrorInfo WrongPassword = Define("WrongPassword", OktellErrorKind.AuthenticationError,
        "Check login and password; it was tried once and is not tried again, as a PBX may lock users out.");

    /// <summary>The password has characters that Oktell's clients cannot send.</summary>
    public static readonly OktellErrorInfo PasswordNotSupported = Define("PasswordNotSupported", OktellErrorKind.InvalidArgument,
        "Choose a password of ASCII characters and Russian letters.");

    /// <summary>The user works through the desktop client.</summary>
    public static readonly OktellErrorInfo DesktopClientActive = Define("DesktopClientActive", OktellErrorKind.AuthenticationError,
        "Close the Oktell desktop client of this user, or connect as another user.");

    /// <summary>The licence allows no further user.</summary>
    public static readonly OktellErrorInfo LicenceLimit = Define("LicenceLimit", OktellErrorKind.ConnectionError,
        "Let another user disconnect, or extend the Oktell licence.");

    /// <summary>The Oktell service is starting.</summary>
    public static readonly OktellErrorInfo ServiceStarting = Define("ServiceStarting", OktellErrorKind.ConnectionError,
        "Wait until the Oktell service has started and try again.");

    /// <summary>A session id was not accepted.</summary>
    public static readonly OktellErrorInfo SessionRejected = Define("SessionRejected", OktellErrorKind.AuthenticationError,
        "Connect again with login and password.");

    /// <summary>The server refused the login for another reason.</summary>
    public static readonly OktellErrorInfo LoginRefused = Define("LoginRefused", OktellErrorKind.AuthenticationError,
        "Look the reason up on the server, with the number and text it gave.");

    /// <summary>The server is older than what the client needs.</summary>
    public static readonly OktellErrorInfo ServerTooOld = Define("ServerTooOld", OktellErrorKind.ConnectionError,
        "Update the Oktell server.");

    /// <summary>A reply lacks what it must have.</summary>
    public static readonly OktellErrorInfo UnexpectedReply = Define("UnexpectedReply", OktellErrorKind.ProtocolError,
        "Check the server's version; a newer server may answer differently.");

    /// <summary>A request was not answered in time.</summary>
    public static readonly OktellErrorInfo RequestTimeout = Define("RequestTimeout", OktellErrorKind.OperationTimeout,
        "Read the state again before repeating what changes something; a busy server may need a longer RequestTimeout.");

    /// <summary>The connection broke while a request was under way, or is not open.</summary>
    public static readonly OktellErrorInfo ConnectionLost = Define("ConnectionLost", OktellErrorKind.ConnectionError,
        "Check the network and the server; read the state again before repeating what changes something.");

    /// <summary>The connection was closed by its owner.</summary>
    public static readonly OktellErrorInfo ConnectionClosed = Define("ConnectionClosed", OktellErrorKind.InvalidOperation,
        "Connect again with Connect-OktellServer.");

    /// <summary>The server answered that it will not do it.</summary>
    public static readonly OktellErrorInfo RequestRefused = Define("RequestRefused", OktellErrorKind.InvalidOperation,
        "Look at the server's reason; it may be a missing right or a wrong parameter.");

    /// <summary>A message of the server is longer than allowed.</summary>
    public static readonly OktellErrorInfo MessageTooLong = Define("MessageTooLong", OktellErrorKind.ProtocolError,
        "Ask for less at once, or raise the limit with New-OktellConnectionOption -MaximumMessageSize.");

    /// <summary>No secret vault commands.</summary>
    public static readonly OktellErrorInfo SecretManagementMissing = Define("SecretManagementMissing", OktellErrorKind.NotInstalled,
        "Install the module Microsoft.PowerShell.SecretManagement and register a vault, or pass -Credential.");

    /// <summary>A secret that is no credential.</summary>
    public static readonly OktellErrorInfo SecretNotCredential = Define("SecretNotCredential", OktellErrorKind.InvalidArgument,
        "Store a PSCredential (login and password) under that name, or pass -Credential.");

    /// <summary>A parameter value that cannot be written as JSON.</summary>
    public static readonly OktellErrorInfo UnsupportedParameterValue = Define("UnsupportedParameterValue", OktellErrorKind.InvalidArgument,
        "Use text, numbers, true and false, dates, GUIDs, hash tables and arrays of these.");

    /// <summary>A name that is no method.</summary>
    public static readonly OktellErrorInfo InvalidMethodName = Define("InvalidMethodName", OktellErrorKind.InvalidArgument,
        "Give the server's method name: letters, digits and underscores.");

    /// <summary>The server does not allow the stored procedure.</summary>
    public static readonly OktellErrorInfo ProcedureNotAllowed = Define("ProcedureNotAllowed", OktellErrorKind.PermissionDenied,
        "Have the procedure allowed for web clients on the Oktell server, then connect again.");

    /// <summary>A stored procedure failed.</summary>
    public static readonly OktellErrorInfo ProcedureFailed = Define("ProcedureFailed", OktellErrorKind.InvalidOperation,
        "Check the procedure's parameters and the server's log.");
}
