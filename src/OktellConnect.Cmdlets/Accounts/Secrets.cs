using System.Net;
using System.Security;

namespace OktellConnect.Cmdlets;

/// <summary>Opens secure texts for the moment they are needed.</summary>
internal static class Secrets
{
    public static string? Open(SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;
}
