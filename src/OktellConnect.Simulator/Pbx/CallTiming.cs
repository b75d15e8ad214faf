namespace OktellConnect.Simulator.Pbx;

/// <summary>How long things take at speed 1.</summary>
internal static class CallTiming
{
    /// <summary>The phone of the one who ordered a call rings, then picks up by itself.</summary>
    public static readonly TimeSpan OwnPhone = TimeSpan.FromSeconds(0.5);

    /// <summary>The phone of somebody without any client picks up by itself.</summary>
    public static readonly TimeSpan UnattendedPhone = TimeSpan.FromSeconds(3);

    /// <summary>How long a called person's phone rings.</summary>
    public static readonly TimeSpan Ringing = TimeSpan.FromSeconds(30);

    /// <summary>A service answers one of our people who dials it. The vendor's client takes a call for dialled only if it sees it being dialled.</summary>
    public static readonly TimeSpan ServiceAnswer = TimeSpan.FromSeconds(0.5);

    /// <summary>An outside number answers.</summary>
    public static readonly TimeSpan OutsideAnswer = TimeSpan.FromSeconds(1);

    /// <summary>A busy number is found to be busy and the caller's phone hangs up.</summary>
    public static readonly TimeSpan Busy = TimeSpan.FromSeconds(1);

    /// <summary>The talk with an outside number that hangs up soon.</summary>
    public static readonly TimeSpan ShortTalk = TimeSpan.FromSeconds(2);

    /// <summary>How long a call waits in a queue altogether.</summary>
    public static readonly TimeSpan QueueWait = TimeSpan.FromSeconds(60);
}

/// <summary>What an outside number does when it is called.</summary>
internal enum OutsideBehaviour
{
    Answers,
    Busy,
    NeverAnswers,
    AnswersAndHangsUp,
}

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
