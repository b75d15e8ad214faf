namespace OktellConnect.Client;

/// <summary>Why a request ended without a good reply. One that its caller cancelled ends as a cancellation instead.</summary>
public enum RequestEndReason
{
    /// <summary>The server answered that it will not do it.</summary>
    Refused,

    /// <summary>It was sent and no reply came in time.</summary>
    TimedOut,

    /// <summary>It was sent, at least in part, and the connection was lost before its reply.</summary>
    ConnectionLost,

    /// <summary>The connection was closed by its owner.</summary>
    ConnectionClosed,

    /// <summary>It was never sent: the connection was not open, was lost before its turn came, or too many others were waiting.</summary>
    NotSent,
}
