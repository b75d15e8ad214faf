namespace OktellConnect;

/// <summary>
/// The one exception for failures a caller can do something about: it carries a catalogued error and, in the message, what
/// exactly went wrong and where. Messages never hold passwords, hashes or session ids.
/// </summary>
public class OktellException : Exception
{
    /// <summary>Longest message shown whole: it may hold a text that somebody gave, which may be a whole file.</summary>
    private const int LongestMessage = 4000;

    /// <summary>Creates the exception.</summary>
    /// <param name="error">The catalogued error.</param>
    /// <param name="message">What went wrong, naming the file with line and column, or the parameter, or the server; one sentence.</param>
    /// <param name="inner">The cause, kept for diagnosis.</param>
    /// <param name="target">What the failure is about, for PowerShell's TargetObject; null where the message says all.</param>
    public OktellException(OktellErrorInfo error, string message, Exception? inner = null, object? target = null)
        : base($"{Shortened(message)} {error.Advice}", inner)
    {
        Error = error;
        Target = target;
        Summary = Shortened(message);
    }

    /// <summary>What went wrong, without the advice: for reasons inside other messages.</summary>
    public string Summary { get; }

    /// <summary>The catalogued error.</summary>
    public OktellErrorInfo Error { get; }

    /// <summary>What the failure is about, or null.</summary>
    public object? Target { get; }

    // Beginning and end stay: what it is about, and what is wrong with it.
    private static string Shortened(string message) => message.Length <= LongestMessage
        ? message
        : $"{Whole(message.Substring(0, LongestMessage / 2))}… ({message.Length} characters) …{Whole(message.Substring(message.Length - (LongestMessage / 4)))}";

    // A cut may go through a character of two halves.
    private static string Whole(string piece) => char.IsHighSurrogate(piece[piece.Length - 1]) ? piece.Substring(0, piece.Length - 1) : char.IsLowSurrogate(piece[0]) ? piece.Substring(1) : piece;
}
