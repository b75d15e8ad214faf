using System.Net.Http;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OktellConnect.Client;

/// <summary>
/// Decides about the server's certificate: the system's trust, or exactly one thumbprint. Remembers what it refused, so
/// that the error can name the certificate.
/// </summary>
internal sealed class CertificateCheck
{
    private readonly Uri address;
    private readonly string? pinned;
    private string? refusal;
    private string? seen;

    private CertificateCheck(Uri address, string? pinned)
    {
        this.address = address;
        this.pinned = pinned;
    }

    /// <summary>Puts the check into the options of a socket.</summary>
    /// <exception cref="OktellException">The thumbprint is none, or this runtime cannot pin certificates.</exception>
    public static CertificateCheck Attach(ClientWebSocketOptions options, Uri address, string? thumbprint)
    {
        var check = new CertificateCheck(address, thumbprint is null ? null : Normalize(thumbprint));
        if (!TrySetCallback(options, check.Accept) && check.pinned is not null)
        {
            throw new OktellException(OktellErrors.PinningNotSupported,
                "This .NET runtime gives a WebSocket no way to accept one certificate by its thumbprint.", target: address);
        }

        return check;
    }

    /// <summary>Puts the check into a handler for HTTP: what holds for the connection holds there.</summary>
    /// <exception cref="OktellException">The thumbprint is none.</exception>
    public static CertificateCheck Attach(HttpClientHandler handler, Uri address, string? thumbprint)
    {
        var check = new CertificateCheck(address, thumbprint is null ? null : Normalize(thumbprint));
        handler.ServerCertificateCustomValidationCallback = (request, certificate, chain, errors) => check.Accept(request, certificate, chain, errors);
        return check;
    }

    /// <summary>SHA-256 thumbprint of the certificate the server showed; null for ws, or where the runtime shows none.</summary>
    public string? SeenThumbprint => seen;

    /// <summary>The error for a failed connection that failed because of the certificate, or null.</summary>
    public OktellException? Explain(Exception failure)
    {
        if (refusal is null && !IsAuthenticationFailure(failure))
        {
            return null;
        }

        return new CertificateException(
            $"The certificate of {address} is not trusted: {refusal ?? failure.GetBaseException().Message.TrimEnd('.')}.", failure, address, seen);
    }

    private static bool TrySetCallback(ClientWebSocketOptions options, RemoteCertificateValidationCallback callback)
    {
#if NET
        options.RemoteCertificateValidationCallback = callback;
        return true;
#else
        // netstandard2.0 does not declare the property, but every modern runtime that loads this build has it.
        // .NET Framework has not: there the system's trust decides, as it does without a callback.
        var property = typeof(ClientWebSocketOptions).GetProperty("RemoteCertificateValidationCallback");
        property?.SetValue(options, callback);
        return property is not null;
#endif
    }

    private static string Normalize(string thumbprint)
    {
        var hex = new string(thumbprint.Where(character => character is not (':' or '-' or ' ')).ToArray()).ToUpperInvariant();
        return hex.Length is 40 or 64 && hex.All(Uri.IsHexDigit)
            ? hex
            : throw new OktellException(OktellErrors.InvalidThumbprint, "The certificate thumbprint is neither 40 (SHA-1) nor 64 (SHA-256) hexadecimal digits.", target: thumbprint);
    }

    private static bool IsAuthenticationFailure(Exception? failure)
    {
        for (; failure is not null; failure = failure.InnerException)
        {
            if (failure is AuthenticationException or System.Net.WebException { Status: System.Net.WebExceptionStatus.TrustFailure })
            {
                return true;
            }
        }

        return false;
    }

    private bool Accept(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            refusal = "the server sent none";
            return false;
        }

        var bytes = certificate.GetRawCertData();
        var sha256 = seen = Hex(Sha256(bytes));
        if (pinned is null)
        {
            refusal = errors == SslPolicyErrors.None ? null : $"{errors}; its SHA-256 thumbprint is {sha256}";
            return errors == SslPolicyErrors.None;
        }

        var matches = pinned == (pinned.Length == 64 ? sha256 : certificate.GetCertHashString());
        refusal = matches ? null : $"its SHA-256 thumbprint is {sha256}, not the one given";
        return matches;
    }

    private static string Hex(byte[] bytes)
    {
#if NET
        return Convert.ToHexString(bytes);
#else
        return BitConverter.ToString(bytes).Replace("-", "");
#endif
    }

    private static byte[] Sha256(byte[] bytes)
    {
#if NET
        return SHA256.HashData(bytes);
#else
        using var sha = SHA256.Create();
        return sha.ComputeHash(bytes);
#endif
    }
}

/// <summary>A refused certificate, with its thumbprint for whoever wants to pin it.</summary>
internal sealed class CertificateException(string message, Exception inner, Uri address, string? thumbprint)
    : OktellException(OktellErrors.CertificateNotTrusted, message, inner, address)
{
    public string? Thumbprint => thumbprint;
}
