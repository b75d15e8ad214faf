namespace OktellConnect.Help;

/// <summary>One command's page. Texts are paragraphs without markup.</summary>
internal sealed record HelpPage(
    string Name,
    IReadOnlyList<string> Synopsis,
    IReadOnlyList<SyntaxSet> Syntax,
    IReadOnlyList<string> Description,
    IReadOnlyList<HelpExample> Examples,
    IReadOnlyList<HelpParameter> Parameters,
    IReadOnlyList<TypeNote> Inputs,
    IReadOnlyList<TypeNote> Outputs,
    IReadOnlyList<string> Notes,
    IReadOnlyList<HelpLink> Links);

/// <summary>One parameter set, by name.</summary>
internal sealed record SyntaxSet(string Name, string Text);

/// <summary>An example: code to run and what it does.</summary>
internal sealed record HelpExample(string Title, string Code, IReadOnlyList<string> Remarks);

/// <summary>A parameter, with its attributes per parameter set where they differ.</summary>
internal sealed record HelpParameter(string Name, IReadOnlyList<string> Description, IReadOnlyList<ParameterFacts> Facts);

/// <summary>A parameter's attributes in some parameter sets; an empty list of sets means all.</summary>
internal sealed record ParameterFacts(
    string Type,
    IReadOnlyList<string> Sets,
    string Aliases,
    bool Required,
    string Position,
    string DefaultValue,
    string PipelineInput,
    bool Wildcards)
{
    public bool AppliesTo(string set) => Sets.Count == 0 || Sets.Contains(set, StringComparer.OrdinalIgnoreCase);
}

/// <summary>A type that goes in or comes out.</summary>
internal sealed record TypeNote(string Type, IReadOnlyList<string> Description);

/// <summary>A related page.</summary>
internal sealed record HelpLink(string Text, string Address);
