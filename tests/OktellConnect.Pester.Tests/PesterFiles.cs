using OktellConnect.Testing;

namespace OktellConnect.Pester.Tests;

/// <summary>Every It of tests/Pester as a test of its own. The files run when the tests do, at most two at a time.</summary>
public sealed class PesterFiles
{
    private const int Parallel = 2;

    [Theory]
    [MemberData(nameof(Results), DisableDiscoveryEnumeration = true)]
    public void It(PesterResult result)
    {
        if (result.Outcome != "Passed")
        {
            Assert.Fail($"{result.Message}\n{result.ErrorId}\n{result.Position}");
        }
    }

    public static async Task<IEnumerable<TheoryDataRow<PesterResult>>> Results()
    {
        var files = Directory.GetFiles(HostProcess.Metadata("PesterFiles"), "*.Tests.ps1").Order(StringComparer.Ordinal).ToList();
        using var turns = new SemaphoreSlim(Parallel);
        var runs = await Task.WhenAll(files.Select(async file =>
        {
            await turns.WaitAsync();
            try
            {
                return await RunAsync(file);
            }
            finally
            {
                turns.Release();
            }
        }));
        return runs.SelectMany(run => run).Select(result => new TheoryDataRow<PesterResult>(result)
        {
            TestDisplayName = result.ToString(),
            Label = "",
            Skip = result.Outcome == "Skipped" ? "The file skips it: see -Skip there." : null,
        });
    }

    private static async Task<IReadOnlyList<PesterResult>> RunAsync(string file)
    {
        using var folder = new TemporaryFolder();
        var resultPath = folder.File("results.jsonl");
        var run = await HostProcess.RunAsync(["-Pester", "-Result", resultPath, file]);
        var results = File.Exists(resultPath) ? File.ReadAllLines(resultPath).Select(PesterResult.Parse).ToList() : [];

        // Whatever ended the host without a failing test must not pass as success.
        var explained = run.ExitCode == 0 || (run.ExitCode == 1 && results.Exists(result => result.Outcome == "Failed"));
        if (!explained || results.Count == 0)
        {
            results.Add(new PesterResult(file, "the file itself", "Failed", 0, $"The host ended with {run.ExitCode} after {results.Count} result(s).\n{run.Output}\n{run.Error}", null, null));
        }

        return results;
    }
}
