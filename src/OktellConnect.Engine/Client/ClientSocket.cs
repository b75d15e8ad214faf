using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace OktellConnect.Client;

/// <summary>One WebSocket: whole text messages in and out, with limits. One reader and one writer at a time.</summary>
internal sealed class ClientSocket : IDisposable
{
    private const string SubProtocol = "json";

    private readonly ClientWebSocket socket;
    private readonly int maximumMessageBytes;
    private readonly byte[] buffer = new byte[16 * 1024];

    private ClientSocket(ClientWebSocket socket, Uri address, int maximumMessageBytes, string? certificateThumbprint)
    {
        CertificateThumbprint = certificateThumbprint;
        this.socket = socket;
        Address = address;
        this.maximumMessageBytes = maximumMessageBytes;
    }

    public Uri Address { get; }

    public string? CertificateThumbprint { get; }

    /// <summary>Opens the socket with the subprotocol the server demands.</summary>
    /// <exception cref="OktellException">The server cannot be reached, its certificate is not trusted, or it is not an Oktell server.</exception>
    public static async Task<ClientSocket> OpenAsync(Uri address, OktellClientOptions options, CancellationToken cancellation)
    {
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.AddSubProtocol(SubProtocol);
            socket.Options.KeepAliveInterval = Timeout.InfiniteTimeSpan;
            socket.Options.Proxy = options.Proxy is { } proxy ? new WebProxy(proxy) : null;
            var certificate = CertificateCheck.Attach(socket.Options, address, options.CertificateThumbprint);
            try
            {
                await socket.ConnectAsync(address, cancellation).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is WebSocketException or System.Net.Http.HttpRequestException or IOException or InvalidOperationException)
            {
                cancellation.ThrowIfCancellationRequested();
                throw certificate.Explain(failure) ?? new OktellException(OktellErrors.ServerUnreachable,
                    $"{address} could not be reached: {Reason(failure)}.", failure, address);
            }

            if (socket.SubProtocol != SubProtocol)
            {
                throw new OktellException(OktellErrors.NotAnOktellServer,
                    $"{address} speaks WebSocket, but did not agree to the protocol \"{SubProtocol}\".", target: address);
            }

            return new ClientSocket(socket, address, options.MaximumMessageBytes, certificate.SeenThumbprint);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one text message. A failure leaves the socket unusable: question and answer could be out of step.</summary>
    public Task SendAsync(byte[] utf8) =>
        socket.SendAsync(new ArraySegment<byte>(utf8), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);

    /// <summary>The next whole message, or null when the server has closed.</summary>
    /// <exception cref="OktellException">The message is longer than allowed.</exception>
    public async Task<byte[]?> ReceiveAsync(CancellationToken cancellation)
    {
        MemoryStream? longer = null;
        try
        {
            while (true)
            {
                var piece = await socket.ReceiveAsync(new ArraySegment<byte>(buffer), cancellation).ConfigureAwait(false);
                if (piece.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                if (piece.EndOfMessage && longer is null)
                {
                    return CopyOf(piece.Count);
                }

                longer ??= new MemoryStream();
                if (longer.Length + piece.Count > maximumMessageBytes)
                {
                    throw new OktellException(OktellErrors.MessageTooLong,
                        $"{Address} sent a message longer than {maximumMessageBytes} bytes.", target: Address);
                }

                longer.Write(buffer, 0, piece.Count);
                if (piece.EndOfMessage)
                {
                    return longer.ToArray();
                }
            }
        }
        finally
        {
            longer?.Dispose();
        }
    }

    /// <summary>What the server said when it closed, for people; empty where it said nothing.</summary>
    public string CloseReason => socket.CloseStatus is { } status
        ? $" ({(int)status}{(string.IsNullOrEmpty(socket.CloseStatusDescription) ? "" : ": " + Redaction.Clean(socket.CloseStatusDescription!))})"
        : "";

    /// <summary>Says goodbye if the other side listens, without waiting for long.</summary>
    public async Task CloseAsync(CancellationToken cancellation)
    {
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellation).ConfigureAwait(false);
        }
    }

    public void Dispose()
    {
        socket.Abort();
        socket.Dispose();
    }

    private byte[] CopyOf(int count)
    {
        if (count > maximumMessageBytes)
        {
            throw new OktellException(OktellErrors.MessageTooLong,
                $"{Address} sent a message longer than {maximumMessageBytes} bytes.", target: Address);
        }

        var message = new byte[count];
        Array.Copy(buffer, message, count);
        return message;
    }

    // The innermost socket error says "connection refused" or "no such host"; the outer ones only that something failed.
    private static string Reason(Exception failure)
    {
        var inner = failure;
        while (inner.InnerException is { } next && inner is not SocketException)
        {
            inner = next;
        }

        return inner.Message.TrimEnd('.');
    }
}
