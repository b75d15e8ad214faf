using System.Runtime.InteropServices;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>
/// Encrypts the passwords an infobase keeps (docs/infobase.md, "Secrets"): with the Windows user's data protection key, or with a key
/// file where there is no such thing or one is named. What it makes begins with a byte that says which.
/// </summary>
internal abstract class SecretStore
{
    /// <summary>Names a key file to use instead of this user's own, on every system: for services and shared infobases.</summary>
    public const string KeyFileVariable = "OKTELLCONNECT_KEY_FILE";

    /// <summary>The store that fits the system and the environment.</summary>
    public static SecretStore ForThisUser()
    {
        var named = Environment.GetEnvironmentVariable(KeyFileVariable);
        if (!string.IsNullOrWhiteSpace(named))
        {
            return new KeyFileSecretStore(Path.GetFullPath(named));
        }

        return RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? new WindowsSecretStore() : new KeyFileSecretStore(KeyFile.DefaultPath());
    }

    /// <summary>Encrypts a password.</summary>
    /// <param name="password">The password.</param>
    /// <param name="context">Where it is kept; the same is needed to read it.</param>
    public abstract byte[] Conceal(string password, string context);

    /// <summary>Decrypts what <see cref="Conceal"/> made.</summary>
    /// <exception cref="OktellException">SecretUnreadable, SecretKeyMissing, SecretKeyExposed.</exception>
    public abstract string Reveal(byte[] secret, string context);

    private protected static OktellException Unreadable(Exception? inner = null) =>
        new(OktellErrors.SecretUnreadable, "A kept password cannot be decrypted.", inner);
}
