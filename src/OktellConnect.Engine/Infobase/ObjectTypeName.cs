namespace OktellConnect.Infobase;

/// <summary>Names of reference types as 1C writes them: <c>СправочникСсылка.Контрагенты</c>, or <c>CatalogRef.Контрагенты</c> in the English script. Thread-safe.</summary>
public static class ObjectTypeName
{
    private static readonly (string Prefix, string Canonical)[] Prefixes =
    [
        ("СправочникСсылка", "СправочникСсылка"),
        ("ДокументСсылка", "ДокументСсылка"),
        ("CatalogRef", "СправочникСсылка"),
        ("DocumentRef", "ДокументСсылка"),
    ];

    /// <summary>The Russian form of a reference type's name, or null where the text is none.</summary>
    /// <param name="text">A type name in either script; the case of its first word does not matter.</param>
    public static string? Parse(string text)
    {
        var trimmed = text.Trim();
        var dot = trimmed.IndexOf('.');
        if (dot < 0 || !IsIdentifier(trimmed, dot + 1))
        {
            return null;
        }

        foreach (var (prefix, canonical) in Prefixes)
        {
            if (prefix.Length == dot && trimmed.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))
            {
                return $"{canonical}.{trimmed.Split('.')[1]}";
            }
        }

        return null;
    }

    /// <summary>Whether a text names plain text, 1C's type <c>Строка</c>.</summary>
    /// <param name="text">A type name in either script.</param>
    public static bool IsText(string text)
    {
        var trimmed = text.Trim();
        return trimmed.Equals(MappedObject.TextType, StringComparison.OrdinalIgnoreCase) || trimmed.Equals("String", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsIdentifier(string text, int start)
    {
        if (start >= text.Length || char.IsDigit(text[start]))
        {
            return false;
        }

        for (var at = start; at < text.Length; at++)
        {
            if (!char.IsLetterOrDigit(text[at]) && text[at] != '_')
            {
                return false;
            }
        }

        return true;
    }
}
