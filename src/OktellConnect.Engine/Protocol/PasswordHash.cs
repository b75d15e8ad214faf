using System.Globalization;
using System.Security.Cryptography;

namespace OktellConnect.Protocol;

/// <summary>
/// The two unsalted MD5 hashes that <c>login</c> carries instead of the password (docs/protocol.md, "Password").
/// A hash is as good as the password on the wire: keep it out of every log, and prefer wss.
/// </summary>
public static class PasswordHash
{
    /// <summary>Field <c>Password</c>: lower-case hex MD5 of the password's bytes.</summary>
    /// <exception cref="NotSupportedException">The password has a character that is neither ASCII nor a Russian letter and maps to no byte.</exception>
    public static string ExactCase(string password) => Hash(password);

    /// <summary>Field <c>password</c>: the same of the lower-cased password; lower-casing comes before the byte mapping.</summary>
    /// <exception cref="NotSupportedException">The password has a character that is neither ASCII nor a Russian letter and maps to no byte.</exception>
#pragma warning disable CA1308 // The protocol lower-cases; upper-casing would give another hash.
    public static string LowerCase(string password) => Hash(password.ToLowerInvariant());
#pragma warning restore CA1308

    private static string Hash(string password)
    {
        var bytes = password.Where(character => !IsDropped(character)).Select(ToByte).ToArray();

#pragma warning disable CA5351 // MD5 is what the server expects; it protects nothing here and is documented so.
#if NET
        var hash = MD5.HashData(bytes);
#else
        using var md5 = MD5.Create();
        var hash = md5.ComputeHash(bytes);
#endif
#pragma warning restore CA5351
        Array.Clear(bytes, 0, bytes.Length);
        return string.Concat(hash.Select(value => value.ToString("x2", CultureInfo.InvariantCulture)));
    }

    // The vendor's client leaves these out altogether: "naïve" hashes as "nave".
    private static bool IsDropped(char character) => character is >= (char)128 and <= (char)1024;

    // The vendor's client maps characters by arithmetic, not by a code page: ASCII as it is, Ё and ё apart, the rest
    // shifted by 848, which is Windows-1251 for Russian letters. Where the result is no byte, the client's MD5 mixes
    // neighbouring bytes: such passwords are refused rather than guessed.
    private static byte ToByte(char character)
    {
        var code = character switch
        {
            'Ё' => 0xA8,
            'ё' => 0xB8,
            > (char)1024 => character - 848,
            _ => character,
        };
        return code <= 255
            ? (byte)code
            : throw new NotSupportedException("The password has a character that Oktell's clients cannot send: only ASCII and Russian letters work.");
    }
}
