using PhoneNumbers;

namespace OktellConnect.Numbering;

/// <summary>
/// Reads telephone numbers out of what people type: any spelling, several in one text, an extension, words around them.
/// The rules are in docs/numbers.md. Thread-safe.
/// </summary>
public sealed class PhoneNumberParser
{
    private const int ShortestOutside = 7;
    private const int LongestExtension = 10;
    private readonly PhoneNumberOptions options;
    private readonly OutsideNumbers outside;

    /// <summary>Creates a parser.</summary>
    /// <param name="options">Region and lengths; null for the defaults.</param>
    /// <exception cref="OktellException">UnknownRegion, InternalLengthWrong.</exception>
    public PhoneNumberParser(PhoneNumberOptions? options = null)
    {
        this.options = options ?? new PhoneNumberOptions();
        if (this.options.InternalMinLength < 1 || this.options.InternalMaxLength < this.options.InternalMinLength || this.options.InternalMaxLength >= ShortestOutside)
        {
            throw new OktellException(OktellErrors.InternalLengthWrong,
                $"Internal numbers of {this.options.InternalMinLength} to {this.options.InternalMaxLength} digits are not possible.");
        }

        if (!PhoneNumberUtil.GetInstance().GetSupportedRegions().Contains(this.options.DefaultRegion))
        {
            throw new OktellException(OktellErrors.UnknownRegion, $"There is no region «{this.options.DefaultRegion}».");
        }

        outside = new OutsideNumbers(this.options.DefaultRegion);
    }

    /// <summary>Reads all numbers of a text.</summary>
    /// <param name="text">Any text.</param>
    public PhoneNumberReading Parse(string text) => ParsePlain(text) ?? ParsePieces(text);

    /// <summary>The one number of a text in normal form, or null where there is none or more than one.</summary>
    /// <param name="text">Any text.</param>
    public string? Normalize(string text)
    {
        var reading = Parse(text);
        return reading.Numbers.Count == 1 ? reading.Numbers[0].Normal : null;
    }

    /// <summary>The way for any text. <see cref="ParsePlain"/> must agree with it; a test compares them.</summary>
    internal PhoneNumberReading ParsePieces(string text)
    {
        var plain = NumberText.Plain(text);
        if (string.IsNullOrWhiteSpace(plain))
        {
            return new PhoneNumberReading([], NumberReasons.Empty, null);
        }

        return new CellReader(this, NumberText.Cut(plain)).Read();
    }

    /// <summary>The short way for a text that is one number and nothing else: no lists, no strings in between. Null for any other.</summary>
    private PhoneNumberReading? ParsePlain(string text)
    {
        var digits = new char[15];
        var count = 0;
        var plus = false;
        foreach (var written in text)
        {
            var c = NumberText.Plain(written);
            if (NumberText.IsDigit(c))
            {
                if (count == digits.Length)
                {
                    return null;
                }

                digits[count++] = c;
            }
            else if (c == '+' && count == 0 && !plus)
            {
                plus = true;
            }
            else if (!NumberText.IsFiller(c))
            {
                return null;
            }
        }

        var normal = OutsideNumbers.Quick(digits, count, plus, outside.IsCountrySeven);
        return normal is null ? null : new PhoneNumberReading([new PhoneNumber(normal, null, NumberText.Plain(text).Trim())], null, null);
    }

    private bool IsInternal(string digits) =>
        digits.Length >= options.InternalMinLength && digits.Length <= options.InternalMaxLength && digits[0] != '0' && digits != "8800" && digits.All(NumberText.IsDigit);

    /// <summary>Goes through the pieces of one text.</summary>
    private sealed class CellReader(PhoneNumberParser parser, List<Piece> pieces)
    {
        private readonly List<PhoneNumber> numbers = [];
        private readonly List<string> doubts = [];
        private Files.RejectReason? rejection;

        public PhoneNumberReading Read()
        {
            var start = 0;
            var afterSlash = false;
            for (var at = 0; at <= pieces.Count; at++)
            {
                if (at == pieces.Count || pieces[at].Kind is PieceKind.Separator or PieceKind.Slash)
                {
                    ReadSegment(start, at, afterSlash);
                    afterSlash = at < pieces.Count && pieces[at].Kind == PieceKind.Slash;
                    start = at + 1;
                }
            }

            return numbers.Count == 0
                ? new PhoneNumberReading([], rejection ?? NumberReasons.NoDigits, null)
                : new PhoneNumberReading(numbers, null, doubts.Count == 0 ? null : string.Join("; ", doubts));
        }

        private void ReadSegment(int start, int end, bool afterSlash)
        {
            var mayBeInternal = !(afterSlash && numbers.Count > 0 && !numbers[numbers.Count - 1].IsInternal);
            for (var at = start; at < end; at++)
            {
                mayBeInternal &= pieces[at].Kind != PieceKind.Prose;
            }

            var label = PieceKind.Label;
            for (var at = start; at < end; at++)
            {
                if (pieces[at].Kind != PieceKind.Digits)
                {
                    label = pieces[at].Kind == PieceKind.Label ? label : pieces[at].Kind;
                    continue;
                }

                var run = pieces[at].Text;
                if (label is PieceKind.ExtensionLabel or PieceKind.InternalLabel)
                {
                    run = TakeExtension(run, label);
                }

                label = PieceKind.Label;
                if (run.Length > 0)
                {
                    ReadRun(run, mayBeInternal);
                }
            }
        }

        /// <summary>Takes an extension off the front of a run; returns what is left of it.</summary>
        private string TakeExtension(string run, PieceKind label)
        {
            var length = 0;
            while (length < run.Length && NumberText.IsDigit(run[length]))
            {
                length++;
            }

            var last = numbers.Count - 1;
            if (last < 0)
            {
                if (label == PieceKind.InternalLabel)
                {
                    return run;
                }

                rejection = NumberReasons.ExtensionOnly;
                return string.Empty;
            }

            if (length == 0 || length > LongestExtension || numbers[last].Extension is not null)
            {
                Leave(run, NumberReasons.NotPossible);
                return string.Empty;
            }

            numbers[last] = numbers[last] with { Extension = run.Substring(0, length) };
            return run.Substring(length).Trim();
        }

        private void ReadRun(string run, bool mayBeInternal)
        {
            var digits = NumberText.DigitsOf(run);
            if (digits.Length < ShortestOutside)
            {
                if (mayBeInternal && digits.Length == run.Length && parser.IsInternal(digits))
                {
                    Add(digits, run);
                }
                else
                {
                    Leave(run, NumberReasons.TooShort);
                }

                return;
            }

            var whole = parser.outside.Read(run, out var guessed);
            if (whole is not null)
            {
                Add(whole, run);
                if (guessed)
                {
                    doubts.Add($"«{run}» was read as {whole}");
                }

                return;
            }

            var parts = parser.outside.Split(run);
            if (parts is null)
            {
                Leave(run, parser.outside.WhyNot(run));
                return;
            }

            foreach (var (normal, original) in parts)
            {
                Add(normal, original);
            }
        }

        private void Add(string normal, string original)
        {
            if (numbers.All(number => number.Normal != normal))
            {
                numbers.Add(new PhoneNumber(normal, null, original));
            }
        }

        private void Leave(string run, Files.RejectReason reason)
        {
            doubts.Add($"«{run}» was not taken: {reason.Text}");
            rejection ??= reason;
        }
    }
}
