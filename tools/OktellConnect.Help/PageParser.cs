using Markdig;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OktellConnect.Help;

/// <summary>Reads a command's page: PlatyPS's format, schema 2.0.0. What is missing or not understood is a problem, never skipped.</summary>
internal sealed class PageParser
{
    public const string HelpFile = "OktellConnect.Cmdlets.dll-Help.xml";

    private static readonly string[] Sections =
        ["SYNOPSIS", "SYNTAX", "DESCRIPTION", "EXAMPLES", "PARAMETERS", "INPUTS", "OUTPUTS", "NOTES", "RELATED LINKS"];

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UsePipeTables().Build();

    private readonly string file;
    private readonly List<HelpProblem> problems;

    private PageParser(string file, List<HelpProblem> problems)
    {
        this.file = file;
        this.problems = problems;
    }

    /// <summary>Reads a page; adds what is wrong with it to the problems.</summary>
    public static HelpPage Parse(string file, string text, List<HelpProblem> problems) => new PageParser(file, problems).Parse(text);

    private HelpPage Parse(string text)
    {
        var blocks = Markdown.Parse(text, Pipeline).ToList();
        CheckFrontMatter(blocks.OfType<YamlFrontMatterBlock>().FirstOrDefault());
        var title = blocks.OfType<HeadingBlock>().FirstOrDefault(heading => heading.Level == 1);
        var name = title is null ? "" : MarkdownText.Of(title);
        if (name != Path.GetFileNameWithoutExtension(file))
        {
            Problem(title, $"The title is '{name}', the file is named otherwise.");
        }

        var sections = Split(blocks, 2).ToDictionary(section => MarkdownText.Of(section.Heading), StringComparer.Ordinal);
        foreach (var missing in Sections.Where(section => !sections.ContainsKey(section)))
        {
            Problem(title, $"There is no section '{missing}'.");
        }

        foreach (var unknown in sections.Values.Where(section => !Sections.Contains(MarkdownText.Of(section.Heading))))
        {
            Problem(unknown.Heading, $"Unknown section '{MarkdownText.Of(unknown.Heading)}'.");
        }

        List<Block> In(string section) => sections.TryGetValue(section, out var found) ? found.Body : [];
        var page = new HelpPage(
            name,
            MarkdownText.Paragraphs(In("SYNOPSIS")),
            ReadSyntax(In("SYNTAX")),
            MarkdownText.Paragraphs(In("DESCRIPTION")),
            [.. Split(In("EXAMPLES"), 3).Select(ReadExample)],
            [.. Split(In("PARAMETERS"), 3).Where(part => MarkdownText.Of(part.Heading) != "CommonParameters").Select(ReadParameter)],
            ReadTypes(In("INPUTS")),
            ReadTypes(In("OUTPUTS")),
            MarkdownText.Paragraphs(In("NOTES")),
            [.. In("RELATED LINKS").SelectMany(block => block.Descendants<LinkInline>()).Select(link => new HelpLink(string.Concat(link.Descendants<LiteralInline>()), link.Url ?? ""))]);
        Check(page.Synopsis.Count == 1, title, "SYNOPSIS must be one paragraph.");
        Check(page.Description.Count > 0, title, "DESCRIPTION is empty.");
        Check(page.Syntax.Count > 0, title, "SYNTAX has no parameter set.");
        Check(page.Examples.Count > 0, title, "EXAMPLES is empty.");
        CheckSets(page, title);
        return page;
    }

    private void CheckFrontMatter(YamlFrontMatterBlock? front)
    {
        var facts = front is null ? [] : Facts(front.Lines.ToString());
        Check(facts.GetValueOrDefault("external help file") == HelpFile, front, $"The front matter must say 'external help file: {HelpFile}'.");
        Check(facts.GetValueOrDefault("Module Name") == "OktellConnect", front, "The front matter must say 'Module Name: OktellConnect'.");
        Check(facts.GetValueOrDefault("schema") == "2.0.0", front, "The front matter must say 'schema: 2.0.0'.");
    }

    private void CheckSets(HelpPage page, Block? title)
    {
        var known = page.Syntax.Select(set => set.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in page.Parameters)
        {
            foreach (var set in parameter.Facts.SelectMany(facts => facts.Sets).Where(set => !known.Contains(set)))
            {
                Problem(title, $"-{parameter.Name} names parameter set '{set}', which SYNTAX does not have.");
            }
        }
    }

