using System.Text;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>docs/protocol-coverage.md is made from the catalogue, the sources and a running simulator, and compared here.</summary>
public sealed class CoverageTests
{
    private const int UnknownMethod = 90001;
    private const int NotServed = 90008;

    private static readonly string PagePath = Path.Combine(Repository.Root, "docs", "protocol-coverage.md");

    [Fact]
    public async Task Every_known_request_is_answered_and_the_page_says_what_is_covered()
    {
        await using var pbx = await Rehearsal.StartAsync();
        var served = new HashSet<string>(StringComparer.Ordinal);
        foreach (var method in MethodCatalog.All.Where(method => method.Direction != MessageDirection.FromServer))
        {
            // Each on a connection of its own: some end it, and none may find what another left behind.
            await using var client = await pbx.LogInAsync();
            var reply = await client.AskAsync(method.Name);
            var error = reply.GetWholeNumber("error");
            Assert.NotEqual(UnknownMethod, error);
            if (error != NotServed)
            {
                served.Add(method.Name);
            }
        }

        var page = Make(served);
        if (Environment.GetEnvironmentVariable("OKTELLCONNECT_UPDATE_COVERAGE") == "1")
        {
            await File.WriteAllTextAsync(PagePath, page, TestContext.Current.CancellationToken);
        }

        Assert.Equal(page, (await File.ReadAllTextAsync(PagePath, TestContext.Current.CancellationToken)).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task What_is_not_in_the_catalogue_is_refused_as_unknown()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.AskAsync("makecoffee");
        Assert.Equal(UnknownMethod, reply.GetWholeNumber("error"));
        Assert.Equal(0, reply.GetWholeNumber("result"));
    }

    private static string Make(HashSet<string> served)
    {
        var engine = Literals("OktellConnect.Engine");

        // Messages in pieces are cut by the codec that both sides share.
        var simulator = Literals("OktellConnect.Simulator").Append(MultipartAssembler.FrameName).ToHashSet(StringComparer.Ordinal);
        var page = new StringBuilder(
            """
            # What of the protocol is covered

            Made from the catalogue (`src/OktellConnect.Engine/Protocol/protocol.json`), the sources, and a simulator that was asked for every method. Not edited by hand:
            `OKTELLCONNECT_UPDATE_COVERAGE=1 dotnet run --project tests/OktellConnect.Simulator.Tests -- -class "*CoverageTests"` makes it anew.

            *Client*: the engine names it in its own code; everything else can be reached by `Invoke-OktellMethod` and `Watch-OktellEvent -Name`. *Simulator*: served, or pushed; what is not served is
            refused at once, never left unanswered; any known push can be sent by hand (`POST /simulator/event`). The marks of certainty are explained in [protocol.md](protocol.md), "How sure a fact is".


            """.ReplaceLineEndings("\n"));
        page.Append("## Requests\n\n| method | section | certainty | may be repeated | client | simulator |\n|---|---|---|---|---|---|\n");
        foreach (var method in MethodCatalog.All.Where(method => method.Direction != MessageDirection.FromServer))
        {
            page.Append($"| `{method.Name}` | {method.Section} | {method.Certainty} | {method.Category} | {Mark(engine.Contains(method.Name))} | {Mark(served.Contains(method.Name))} |\n");
        }

        page.Append("\n## Pushes\n\n| event | section | certainty | client | simulator |\n|---|---|---|---|---|\n");
        foreach (var push in MethodCatalog.All.Where(method => method.Direction == MessageDirection.FromServer))
        {
            page.Append($"| `{push.Name}` | {push.Section} | {push.Certainty} | {Mark(engine.Contains(push.Name))} | {Mark(simulator.Contains(push.Name))} |\n");
        }

        return page.ToString();
    }

    private static string Mark(bool isCovered) => isCovered ? "yes" : "–";

    /// <summary>Everything that stands in quotation marks in a project's sources.</summary>
    private static HashSet<string> Literals(string project) => [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .SelectMany(path => File.ReadAllText(path).Split('"'))];
}
