#if !NET
using System.Runtime.InteropServices;
using System.Text;
#endif

namespace OktellConnect.Protocol;

/// <summary>
/// Makes sure that every text of a message can be read as text later: JSON readers accept broken characters silently and throw
/// only when the text is asked for.
/// </summary>
internal static class JsonTextGuard
{
#if !NET
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
#endif

    /// <summary>The message itself, or a copy in which half characters (a cut emoji) are replaced by U+FFFD.</summary>
    /// <exception cref="FrameFormatException">The message is not UTF-8.</exception>
    public static ReadOnlyMemory<byte> Check(ReadOnlyMemory<byte> utf8)
    {
        CheckEncoding(utf8);
        var text = utf8.Span;
        byte[]? copy = null;
        for (var at = text.IndexOf((byte)'\\'); at >= 0 && at < text.Length - 1; at++)
        {
            if (text[at] != '\\')
            {
                continue;
            }

            if (Surrogate(text, at) is not { } code)
            {
                // Skips the escaped character: the second of two backslashes begins nothing.
                at++;
                continue;
            }

            if (code < 0xDC00 && Surrogate(text, at + 6) is >= 0xDC00)
            {
                at += 11;
                continue;
            }

            copy ??= utf8.ToArray();
            "FFFD"u8.CopyTo(copy.AsSpan(at + 2));
            at += 5;
        }

        return copy ?? utf8;
    }

    private static void CheckEncoding(ReadOnlyMemory<byte> utf8)
    {
#if NET
        if (!System.Text.Unicode.Utf8.IsValid(utf8.Span))
        {
            throw new FrameFormatException("not UTF-8");
        }
#else
        var bytes = MemoryMarshal.TryGetArray(utf8, out var segment) ? segment : new ArraySegment<byte>(utf8.ToArray());
        if (bytes.Count == 0)
        {
            return;
        }

        try
        {
            Strict.GetCharCount(bytes.Array!, bytes.Offset, bytes.Count);
        }
        catch (DecoderFallbackException error)
        {
            throw new FrameFormatException("not UTF-8", error);
        }
#endif
    }

    // The code of an escape \uD800 to \uDFFF at this place, or null.
    private static int? Surrogate(ReadOnlySpan<byte> text, int at)
    {
        if (at + 6 > text.Length || text[at] != '\\' || text[at + 1] != 'u')
        {
            return null;
        }

        var code = 0;
        for (var digit = at + 2; digit < at + 6; digit++)
        {
            if (!Uri.IsHexDigit((char)text[digit]))
            {
                return null;
            }

            code = (code << 4) | Uri.FromHex((char)text[digit]);
        }

        return code is >= 0xD800 and <= 0xDFFF ? code : null;
    }
}
