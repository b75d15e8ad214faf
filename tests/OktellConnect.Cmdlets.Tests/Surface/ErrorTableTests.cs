namespace OktellConnect.Cmdlets.Tests.Surface;

/// <summary>docs/errors.md is the catalogue for people; it must be the catalogue of the code.</summary>
public sealed class ErrorTableTests
{
    private static readonly IReadOnlyList<string[]> Rows =
        [.. File.ReadAllLines(Path.Combine(ModuleSurface.Root, "docs", "errors.md"))
            .Where(line => line.StartsWith('|'))
            .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells[0] != "Id" && !cells[0].StartsWith("---", StringComparison.Ordinal))];

    [Fact]
    public void Every_id_is_unique() =>
        Assert.Equal(OktellErrors.All.Count, OktellErrors.All.Select(error => error.Id).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void The_table_lists_exactly_the_errors_there_are() =>
        Assert.Equal(
            OktellErrors.All.Select(error => $"{error.Id} {error.Kind}"),
            Rows.Select(cells => $"{cells[0].Trim('`')} {cells[1]}").Order(StringComparer.Ordinal));

    [Fact]
    public void Every_row_says_whether_it_ends_the_command_what_causes_it_and_what_to_do() =>
        Assert.All(Rows, cells =>
        {
            Assert.Equal(5, cells.Length);
            Assert.Matches("^(yes|no)", cells[2]);
            Assert.NotEmpty(cells[3]);
            Assert.NotEmpty(cells[4]);
        });

    [Fact]
    public void Every_advice_is_a_sentence() =>
        Assert.All(OktellErrors.All, error => Assert.Matches(@"^\p{Lu}.*\.$", error.Advice));

    [Fact]
    public void Every_kind_is_a_category_of_PowerShell() =>
        Assert.All(Enum.GetNames<OktellErrorKind>(), kind => Assert.True(Enum.TryParse<System.Management.Automation.ErrorCategory>(kind, out _), kind));
}
