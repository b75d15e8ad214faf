using System.Management.Automation;
using System.Management.Automation.Language;
using OktellConnect.Help;

namespace OktellConnect.Cmdlets.Tests.Surface;

/// <summary>Help that cannot drift: pages are compared with the commands, examples with what can be run.</summary>
public sealed class HelpTests(ModuleSurface surface) : IClassFixture<ModuleSurface>
{
    private const int FewestExamples = 2;

    public static TheoryData<string> Cultures => [.. ModuleSurface.Cultures];

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_command_has_a_page_and_every_page_a_command(string culture)
    {
        var pages = Directory.GetFiles(Path.Combine(ModuleSurface.Root, "docs", culture), "*.md")
            .Select(Path.GetFileNameWithoutExtension)
            .Where(name => !name!.StartsWith("about_", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal);

        Assert.Equal(surface.Commands.Select(command => command.Name), pages);
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Every_page_is_understood(string culture)
    {
        var problems = new List<HelpProblem>();
        foreach (var command in Documented(culture))
        {
            Read(culture, command.Name, problems);
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Parameters_are_described_as_they_are(string culture)
    {
        var differences = new List<string>();
        foreach (var command in Documented(culture))
        {
            var page = Read(culture, command.Name, []);
            var described = page.Parameters.ToDictionary(parameter => parameter.Name, StringComparer.OrdinalIgnoreCase);
            var actual = command.Parameters.Values.Where(parameter => ModuleSurface.IsOwn(parameter) || parameter.Name is "WhatIf" or "Confirm").ToList();
            differences.AddRange(described.Keys.Except(actual.Select(parameter => parameter.Name), StringComparer.OrdinalIgnoreCase).Select(name => $"{culture} {command.Name} describes -{name}, which is not there"));
            foreach (var parameter in actual)
            {
                if (described.TryGetValue(parameter.Name, out var text))
                {
                    differences.AddRange(Compare(command, parameter, text).Select(difference => $"{culture} {command.Name} -{parameter.Name}: {difference}"));
                }
                else if (ModuleSurface.IsOwn(parameter))
                {
                    differences.Add($"{culture} {command.Name} does not describe -{parameter.Name}");
                }
            }
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    [Theory]
    [MemberData(nameof(Cultures))]
    public void Examples_use_commands_and_parameters_that_exist(string culture)
    {
        var problems = new List<string>();
        foreach (var command in Documented(culture))
        {
            var page = Read(culture, command.Name, []);
            if (page.Examples.Count < FewestExamples)
            {
                problems.Add($"{culture} {command.Name}: {page.Examples.Count} example(s)");
            }

            problems.AddRange(page.Examples.SelectMany(example => Check(example).Select(problem => $"{culture} {command.Name}, {example.Title}: {problem}")));
        }

        Assert.True(problems.Count == 0, string.Join('\n', problems));
    }

    [Fact]
    public void Both_languages_have_the_same_examples()
    {
        var differing = surface.Commands
            .Where(command => ModuleSurface.Cultures.All(culture => File.Exists(ModuleSurface.Page(culture, command.Name))))
            .Where(command => ModuleSurface.Cultures.Select(culture => Read(culture, command.Name, []).Examples.Count).Distinct().Count() > 1)
            .Select(command => command.Name);

        Assert.Empty(differing);
    }

    private static HelpPage Read(string culture, string command, List<HelpProblem> problems)
    {
        var path = ModuleSurface.Page(culture, command);
        return PageParser.Parse(path, File.ReadAllText(path), problems);
    }

    private static IEnumerable<string> Compare(CmdletInfo command, ParameterMetadata parameter, HelpParameter page)
    {
        foreach (var set in command.ParameterSets)
        {
            var actual = set.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Name);
            var facts = page.Facts.FirstOrDefault(candidate => candidate.AppliesTo(set.Name));
            if (actual is null)
            {
                if (facts is not null && facts.Sets.Count > 0)
                {
                    yield return $"is not in parameter set {set.Name}";
                }

                continue;
            }

            if (facts is null)
            {
                yield return $"is in parameter set {set.Name} too";
                continue;
            }

            if (actual.IsMandatory != facts.Required)
            {
                yield return $"Required is {actual.IsMandatory} in {set.Name}";
            }

            var position = actual.Position < 0 ? "Named" : actual.Position.ToString(System.Globalization.CultureInfo.InvariantCulture);
            if (!string.Equals(position, facts.Position, StringComparison.OrdinalIgnoreCase))
            {
                yield return $"Position is {position} in {set.Name}";
            }

            var fromPipeline = actual.ValueFromPipeline || actual.ValueFromPipelineByPropertyName;
            if (fromPipeline != facts.PipelineInput.StartsWith("True", StringComparison.OrdinalIgnoreCase))
            {
                yield return $"Accept pipeline input is {fromPipeline} in {set.Name}";
            }

            var type = (Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType).Name;
            if (!string.Equals(facts.Type, type, StringComparison.Ordinal))
            {
                yield return $"Type is {type}, not {facts.Type}";
            }

            var aliases = facts.Aliases.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            if (!aliases.ToHashSet(StringComparer.OrdinalIgnoreCase).SetEquals(parameter.Aliases))
            {
                yield return $"Aliases are '{string.Join(", ", parameter.Aliases)}'";
            }
        }
    }

    private IEnumerable<CmdletInfo> Documented(string culture) => surface.Commands.Where(command => File.Exists(ModuleSurface.Page(culture, command.Name)));

    private IEnumerable<string> Check(HelpExample example)
    {
        var tree = Parser.ParseInput(example.Code, out _, out var errors);
        foreach (var error in errors)
        {
            yield return error.Message;
        }

        foreach (var call in tree.FindAll(node => node is CommandAst, searchNestedScriptBlocks: true).Cast<CommandAst>())
        {
            if (call.GetCommandName() is not { } name)
            {
                continue;
            }

            var command = surface.Commands.FirstOrDefault(candidate => candidate.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? surface.CoreCommands.GetValueOrDefault(name);
            if (command is null)
            {
                yield return $"'{name}' is neither ours nor of Microsoft.PowerShell.Core";
                continue;
            }

            foreach (var parameter in call.CommandElements.OfType<CommandParameterAst>())
            {
                if (!command.Parameters.Values.Any(candidate =>
                    candidate.Name.Equals(parameter.ParameterName, StringComparison.OrdinalIgnoreCase) || candidate.Aliases.Contains(parameter.ParameterName, StringComparer.OrdinalIgnoreCase)))
                {
                    yield return $"{name} has no parameter -{parameter.ParameterName}";
                }
            }
        }
    }
}
