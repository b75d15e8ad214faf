using PhoneNumbers;

namespace OktellConnect.Numbering;

/// <summary>
/// Outside numbers to E.164, with libphonenumber as the judge. For country code 7 the rule is the numbering plan itself (ten
/// digits, first one 3, 4, 7, 8 or 9), so that a range given out after the library's data was made is not refused. Thread-safe.
/// </summary>
internal sealed class OutsideNumbers
{
    private const int MostPieces = 24;
    private const int ShortestOutside = 7;
    private const int LongestOutside = 15;
    private readonly PhoneNumberUtil library = PhoneNumberUtil.GetInstance();
    private readonly string region;

    public OutsideNumbers(string region)
    {
        // Russia and Kazakhstan share one numbering plan; the library splits it and would refuse each the other's national spelling.
        IsCountrySeven = library.GetCountryCodeForRegion(region) == 7;
        this.region = IsCountrySeven ? "RU" : region;
    }

    /// <summary>Whether numbers without a country code are Russian or Kazakh.</summary>
    public bool IsCountrySeven { get; }

    /// <summary>Plain spellings of country code 7 without the library; null for any other. A test compares it with the library.</summary>
    public static string? Quick(char[] digits, int count, bool plus, bool countrySeven)
    {
        var start = -1;
        if (count == 11 && digits[0] == '7' && (plus || countrySeven))
        {
            start = 1;
        }
        else if (!plus && countrySeven && count >= 10 && !(digits[0] == '8' && digits[1] == '1' && digits[2] == '0'))
        {
            // 810 is the way out to other countries, which the library follows.
            start = count == 11 && digits[0] == '8' ? 1 : count == 10 ? 0 : -1;
        }

        if (start < 0 || digits[start] is not ('3' or '4' or '7' or '8' or '9'))
        {
            return null;
        }

        var normal = new char[12];
        normal[0] = '+';
        normal[1] = '7';
        Array.Copy(digits, start, normal, 2, 10);
        return new string(normal);
    }

    /// <summary>A run of digits and fillers as one number in normal form, or null.</summary>
    /// <param name="run">The run, perhaps with a plus in front.</param>
    /// <param name="guessed">Whether it was read under an assumption that people should see.</param>
    public string? Read(string run, out bool guessed)
    {
        guessed = false;
        var digits = NumberText.DigitsOf(run);
        var plus = run[0] == '+';
        if (digits.Length > LongestOutside + 5)
        {
            return null;
        }

        // "+8 (495)" is a Russian number by someone who mixed up 8 and +7, not one in Vietnam; which of the two, only a person can say.
        if (plus && IsCountrySeven && digits.Length == 11 && run.Length > 2 && digits[0] == '8' && run.TrimStart('+', ' ')[1] is ' ' or '(' or '-')
        {
            return null;
        }

        var normal = Judge((plus ? "+" : string.Empty) + digits, out guessed);
        if (normal is null && !plus && digits.Length >= 12)
        {
            // 375291234567: an international number whose plus was lost. Only an assigned range makes the guess good enough.
            normal = Judge("+" + digits, out var unassigned);
            guessed = normal is not null;
            normal = unassigned ? null : normal;
        }

        return normal;
    }

    /// <summary>A run that is several numbers with only spaces between them; null unless there is exactly one way to cut it.</summary>
    public List<(string Normal, string Original)>? Split(string run)
    {
        var pieces = run.Split([' '], StringSplitOptions.RemoveEmptyEntries);
        if (pieces.Length < 2 || pieces.Length > MostPieces)
        {
            return null;
        }

        List<(string, string)>? only = null;
        var ways = 0;
        var current = new List<(string, string)>();
        Try(0);
        return ways == 1 ? only : null;

        void Try(int start)
        {
            if (start == pieces.Length)
            {
                ways++;
                only = [.. current];
                return;
            }

            for (var end = start + 1; end <= pieces.Length && ways < 2; end++)
            {
                var part = string.Join(" ", pieces, start, end - start);
                if (NumberText.DigitsOf(part).Length > LongestOutside)
                {
                    return;
                }

                if (NumberText.DigitsOf(part).Length >= 10 && Read(part, out var guessed) is { } normal && !guessed)
                {
                    current.Add((normal, part));
                    Try(end);
                    current.RemoveAt(current.Count - 1);
                }
            }
        }
    }

    /// <summary>Why a run is no number.</summary>
    public Files.RejectReason WhyNot(string run)
    {
        var digits = NumberText.DigitsOf(run);
        return digits.Length switch
        {
            > LongestOutside => NumberReasons.TooLong,
            7 when run[0] != '+' && IsCountrySeven => NumberReasons.NoAreaCode,
            < 10 when run[0] != '+' && IsCountrySeven => NumberReasons.TooShort,
            _ => NumberReasons.NotPossible,
        };
    }

    /// <summary>The library's answer under our rule.</summary>
    internal string? Judge(string number, out bool guessed)
    {
        guessed = false;
        if (Parse(number) is not { } parsed || library.IsPossibleNumberWithReason(parsed) != PhoneNumberUtil.ValidationResult.IS_POSSIBLE)
        {
            return null;
        }

        var normal = library.Format(parsed, PhoneNumberFormat.E164);
        if (parsed.CountryCode == 7)
        {
            return normal.Length == 12 && normal[2] is '3' or '4' or '7' or '8' or '9' ? normal : null;
        }

        // A form that would be read as another number the next time, or as none, is no key.
        if (normal.Length <= ShortestOutside || Parse(normal) is not { } again || library.Format(again, PhoneNumberFormat.E164) != normal)
        {
            return null;
        }

        guessed = !library.IsValidNumber(parsed);
        return normal;
    }

    private PhoneNumbers.PhoneNumber? Parse(string number)
    {
        try
        {
            return library.Parse(number, region);
        }
        catch (NumberParseException)
        {
            return null;
        }
    }
}
