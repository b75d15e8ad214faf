using System.Globalization;
using System.Text;

namespace OktellConnect.Numbering;

/// <summary>Kinds of pieces a text falls into.</summary>
internal enum PieceKind
{
    /// <summary>Digits with the signs people put between them.</summary>
    Digits,

    /// <summary>A word that says nothing about the number (тел., mobile).</summary>
    Label,

    /// <summary>A word before an extension (доб., ext, #).</summary>
    ExtensionLabel,

    /// <summary>A word before an internal number or an extension (вн.).</summary>
    InternalLabel,

    /// <summary>Any other word or sign.</summary>
    Prose,

    /// <summary>Comma, semicolon, line break, bar.</summary>
    Separator,

    /// <summary>A slash: separates numbers, but what follows may be only the last digits of the one before.</summary>
    Slash,
}

/// <summary>A piece of a text.</summary>
internal readonly record struct Piece(PieceKind Kind, string Text)
{
    public string Digits => NumberText.DigitsOf(Text);
}

/// <summary>Cuts text around telephone numbers into pieces. Pure functions.</summary>
internal static class NumberText
{
    private static readonly HashSet<string> Extensions = new(["доб", "добавочный", "добав", "ext", "extn", "extension", "x", "х", "#"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Internals = new(["вн", "внутр", "внутренний", "int", "internal"], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Labels = new(["т", "тел", "телефон", "моб", "мобильный", "сот", "раб", "рабочий", "дом", "домашний", "факс", "ф", "номер", "№", "tel", "phone", "mob", "mobile", "cell", "work", "home", "fax", "no"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Plain spaces, hyphens and digits instead of their typographic kin; nothing else changes, and lengths stay.</summary>
    public static string Plain(string text)
    {
        StringBuilder? changed = null;
        for (var at = 0; at < text.Length; at++)
        {
            var plain = Plain(text[at]);
            if (plain != text[at])
            {
                changed ??= new StringBuilder(text);
                changed[at] = plain;
            }
        }

        return changed?.ToString() ?? text;
    }

    public static char Plain(char c)
    {
        if (c is < '\u0080' and not '\t')
        {
            return c;
        }

        return c switch
        {
            '\t' or '\u00A0' or '\u2007' or '\u202F' or '\u3000' or (>= '\u2000' and <= '\u200B') or '\u2060' or '\uFEFF' => ' ',
            (>= '\u2010' and <= '\u2015') or '\u2212' or '\u00AD' or '\uFE63' or '\uFF0D' => '-',
            '\uFF0B' => '+',
            '\uFF08' => '(',
            '\uFF09' => ')',
            _ when char.GetUnicodeCategory(c) == UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
            _ => c,
        };
    }

    public static bool IsDigit(char c) => c is >= '0' and <= '9';

    /// <summary>Signs that stand between the digits of one number.</summary>
    public static bool IsFiller(char c) => c is ' ' or '-' or '(' or ')' or '.';

    public static string DigitsOf(string text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (IsDigit(c))
            {
                digits.Append(c);
            }
        }

        return digits.ToString();
    }

    /// <summary>The pieces of a plain text.</summary>
    public static List<Piece> Cut(string text)
    {
        var pieces = new List<Piece>();
        var at = 0;
        while (at < text.Length)
        {
            var c = text[at];
            if (c == ' ')
            {
                at++;
            }
            else if (StartsDigits(text, at))
            {
                pieces.Add(TakeDigits(text, ref at));
            }
            else if (char.IsLetter(c))
            {
                var start = at;
                while (at < text.Length && char.IsLetter(text[at]))
                {
                    at++;
                }

                pieces.Add(Word(text.Substring(start, at - start)));
                while (at < text.Length && text[at] is '.' or ':')
                {
                    at++;
                }
            }
            else
            {
                pieces.Add(Sign(c));
                at++;
            }
        }

        return pieces;
    }

    private static Piece Word(string word) =>
        new(Extensions.Contains(word) ? PieceKind.ExtensionLabel : Internals.Contains(word) ? PieceKind.InternalLabel : Labels.Contains(word) ? PieceKind.Label : PieceKind.Prose, word);

    private static Piece Sign(char c) => new(c switch
    {
        ',' or ';' or '\n' or '\r' or '|' => PieceKind.Separator,
        '/' => PieceKind.Slash,
        '#' => PieceKind.ExtensionLabel,
        '№' or '.' or '(' or ')' or '-' => PieceKind.Label,
        _ => PieceKind.Prose,
    }, c.ToString());

    private static bool StartsDigits(string text, int at)
    {
        if (IsDigit(text[at]))
        {
            return true;
        }

        if (text[at] is not ('+' or '('))
        {
            return false;
        }

        for (at++; at < text.Length && text[at] is ' ' or '('; at++)
        {
        }

        return at < text.Length && IsDigit(text[at]);
    }

    private static Piece TakeDigits(string text, ref int at)
    {
        var start = at;
        var end = at;
        for (at++; at < text.Length && (IsDigit(text[at]) || IsFiller(text[at])); at++)
        {
        }

        // Signs behind the last digit belong to what follows, a closing bracket excepted.
        end = at;
        while (end > start && !IsDigit(text[end - 1]) && text[end - 1] != ')')
        {
            end--;
        }

        return new Piece(PieceKind.Digits, text.Substring(start, end - start));
    }
}
