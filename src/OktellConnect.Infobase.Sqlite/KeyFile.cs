using System.Security.Cryptography;
using System.Text;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>The key of kept passwords: 64 random bytes as Base64 in a file that only its owner can read.</summary>
internal sealed class KeyFile
{
    /// <summary>Length of <see cref="Mark"/> in bytes.</summary>
    public const int MarkLength = 8;

    private const int KeyLength = 32;
    private readonly byte[] bytes;

    private KeyFile(byte[] bytes)
    {
        this.bytes = bytes;
#if NET
        var digest = SHA256.HashData(bytes);
#else
        using var hash = SHA256.Create();
        var digest = hash.ComputeHash(bytes);
#endif
        Mark = digest.Take(MarkLength).ToArray();
    }

    public byte[] EncryptionKey => bytes.Take(KeyLength).ToArray();

    public byte[] AuthenticationKey => bytes.Skip(KeyLength).ToArray();

    /// <summary>Tells keys apart without telling anything about them.</summary>
    public byte[] Mark { get; }

    /// <summary>Where a user's key file is: the folder for data of this user on this machine.</summary>
    public static string DefaultPath()
    {
        var folder = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return folder.Length > 0
            ? Path.Combine(folder, "OktellConnect", "infobase.key")
            : throw new OktellException(OktellErrors.SecretKeyMissing, "This user account has no folder for its data, so no key file can be kept there.");
    }

    /// <summary>Reads the key.</summary>
    /// <exception cref="OktellException">SecretKeyMissing, SecretUnreadable, SecretKeyExposed.</exception>
    public static KeyFile Read(string path)
    {
        string text;
        try
        {
            text = File.ReadAllText(path, Encoding.ASCII);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new OktellException(OktellErrors.SecretKeyMissing, $"The key file '{path}' does not exist.", failure, path);
        }
        catch (Exception failure) when (failure is UnauthorizedAccessException or IOException)
        {
            throw new OktellException(OktellErrors.SecretUnreadable, $"The key file '{path}' cannot be read.", failure, path);
        }

        PrivateFile.ThrowIfExposed(path);
        byte[] bytes;
        try
        {
            bytes = Convert.FromBase64String(text.Trim());
        }
        catch (FormatException)
        {
            bytes = [];
        }

        // The content stays out of the message: it might be half a key.
        return bytes.Length == 2 * KeyLength
            ? new KeyFile(bytes)
            : throw new OktellException(OktellErrors.SecretUnreadable, $"The file '{path}' is not a key file.", target: path);
    }

    /// <summary>Reads the key; makes one where there is none.</summary>
    public static KeyFile ReadOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            var bytes = new byte[2 * KeyLength];
            using (var random = RandomNumberGenerator.Create())
            {
                random.GetBytes(bytes);
            }

            PrivateFile.CreateOnce(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(bytes) + "\n"));
        }

        // Read back even when just made: where two processes made one at once, both must use the same.
        return Read(path);
    }
}
