namespace OktellConnect.Files;

/// <summary>A file's header, matched with the columns expected.</summary>
/// <param name="Names">Header cells, trimmed.</param>
/// <param name="Indexes">For each expected column its place in the file, or -1.</param>
internal sealed record DelimitedHeader(IReadOnlyList<string> Names, int[] Indexes)
{
    /// <summary>Matches the row the scanner stands on.</summary>
    public static DelimitedHeader Map(DelimitedScanner scanner, IReadOnlyList<DelimitedColumn> columns)
    {
        var names = Enumerable.Range(0, scanner.FieldCount).Select(index => scanner.GetField(index).Trim().TrimStart('\uFEFF')).ToArray();
        var indexes = new int[columns.Count];
        for (var column = 0; column < columns.Count; column++)
        {
            indexes[column] = -1;
            for (var index = 0; index < names.Length; index++)
            {
                if (!columns[column].IsNamed(names[index]))
                {
                    continue;
                }

                if (indexes[column] >= 0)
                {
                    var (line, at) = scanner.GetPosition(index);
                    throw new OktellException(OktellErrors.ColumnDuplicate,
                        $"{scanner.Path}, line {line}, column {at}: column «{names[index]}» is there already as «{names[indexes[column]]}».", null, scanner.Path);
                }

                indexes[column] = index;
            }
        }

        var missing = columns.Where((column, place) => column.Required && indexes[place] < 0).Select(column => $"«{column.Name}»").ToArray();
        if (missing.Length == 0)
        {
            return new DelimitedHeader(names, indexes);
        }

        if (indexes.All(index => index < 0) && names.Any(LooksLikeData))
        {
            throw new OktellException(OktellErrors.HeaderMissing,
                $"{scanner.Path}, line {scanner.Line}, column 1: the first row looks like data, not like column names; expected {string.Join(", ", columns.Where(column => column.Required).Select(column => $"«{column.Name}»"))}.", null, scanner.Path);
        }

        throw new OktellException(OktellErrors.ColumnMissing,
            $"{scanner.Path}, line {scanner.Line}, column 1: no column {string.Join(", ", missing)}; found {string.Join(", ", names.Take(30).Select(Shown))}.", null, scanner.Path);
    }

    // Names of columns are words; digits, blanks and yes or no are values.
    private static bool LooksLikeData(string cell) =>
        cell.Length == 0 || cell.Any(char.IsDigit) || cell.Equals("да", StringComparison.OrdinalIgnoreCase) || cell.Equals("нет", StringComparison.OrdinalIgnoreCase);

    private static string Shown(string name) => name.Length > 60 ? $"«{name.Substring(0, 60)}…»" : $"«{name}»";
}
