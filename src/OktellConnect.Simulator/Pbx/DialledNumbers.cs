namespace OktellConnect.Simulator.Pbx;

/// <summary>The numbering rules: what can be dialled and what outside numbers do.</summary>
internal static class DialledNumbers
{
    /// <summary>The number without what people write between digits; null where it is none.</summary>
    public static string? Clean(string? text)
    {
        var number = new string([.. (text ?? "").Where(character => character is not (' ' or '-' or '(' or ')' or '.' or '\u00A0'))]);
        var digits = number.StartsWith('+') ? number[1..] : number;
        return digits.Length is >= 2 and <= 20 && digits.All(character => char.IsAsciiDigit(character) || character is '*' or '#') ? number : null;
    }

    /// <summary>Two to five digits are numbers of the plan; everything longer, or with +, is outside.</summary>
    public static bool IsOutside(string number) => number.StartsWith('+') || number.Length > 5;

    /// <summary>9XY000: Y decides. Every other number answers.</summary>
    public static OutsideBehaviour Behaviour(string number) =>
        number.Length == 6 && number[0] == '9' && number.EndsWith("000", StringComparison.Ordinal)
            ? number[2] switch
            {
                '2' => OutsideBehaviour.Busy,
                '3' => OutsideBehaviour.NeverAnswers,
                '4' => OutsideBehaviour.AnswersAndHangsUp,
                _ => OutsideBehaviour.Answers,
            }
            : OutsideBehaviour.Answers;
}
