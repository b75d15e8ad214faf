using OktellConnect.Protocol;

namespace OktellConnect.Client;

/// <summary>A request that did not end with a good reply. Says whether it may have been carried out.</summary>
public sealed class OktellRequestException : OktellException
{
    internal OktellRequestException(OktellErrorInfo error, string message, string method, bool wasSent, long? serverError = null, string? serverMessage = null, Exception? inner = null)
        : base(error, message, inner, method)
    {
        Method = method;
        WasSent = wasSent;
        ServerError = serverError;
        ServerMessage = serverMessage;
    }

    /// <summary>Why the request ended.</summary>
    public RequestEndReason Reason =>
        Error == OktellErrors.RequestRefused ? RequestEndReason.Refused
        : Error == OktellErrors.ConnectionClosed ? RequestEndReason.ConnectionClosed
        : !WasSent ? RequestEndReason.NotSent
        : Error == OktellErrors.RequestTimeout ? RequestEndReason.TimedOut
        : RequestEndReason.ConnectionLost;

    /// <summary>The method's name.</summary>
    public string Method { get; }

    /// <summary>Whether the request went out, whole or in part. A request that did not is known not to have been carried out.</summary>
    public bool WasSent { get; }

    /// <summary>
    /// Whether the server may have carried the request out without us knowing: it was sent, it changes something, and no reply
    /// came. Read the state again and compare before repeating it.
    /// </summary>
    public bool IsOutcomeUnknown => WasSent && Error != OktellErrors.RequestRefused && MethodCatalog.CategoryOf(Method) != RepeatCategory.Read;

    /// <summary>The server's error number, where it gave one.</summary>
    public long? ServerError { get; }

    /// <summary>The server's error text, where it gave one; anything that looks like a secret is struck out.</summary>
    public string? ServerMessage { get; }
}
