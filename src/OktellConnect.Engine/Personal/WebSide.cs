using System.Net;
using System.Net.Http;
using OktellConnect.Client;
using OktellConnect.Protocol;

namespace OktellConnect.Personal;

/// <summary>
/// The HTTP side of the server a client is connected to (docs/protocol.md, "HTTP side"): its addresses, and clients for it that trust what
/// the connection trusts. Thread-safe.
/// </summary>
internal sealed class WebSide(OktellClient client, ServerVersion version)
{
    // Replies here are short texts.
    private const int LongestReply = 1024 * 1024;

    /// <summary>
    /// The addresses to try, each with a slash at its end: host and port of the WebSocket, then the port that <c>getversion</c> tells.
    /// Encrypted where the connection is.
    /// </summary>
    public IReadOnlyList<Uri> Addresses
    {
        get
        {
            var server = client.Server;
            var own = new UriBuilder(server.Scheme == "wss" ? "https" : "http", server.Host, server.Port).Uri;
            return version.WebServerPort is > 0 and <= 65535 and var port && port != server.Port
                ? [own, new UriBuilder(own) { Port = port }.Uri]
                : [own];
        }
    }

    /// <summary>A link as the server gives it, as an address; null where there is none. It is put behind the address as it is, as the vendor's client does.</summary>
    public Uri? Absolute(string? link)
    {
        if (string.IsNullOrWhiteSpace(link))
        {
            return null;
        }

        if (link!.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || link.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(link, UriKind.Absolute, out var elsewhere) ? elsewhere : null;
        }

        // The slash must stand between them: ":80" and "@elsewhere" would make another host.
        return Uri.TryCreate(Addresses[0].GetLeftPart(UriPartial.Authority) + "/" + (link[0] == '/' ? link.Substring(1) : link), UriKind.Absolute, out var address) ? address : null;
    }

    /// <summary>A client for one address, with the connection's proxy and its rule for certificates. It follows no redirects: a password may be in the address.</summary>
    public HttpClient Open(Uri address, out CertificateCheck certificate)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = client.Options.Proxy is not null,
            Proxy = client.Options.Proxy is { } proxy ? new WebProxy(proxy) : null,
        };
        certificate = CertificateCheck.Attach(handler, address, client.Options.CertificateThumbprint);
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestReply };
    }
}
