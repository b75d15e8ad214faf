using System.Text;
using Markdig;
using Markdig.Syntax;

namespace OktellConnect.Help;

/// <summary>An about_ topic as the plain text that Get-Help shows: headings in capitals, text wrapped and indented below.</summary>
internal static class AboutTopic
{
    private const int Width = 80;
    private const string Indent = "    ";

    public static string Write(string markdown)
    {
        var text = new StringBuilder();
        foreach (var block in Markdown.Parse(markdown, new MarkdownPipelineBuilder().UsePipeTables().Build()))
        {
            switch (block)
            {
                case HeadingBlock { Level: 1 } title:
                    // The first two lines are what Get-Help lists the topic by.
                    text.Append("TOPIC\n").Append(Indent).Append(MarkdownText.Of(title)).Append("\n\n");
                    break;
                case HeadingBlock heading:
                    text.Append(MarkdownText.Of(heading).ToUpperInvariant()).Append('\n');
                    break;
                case CodeBlock code:
                    foreach (var line in MarkdownText.Code(code).Split('\n'))
                    {
                        text.Append((Indent + Indent + line).TrimEnd()).Append('\n');
                    }

                    text.Append('\n');
                    break;
                default:
                    foreach (var paragraph in MarkdownText.Paragraphs([block]))
                    {
                        Wrap(text, paragraph);
                    }

                    text.Append('\n');
                    break;
            }
        }

        return text.ToString().TrimEnd() + "\n";
    }

    private static void Wrap(StringBuilder text, string paragraph)
    {
        var line = new StringBuilder(Indent);
        foreach (var word in paragraph.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > Indent.Length && line.Length + 1 + word.Length > Width)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(Indent);
            }

            if (line.Length > Indent.Length)
            {
                line.Append(' ');
            }

            line.Append(word);
        }

        text.Append(line).Append('\n');
    }
}
