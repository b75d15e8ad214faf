using System.Xml.Linq;

namespace OktellConnect.Help;

/// <summary>Writes pages as MAML, the format Get-Help reads for commands of an assembly.</summary>
internal static class MamlWriter
{
    private static readonly XNamespace Root = "http://msh";
    private static readonly XNamespace Maml = "http://schemas.microsoft.com/maml/2004/10";
    private static readonly XNamespace Command = "http://schemas.microsoft.com/maml/dev/command/2004/10";
    private static readonly XNamespace Dev = "http://schemas.microsoft.com/maml/dev/2004/10";

    public static XDocument Write(IEnumerable<HelpPage> pages) => new(
        new XDeclaration("1.0", "utf-8", null),
        new XElement(Root + "helpItems", new XAttribute("schema", "maml"), pages.Select(Page)));

    private static XElement Page(HelpPage page) => new(
        Command + "command",
        new XAttribute(XNamespace.Xmlns + "maml", Maml),
        new XAttribute(XNamespace.Xmlns + "command", Command),
        new XAttribute(XNamespace.Xmlns + "dev", Dev),
        Details(page),
        new XElement(Maml + "description", Paras(page.Description)),
        new XElement(Command + "syntax", page.Syntax.Select(set => Syntax(page, set))),
        new XElement(Command + "parameters", page.Parameters.Select(parameter => Parameter(parameter, parameter.Facts[0]))),
        new XElement(Command + "inputTypes", page.Inputs.Select(type => Type(Command + "inputType", type))),
        new XElement(Command + "returnValues", page.Outputs.Select(type => Type(Command + "returnValue", type))),
        new XElement(Maml + "alertSet", new XElement(Maml + "alert", Paras(page.Notes))),
        new XElement(Command + "examples", page.Examples.Select(Example)),
        new XElement(Command + "relatedLinks", page.Links.Select(Link)));

    private static XElement Details(HelpPage page)
    {
        var parts = page.Name.Split('-', 2);
        return new XElement(
            Command + "details",
            new XElement(Command + "name", page.Name),
            new XElement(Command + "verb", parts[0]),
            new XElement(Command + "noun", parts[^1]),
            new XElement(Maml + "description", Paras(page.Synopsis)));
    }

    private static XElement Syntax(HelpPage page, SyntaxSet set) => new(
        Command + "syntaxItem",
        new XElement(Maml + "name", page.Name),
        page.Parameters
            .Select(parameter => (parameter, facts: parameter.Facts.FirstOrDefault(facts => facts.AppliesTo(set.Name))))
            .Where(entry => entry.facts is not null)
            .OrderBy(entry => int.TryParse(entry.facts!.Position, out var position) ? position : int.MaxValue)
            .ThenBy(entry => entry.facts!.Required ? 0 : 1)
            .Select(entry => Parameter(entry.parameter, entry.facts!)));

    private static XElement Parameter(HelpParameter parameter, ParameterFacts facts)
    {
        var isSwitch = facts.Type is "SwitchParameter";
        return new XElement(
            Command + "parameter",
            new XAttribute("required", facts.Required ? "true" : "false"),
            new XAttribute("variableLength", facts.Type.EndsWith("[]", StringComparison.Ordinal) ? "true" : "false"),
            new XAttribute("globbing", facts.Wildcards ? "true" : "false"),
            new XAttribute("pipelineInput", facts.PipelineInput),
            new XAttribute("position", facts.Position.ToLowerInvariant()),
            new XAttribute("aliases", facts.Aliases is "" ? "none" : facts.Aliases),
            new XElement(Maml + "name", parameter.Name),
            new XElement(Maml + "description", Paras(parameter.Description)),
            isSwitch ? null : new XElement(Command + "parameterValue", new XAttribute("required", "true"), new XAttribute("variableLength", "false"), facts.Type),
            new XElement(Dev + "type", new XElement(Maml + "name", facts.Type), new XElement(Maml + "uri")),
            new XElement(Dev + "defaultValue", facts.DefaultValue));
    }

    private static XElement Type(XName name, TypeNote type) => new(
        name,
        new XElement(Dev + "type", new XElement(Maml + "name", type.Type)),
        new XElement(Maml + "description", Paras(type.Description)));

    private static XElement Example(HelpExample example) => new(
        Command + "example",
        new XElement(Maml + "title", example.Title),
        new XElement(Dev + "code", example.Code),
        new XElement(Dev + "remarks", Paras(example.Remarks)));

    private static XElement Link(HelpLink link) => new(
        Maml + "navigationLink",
        new XElement(Maml + "linkText", link.Text),
        new XElement(Maml + "uri", link.Address));

    private static IEnumerable<XElement> Paras(IEnumerable<string> paragraphs) => paragraphs.Select(text => new XElement(Maml + "para", text));
}
