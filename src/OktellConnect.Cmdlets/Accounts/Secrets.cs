using System.Net;
using System.Security;
using OktellConnect.Client;

namespace OktellConnect.Cmdlets;

/// <summary>Opens secure texts for the moment they are needed.</summary>
internal static class Secrets
{
    /// <summary>The hashes of a password, which are all that goes any further.</summary>
    /// <exception cref="OktellException">PasswordNotSupported.</exception>
    public static OktellCredential Hash(string login, SecureString password) => new(login, Open(password) ?? "");

    public static string? Open(SecureString? secret) => secret is null ? null : new NetworkCredential("", secret).Password;
}
