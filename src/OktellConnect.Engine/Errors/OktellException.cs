namespace OktellConnect;

/// <summary>
/// The one exception for failures a caller can do something about: it carries a catalogued error and, in the message, what
/// exactly went wrong and where. Messages never hold passwords, hashes or session ids.
/// </summary>
public class OktellException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="error">The catalogued error.</param>
    /// <param name="message">What went wrong, naming the file with line and column, or the parameter, or the server; one sentence.</param>
    /// <param name="inner">The cause, kept for diagnosis.</param>
    /// <param name="target">What the failure is about, for PowerShell's TargetObject; null where the message says all.</param>
    public OktellException(OktellErrorInfo error, string message, Exception? inner = null, object? target = null)
        : base($"{message} {error.Advice}", inner)
    {
        Error = error;
        Target = target;
        Summary = message;
    }

    /// <summary>What went wrong, without the advice: for reasons inside other messages.</summary>
    public string Summary { get; }

    /// <summary>The catalogued error.</summary>
    public OktellErrorInfo Error { get; }

    /// <summary>What the failure is about, or null.</summary>
    public object? Target { get; }
}
