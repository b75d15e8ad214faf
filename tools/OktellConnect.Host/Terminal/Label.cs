namespace OktellConnect.Host.Terminal;

/// <summary>A choice's label: <c>&amp;</c> stands before its key.</summary>
internal sealed record Label(string Key, string Text)
{
    public static Label Parse(string label)
    {
        var mark = label.IndexOf('&', StringComparison.Ordinal);
        var text = mark < 0 ? label : label.Remove(mark, 1);
        return new Label(mark < 0 || mark >= text.Length ? text : text.Substring(mark, 1).ToUpperInvariant(), text);
    }

    public bool Matches(string answer) =>
        answer.Equals(Key, StringComparison.OrdinalIgnoreCase) || answer.Equals(Text, StringComparison.OrdinalIgnoreCase);
}
