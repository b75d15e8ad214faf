using System.Text.RegularExpressions;
using OktellConnect.Protocol;

namespace OktellConnect.Engine.Tests.Protocol;

/// <summary>docs/delivery.md promises what tests prove: they must exist, and its table of methods must be the catalogue's.</summary>
public partial class DeliveryPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.File("docs/delivery.md"));

    [Fact]
    public void Every_promise_names_tests_that_exist()
    {
        var sources = Directory.GetFiles(Repository.File("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .ToLookup(path => Path.GetFileNameWithoutExtension(path), File.ReadAllText);
        var rows = Page.Split('\n').SkipWhile(line => !line.StartsWith("| promise", StringComparison.Ordinal)).ToList();
        var named = TestName().Matches(Page);
        Assert.True(named.Count >= 25);
        Assert.All(named, test => Assert.Contains(sources[test.Groups[1].Value], source => source.Contains($" {test.Groups[2].Value}(", StringComparison.Ordinal)));

        var promises = rows.Where(line => line.StartsWith("| ", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 3 && !line.StartsWith("| promise", StringComparison.Ordinal))
            .TakeWhile(line => !line.StartsWith("| category", StringComparison.Ordinal));
        Assert.All(promises, line => Assert.Matches(TestName(), line));
    }

    [Fact]
    public void The_table_of_methods_is_the_catalogues()
    {
        var expected = MethodCatalog.All
            .Where(method => method.Direction != MessageDirection.FromServer)
            .GroupBy(method => method.Category)
            .OrderBy(group => group.Key)
            .Select(group => $"| {group.Key} | {string.Join(", ", group.Select(method => $"`{method.Name}`").Order(StringComparer.Ordinal))} |");
        var actual = Page.Split('\n').SkipWhile(line => !line.StartsWith("| category", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith('|')).Select(line => line.TrimEnd());
        Assert.Equal(expected, actual);
    }

    [GeneratedRegex(@"`(\w+Tests)\.(\w+)`")]
    private static partial Regex TestName();
}
