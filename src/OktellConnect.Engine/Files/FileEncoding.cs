using System.Text;

namespace OktellConnect.Files;

/// <summary>The text encodings the product reads and writes.</summary>
public enum FileEncoding
{
    /// <summary>UTF-8 without a byte order mark.</summary>
    Utf8,

    /// <summary>UTF-8 with a byte order mark: what spreadsheet programs recognize by themselves.</summary>
    Utf8WithBom,

    /// <summary>Windows-1251, what 1C and spreadsheet programs write on Russian Windows.</summary>
    Windows1251,

    /// <summary>UTF-16, little endian, with a byte order mark: "Unicode text" of spreadsheet programs.</summary>
    Utf16,

    /// <summary>UTF-16, big endian, with a byte order mark.</summary>
    Utf16BigEndian,
}

/// <summary>Turns <see cref="FileEncoding"/> into the runtime's encodings. Thread-safe.</summary>
internal static class FileEncodings
{
    private static readonly Encoding Cyrillic = CodePagesEncodingProvider.Instance.GetEncoding(1251, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)
        ?? throw new NotSupportedException("Windows-1251 is not in the code page provider.");

    /// <summary>A strict encoding: what it cannot represent is an exception, never a question mark.</summary>
    public static Encoding Get(FileEncoding encoding) => encoding switch
    {
        FileEncoding.Utf8 => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
        FileEncoding.Utf8WithBom => new UTF8Encoding(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true),
        FileEncoding.Windows1251 => Cyrillic,
        FileEncoding.Utf16 => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        FileEncoding.Utf16BigEndian => new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
    };

    /// <summary>The name people know it by.</summary>
    public static string Name(FileEncoding encoding) => encoding switch
    {
        FileEncoding.Utf8 => "UTF-8",
        FileEncoding.Utf8WithBom => "UTF-8 with BOM",
        FileEncoding.Windows1251 => "Windows-1251",
        FileEncoding.Utf16 => "UTF-16",
        _ => "UTF-16, big endian",
    };
}
