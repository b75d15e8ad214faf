namespace OktellConnect;

/// <summary>What kind of failure an error is. The names are those of PowerShell's error categories, so that every face agrees.</summary>
public enum OktellErrorKind
{
    /// <summary>Server or service cannot be reached or refuses to serve.</summary>
    ConnectionError,

    /// <summary>No answer in time.</summary>
    OperationTimeout,

    /// <summary>Login refused.</summary>
    AuthenticationError,

    /// <summary>Certificate or encryption refused.</summary>
    SecurityError,

    /// <summary>The signed-in user may not do this.</summary>
    PermissionDenied,

    /// <summary>A parameter's value is wrong.</summary>
    InvalidArgument,

    /// <summary>Data from a file or a server is wrong.</summary>
    InvalidData,

    /// <summary>The state of things does not allow this now.</summary>
    InvalidOperation,

    /// <summary>What was named does not exist.</summary>
    ObjectNotFound,

    /// <summary>What was to be made exists already.</summary>
    ResourceExists,

    /// <summary>Something this needs is not installed or not available.</summary>
    NotInstalled,

    /// <summary>Reading failed.</summary>
    ReadError,

    /// <summary>Writing failed.</summary>
    WriteError,

    /// <summary>The other side broke the protocol.</summary>
    ProtocolError,
}

/// <summary>One error that scripts may react to: its identity never changes. Listed for people in docs/errors.md.</summary>
/// <param name="Id">Stable identity, for example <c>WrongPassword</c>; the first part of PowerShell's FullyQualifiedErrorId.</param>
/// <param name="Kind">Its category.</param>
/// <param name="Advice">What to do about it, as a sentence.</param>
public sealed record OktellErrorInfo(string Id, OktellErrorKind Kind, string Advice);
