using System.Text;

namespace OktellConnect.Infobase;

/// <summary>When two names mean the same user or login. Pure and thread-safe.</summary>
public static class AccountKey
{
    /// <summary>
    /// A name as it is compared: 1C compares texts without regard to case, and files bring double and trailing spaces.
    /// <c>Е</c> and <c>Ё</c> stay different, as in 1C.
    /// </summary>
    public static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var character in name.Normalize(NormalizationForm.FormC))
        {
            if (!char.IsWhiteSpace(character))
            {
                key.Append(char.ToUpperInvariant(character));
            }
            else if (key.Length > 0 && key[key.Length - 1] != ' ')
            {
                key.Append(' ');
            }
        }

        if (key.Length > 0 && key[key.Length - 1] == ' ')
        {
            key.Length--;
        }

        return key.ToString();
    }

    /// <summary>Whether two names mean the same.</summary>
    public static bool Same(string? left, string? right) =>
        left is null ? right is null : right is not null && Of(left) == Of(right);
}
