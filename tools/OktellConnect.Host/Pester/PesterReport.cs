using System.Management.Automation;
using System.Text.Json;

namespace OktellConnect.Host.Pester;

/// <summary>Tells people on the console, and programs in a file of JSON lines, how each test ended.</summary>
internal sealed class PesterReport(string? resultPath) : IDisposable
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StreamWriter? results = resultPath is null ? null : new StreamWriter(resultPath);
    private int passed;
    private int failed;
    private int skipped;

    public void FileStarted(string file) => Console.WriteLine($"Running {file}");

    public void BlockStarted(Block block) => Console.WriteLine($"{Indent(block)}{block.Name}");

    public void TestEnded(string file, TestCase test)
    {
        var mark = test.Outcome switch
        {
            Outcome.Passed => "[+]",
            Outcome.Skipped => "[!]",
            _ => "[-]",
        };
        Console.WriteLine($"{Indent(test)}{mark} {test.Name} {test.Duration.TotalMilliseconds:0}ms");
        Count(file, test.Path, test.Outcome, test.Duration, test.Failure, Indent(test) + "    ");
    }

    /// <summary>A failure that belongs to no test counts as one that failed.</summary>
    public void StepFailed(string file, Block block, string step, ErrorRecord failure)
    {
        Console.WriteLine($"{Indent(block)}[-] {step} of {block.Name}");
        Count(file, $"{block.Path}.{step}", Outcome.Failed, TimeSpan.Zero, failure, Indent(block) + "    ");
    }

    /// <summary>A file that cannot be read for its tests counts as one that failed.</summary>
    public void ContainerFailed(string file, ErrorRecord failure)
    {
        Console.WriteLine($"[-] {file}");
        Count(file, Path.GetFileName(file), Outcome.Failed, TimeSpan.Zero, failure, "    ");
    }

    /// <summary>Writes the sum and gives the exit code.</summary>
    public int Finish()
    {
        if (passed + failed + skipped == 0)
        {
            Console.Error.WriteLine("No test was found.");
        }

        Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        return failed > 0 || passed + skipped == 0 ? 1 : 0;
    }

    public void Dispose() => results?.Dispose();

    private static string Indent(TestNode node) => new(' ', 2 * node.Depth);

    private void Count(string file, string name, Outcome outcome, TimeSpan duration, ErrorRecord? failure, string indent)
    {
        _ = outcome switch
        {
            Outcome.Passed => passed++,
            Outcome.Skipped => skipped++,
            _ => failed++,
        };
        var position = failure is null ? null : Position(failure);
        if (failure is not null)
        {
            foreach (var line in $"{failure.Exception.Message}\n{failure.FullyQualifiedErrorId}\n{position}".Split('\n'))
            {
                Console.WriteLine(indent + line.TrimEnd());
            }
        }

        results?.WriteLine(JsonSerializer.Serialize(
            new
            {
                file,
                name,
                outcome = outcome.ToString(),
                milliseconds = duration.TotalMilliseconds,
                message = failure?.Exception.Message,
                errorId = failure?.FullyQualifiedErrorId,
                position,
            },
            Plain));
        results?.Flush();
    }

    // Where in the test it failed, then how it came there; the driver's own frames say nothing to anybody.
    private static string Position(ErrorRecord failure)
    {
        var frames = (failure.ScriptStackTrace ?? "").Split('\n').Where(frame => !frame.Contains("<No file>", StringComparison.Ordinal));
        return string.Join('\n', new[] { failure.InvocationInfo?.PositionMessage?.Trim() ?? "" }.Concat(frames)).Trim();
    }
}
