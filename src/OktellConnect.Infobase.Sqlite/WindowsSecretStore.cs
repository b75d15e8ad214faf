using System.Security.Cryptography;
using System.Text;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>Windows' data protection: only the Windows user who kept a password can read it.</summary>
#if NET
[System.Runtime.Versioning.SupportedOSPlatform("windows")]
#endif
internal sealed class WindowsSecretStore : SecretStore
{
    private const byte Scheme = 1;

    public override byte[] Conceal(string password, string context) =>
        [Scheme, .. ProtectedData.Protect(Encoding.UTF8.GetBytes(password), Entropy(context), DataProtectionScope.CurrentUser)];

    public override string Reveal(byte[] secret, string context)
    {
        if (secret.Length < 2 || secret[0] != Scheme)
        {
            throw Unreadable();
        }

        try
        {
            return Encoding.UTF8.GetString(ProtectedData.Unprotect(secret.Skip(1).ToArray(), Entropy(context), DataProtectionScope.CurrentUser));
        }
        catch (CryptographicException failure)
        {
            throw Unreadable(failure);
        }
    }

    private static byte[] Entropy(string context) => Encoding.UTF8.GetBytes("OktellConnect:" + context);
}
