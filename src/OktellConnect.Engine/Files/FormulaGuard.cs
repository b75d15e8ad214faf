namespace OktellConnect.Files;

/// <summary>
/// Keeps text that looks like a formula from becoming one when a spreadsheet program opens an exported file: it gets a leading
/// apostrophe. A plus followed only by digits is a telephone number and stays. <see cref="Remove"/> takes away exactly what
/// <see cref="Add"/> put there, whatever the text. Thread-safe.
/// </summary>
public static class FormulaGuard
{
    private const char Mark = '\'';

    /// <summary>The text as it goes into an exported file.</summary>
    /// <param name="value">Any text.</param>
    public static string Add(string value) => IsFormula(value) && !IsPlainNumber(value) ? Mark + value : value;

    /// <summary>The text that <see cref="Add"/> was given.</summary>
    /// <param name="value">Text of a file.</param>
    public static string Remove(string value) => value.Length > 1 && value[0] == Mark && IsFormula(value) ? value.Substring(1) : value;

    // Text that begins with apostrophes and then a formula sign is guarded too: otherwise Remove could not tell it from a guarded formula.
    private static bool IsFormula(string value)
    {
        var at = 0;
        while (at < value.Length && value[at] == Mark)
        {
            at++;
        }

        return at < value.Length && value[at] is ('=' or '+' or '-' or '@' or '\t' or '\r');
    }

    private static bool IsPlainNumber(string value)
    {
        if (value.Length < 2 || value[0] != '+')
        {
            return false;
        }

        for (var at = 1; at < value.Length; at++)
        {
            if (value[at] is < '0' or > '9')
            {
                return false;
            }
        }

        return true;
    }
}
