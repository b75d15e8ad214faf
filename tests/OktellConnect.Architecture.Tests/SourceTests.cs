namespace OktellConnect.Architecture.Tests;

/// <summary>Habits that no analyzer watches.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 500;

    private static readonly IReadOnlyList<string> Files =
        [.. new[] { "src", "tests", "tools", "bench" }
            .SelectMany(folder => Directory.GetFiles(Path.Combine(Rooms.Metadata("RepositoryRoot"), folder), "*.cs", SearchOption.AllDirectories))
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))];

    [Fact]
    public void No_file_is_longer_than_500_lines() =>
        Assert.All(Files, file => Assert.True(File.ReadLines(file).Count() <= LongestFile, file));

    [Fact]
    public void Nothing_is_left_to_be_done_later()
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "HA" + "CK:", "NotImplemented" + "Exception"];

        Assert.All(Files, file => Assert.DoesNotContain(marks, mark => File.ReadAllText(file).Contains(mark, StringComparison.Ordinal)));
    }
}
