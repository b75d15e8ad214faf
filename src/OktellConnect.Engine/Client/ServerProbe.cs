namespace OktellConnect.Client;

/// <summary>What a server showed without a login. Immutable.</summary>
public sealed record ServerTestResult
{
    /// <summary>The address that was tried.</summary>
    public required Uri Server { get; init; }

    /// <summary>Whether an Oktell server answered a ping there.</summary>
    public bool Reachable { get; init; }

    /// <summary>The WebSocket subprotocol agreed on; null where none was.</summary>
    public string? Protocol { get; init; }

    /// <summary>Whether the address is encrypted.</summary>
    public bool Encrypted { get; init; }

    /// <summary>SHA-256 thumbprint of the server's certificate, also where it is not trusted; null without encryption.</summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>Time from the ping to its answer, or null.</summary>
    public TimeSpan? Latency { get; init; }

    /// <summary>The server's version. Servers tell it only after a login, so it is null.</summary>
    public string? Version { get; init; }

    /// <summary>Id of the error where the server is not usable, or null.</summary>
    public string? ErrorId { get; init; }

    /// <summary>What is wrong, or null.</summary>
    public string? Reason { get; init; }
}

/// <summary>Tries a server without logging in.</summary>
public static class ServerProbe
{
    /// <summary>Opens a connection, pings once and closes.</summary>
    /// <param name="server">Address or host name.</param>
    /// <param name="options">How to connect and wait.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>What was seen; a server that is not usable is a result, not an error.</returns>
    /// <exception cref="OktellException">The text is no address, an unencrypted address is not allowed, or the thumbprint is none.</exception>
    public static async Task<ServerTestResult> TestAsync(string server, OktellClientOptions options, CancellationToken cancellation)
    {
        var address = ServerAddress.Parse(server, options.AllowUnencrypted);
        var result = new ServerTestResult { Server = address, Encrypted = address.Scheme == "wss" };
        try
        {
            var winner = await ServerRace.RunAsync([address], options, cancellation).ConfigureAwait(false);
            using var socket = winner.Socket;
            return result with { Reachable = true, Protocol = "json", Latency = winner.Latency, CertificateThumbprint = socket.CertificateThumbprint };
        }
        catch (OktellException failure) when (failure.Error.Kind != OktellErrorKind.InvalidArgument)
        {
            return result with
            {
                ErrorId = failure.Error.Id,
                Reason = failure.Summary,
                CertificateThumbprint = (failure as CertificateException)?.Thumbprint,
            };
        }
    }
}
