namespace OktellConnect.Client;

/// <summary>
/// How a client connects and waits. One immutable record for every face; each property says its default and what happens at the limit.
/// </summary>
public sealed record OktellClientOptions
{
    private readonly Uri? proxy;

    /// <summary>How long a server may take to accept and answer the first ping. Default 10 s, as in the vendor's client.</summary>
    public TimeSpan OpenTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a request may wait for its reply. Default 20 s, as in the vendor's client. Then the request ends as unknown, never as failed.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a stored procedure may run. Default 5 minutes: the vendor's client sets no limit there, and reports take their time.</summary>
    public TimeSpan ProcedureTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Pause between keep-alive pings. Default 15 s, as in the vendor's client.</summary>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>Allows ws:// addresses, whose traffic (password-equivalent hashes included) anybody on the way can read. Default false.</summary>
    public bool AllowUnencrypted { get; init; }

    /// <summary>SHA-256 or SHA-1 thumbprint of the only certificate to accept, hex with or without separators; null for the system's trust.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>HTTP proxy for the connection, or null for none.</summary>
    /// <exception cref="OktellException">The address holds a user name or a password, which would be shown with the options.</exception>
    public Uri? Proxy
    {
        get => proxy;
        init => proxy = value is { IsAbsoluteUri: true, UserInfo.Length: > 0 }
            ? throw new OktellException(OktellErrors.InvalidServerAddress, "The address of a proxy must not hold a user name or a password.")
            : value;
    }

    /// <summary>Longest message accepted, in bytes, put together from multipart where it came so. Default 64 MiB; a longer one ends the connection.</summary>
    public int MaximumMessageBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Most requests waiting for replies at once. Default 256; a further one waits for its turn.</summary>
    public int MaximumRequestsInFlight { get; init; } = 256;

    /// <summary>Most events buffered for one slow reader. Default 10,000; then the oldest are dropped and the reader is told how many.</summary>
    public int EventBufferCapacity { get; init; } = 10_000;

    /// <summary>
    /// Entries of the journal kept in memory. Default 1,000, and never more than 4 MiB of messages; then the oldest are forgotten. 0 keeps none.
    /// </summary>
    public int JournalCapacity { get; init; } = 1000;

    /// <summary>What becomes of requests while the connection is being opened again. Default: they wait.</summary>
    public DisconnectedRequests WhileDisconnected { get; init; } = DisconnectedRequests.Wait;

    /// <summary>Whether a lost connection is opened again. Default true.</summary>
    public bool Reconnect { get; init; } = true;

    /// <summary>Full path of a file that keeps the text messages sent and received, readable by its owner only; null (default) keeps them in memory alone.</summary>
    public string? MessageHistoryPath { get; init; }

    /// <summary>Clock for every wait; tests inject their own.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