    private IReadOnlyList<SyntaxSet> ReadSyntax(List<Block> blocks)
    {
        var sets = Split(blocks, 3).ToList();
        if (sets.Count == 0)
        {
            return [.. blocks.OfType<FencedCodeBlock>().Take(1).Select(code => new SyntaxSet("(All)", MarkdownText.Code(code)))];
        }

        return [.. sets.Select(set =>
        {
            Check(set.Body.OfType<FencedCodeBlock>().Count() == 1, set.Heading, "A parameter set needs one code block.");
            var name = MarkdownText.Of(set.Heading).Replace(" (Default)", "", StringComparison.Ordinal);
            return new SyntaxSet(name, string.Concat(set.Body.OfType<FencedCodeBlock>().Select(MarkdownText.Code)));
        })];
    }

    private HelpExample ReadExample((HeadingBlock Heading, List<Block> Body) part)
    {
        var code = part.Body.OfType<FencedCodeBlock>().Where(block => block.Info == "powershell").ToList();
        var remarks = MarkdownText.Paragraphs(part.Body.Where(block => block is not FencedCodeBlock { Info: "powershell" }));
        Check(code.Count > 0, part.Heading, "An example needs a code block fenced as powershell.");
        Check(remarks.Count > 0, part.Heading, "An example needs a sentence saying what it does.");
        return new HelpExample(MarkdownText.Of(part.Heading), string.Join("\n", code.Select(MarkdownText.Code)), remarks);
    }

    private HelpParameter ReadParameter((HeadingBlock Heading, List<Block> Body) part)
    {
        var title = MarkdownText.Of(part.Heading);
        Check(title.StartsWith('-'), part.Heading, $"'{title}' is not a parameter: the heading must begin with '-'.");
        var facts = part.Body.OfType<FencedCodeBlock>().Where(block => block.Info == "yaml").Select(ReadFacts).ToList();
        var description = MarkdownText.Paragraphs(part.Body.Where(block => block is not FencedCodeBlock { Info: "yaml" }));
        Check(facts.Count > 0, part.Heading, $"{title} has no yaml block.");
        Check(description.Count > 0, part.Heading, $"{title} has no description.");
        return new HelpParameter(title.TrimStart('-'), description, facts);
    }

    private ParameterFacts ReadFacts(FencedCodeBlock block)
    {
        var facts = Facts(block.Lines.ToString());
        string Fact(string key)
        {
            Check(facts.ContainsKey(key), block, $"The yaml block has no '{key}'.");
            return facts.GetValueOrDefault(key, "");
        }

        var sets = Fact("Parameter Sets");
        var defaultValue = Fact("Default value");
        return new ParameterFacts(
            Fact("Type"),
            sets == "(All)" ? [] : sets.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Fact("Aliases"),
            Truth("Required"),
            Fact("Position"),
            defaultValue is "" ? "None" : defaultValue,
            Fact("Accept pipeline input"),
            Truth("Accept wildcard characters"));

        bool Truth(string key)
        {
            var value = Fact(key);
            Check(bool.TryParse(value, out var truth), block, $"'{key}' must be True or False.");
            return truth;
        }
    }

    private static IReadOnlyList<TypeNote> ReadTypes(List<Block> blocks) =>
        [.. Split(blocks, 3).Select(part => new TypeNote(MarkdownText.Of(part.Heading), MarkdownText.Paragraphs(part.Body)))];

    // The front matter and the yaml blocks are flat: one "key: value" a line, or a list of "- value" under a key.
    private static Dictionary<string, string> Facts(string yaml)
    {
        var facts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in yaml.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon > 0)
            {
                facts[line[..colon]] = line[(colon + 1)..].Trim();
            }
        }

        return facts;
    }

    private static IEnumerable<(HeadingBlock Heading, List<Block> Body)> Split(IEnumerable<Block> blocks, int level)
    {
        (HeadingBlock Heading, List<Block> Body)? current = null;
        foreach (var block in blocks)
        {
            if (block is HeadingBlock heading && heading.Level <= level)
            {
                if (current is { } done)
                {
                    yield return done;
                }

                current = heading.Level == level ? (heading, []) : null;
            }
            else
            {
                current?.Body.Add(block);
            }
        }

        if (current is { } last)
        {
            yield return last;
        }
    }

    private void Check(bool holds, Block? place, string text)
    {
        if (!holds)
        {
            Problem(place, text);
        }
    }

    private void Problem(Block? place, string text) => problems.Add(new HelpProblem(file, (place?.Line ?? 0) + 1, text));
}
