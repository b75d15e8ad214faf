namespace OktellConnect.Files;

/// <summary>A column a file is expected to have. Immutable.</summary>
public sealed class DelimitedColumn
{
    /// <summary>Describes a column.</summary>
    /// <param name="name">Its name as files and messages show it.</param>
    /// <param name="required">Whether a file without it is an error.</param>
    /// <param name="aliases">Other headers it is known by. Case, spaces, dots, hyphens and underscores do not matter.</param>
    public DelimitedColumn(string name, bool required, params string[] aliases)
    {
        Name = name;
        Required = required;
        Keys = new HashSet<string>(aliases.Concat([name]).Select(Key), StringComparer.Ordinal);
    }

    /// <summary>Its name as files and messages show it.</summary>
    public string Name { get; }

    /// <summary>Whether a file without it is an error.</summary>
    public bool Required { get; }

    private HashSet<string> Keys { get; }

    /// <summary>Whether a header cell names this column.</summary>
    /// <param name="header">The cell's text.</param>
    public bool IsNamed(string header) => Keys.Contains(Key(header));

    private static string Key(string header)
    {
        var kept = header.Where(c => !char.IsWhiteSpace(c) && c is not ('_' or '-' or '.' or '\uFEFF')).ToArray();
        return new string(kept).ToUpperInvariant().Replace('Ё', 'Е');
    }
}
