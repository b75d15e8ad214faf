using System.Text;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace OktellConnect.Help;

/// <summary>Markdown without its markup, as the console shows it.</summary>
internal static class MarkdownText
{
    public static IReadOnlyList<string> Paragraphs(IEnumerable<Block> blocks) => [.. blocks.SelectMany(Lines)];

    public static string Of(LeafBlock block) => Of(block.Inline);

    public static string Code(LeafBlock block) => block.Lines.ToString().TrimEnd();

    private static IEnumerable<string> Lines(Block block) => block switch
    {
        ListBlock list => list.Cast<ListItemBlock>().Select((item, index) =>
            (list.IsOrdered ? $"{index + 1}. " : "- ") + string.Join(" ", item.SelectMany(Lines))),
        CodeBlock code => [Code(code)],
        QuoteBlock quote => quote.SelectMany(Lines),
        Markdig.Extensions.Tables.Table table => table.Cast<Markdig.Extensions.Tables.TableRow>().Select(row =>
            string.Join("  ", row.Cast<ContainerBlock>().Select(cell => string.Join(" ", cell.SelectMany(Lines))))),
        LeafBlock leaf => [Of(leaf)],
        _ => [],
    };

    private static string Of(ContainerInline? inlines)
    {
        var text = new StringBuilder();
        Append(text, inlines);
        return text.ToString().Trim();
    }

    private static void Append(StringBuilder text, Inline? inline)
    {
        switch (inline)
        {
            case LiteralInline literal:
                text.Append(literal.Content);
                break;
            case CodeInline code:
                text.Append(code.Content);
                break;
            case LineBreakInline:
                text.Append(' ');
                break;
            case HtmlEntityInline entity:
                text.Append(entity.Transcoded);
                break;
            case AutolinkInline address:
                text.Append(address.Url);
                break;
            case ContainerInline container:
                foreach (var part in container)
                {
                    Append(text, part);
                }

                if (container is LinkInline { Url: { Length: > 0 } url } && Uri.IsWellFormedUriString(url, UriKind.Absolute))
                {
                    text.Append(" (").Append(url).Append(')');
                }

                break;
        }
    }
}
