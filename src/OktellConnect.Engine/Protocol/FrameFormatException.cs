namespace OktellConnect.Protocol;

/// <summary>A message that is not a frame of the protocol. The text says what is wrong and never quotes the message.</summary>
public sealed class FrameFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public FrameFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }

    /// <summary>Whether the message is longer than allowed, which ends the connection; everything else costs the message only.</summary>
    public bool IsTooLong { get; init; }
}
