using System.Security.Cryptography;
using System.Text;

namespace OktellConnect.Infobase.Sqlite;

/// <summary>
/// AES-256-CBC with HMAC-SHA256 over everything (encrypt, then authenticate), which .NET Framework has too. Layout: scheme (1 byte),
/// key's mark (8), initialization vector (16), cipher text, HMAC (32).
/// </summary>
internal sealed class KeyFileSecretStore(string keyPath) : SecretStore
{
    private const byte Scheme = 2;
    private const int VectorLength = 16;
    private const int MacLength = 32;
    private const int HeadLength = 1 + KeyFile.MarkLength + VectorLength;

    public override byte[] Conceal(string password, string context)
    {
        var key = KeyFile.ReadOrCreate(keyPath);
        using var aes = Cipher(key);
        aes.GenerateIV();
        using var encryptor = aes.CreateEncryptor();
        var text = Encoding.UTF8.GetBytes(password);
        var cipher = encryptor.TransformFinalBlock(text, 0, text.Length);
        byte[] body = [Scheme, .. key.Mark, .. aes.IV, .. cipher];
        return [.. body, .. Mac(key, body, context)];
    }

    public override string Reveal(byte[] secret, string context)
    {
        if (secret.Length < HeadLength + MacLength || secret[0] != Scheme)
        {
            throw Unreadable();
        }

        var key = KeyFile.Read(keyPath);
        var body = secret.Take(secret.Length - MacLength).ToArray();
        if (!secret.Skip(1).Take(KeyFile.MarkLength).SequenceEqual(key.Mark)
            || !SameInConstantTime(Mac(key, body, context), secret.Skip(body.Length).ToArray()))
        {
            throw Unreadable();
        }

        using var aes = Cipher(key);
        aes.IV = body.Skip(1 + KeyFile.MarkLength).Take(VectorLength).ToArray();
        using var decryptor = aes.CreateDecryptor();
        return Encoding.UTF8.GetString(decryptor.TransformFinalBlock(body, HeadLength, body.Length - HeadLength));
    }

    private static Aes Cipher(KeyFile key)
    {
        var aes = Aes.Create();
        aes.Key = key.EncryptionKey;
        aes.Mode = CipherMode.CBC;
        aes.Padding = PaddingMode.PKCS7;
        return aes;
    }

    private static byte[] Mac(KeyFile key, byte[] body, string context)
    {
        using var mac = new HMACSHA256(key.AuthenticationKey);
        return mac.ComputeHash([.. body, .. Encoding.UTF8.GetBytes(context)]);
    }

    private static bool SameInConstantTime(byte[] left, byte[] right)
    {
        var difference = left.Length ^ right.Length;
        for (var i = 0; i < Math.Min(left.Length, right.Length); i++)
        {
            difference |= left[i] ^ right[i];
        }

        return difference == 0;
    }
}
