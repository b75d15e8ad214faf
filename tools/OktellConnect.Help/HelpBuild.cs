using System.Globalization;
using System.Text;
using System.Xml;

namespace OktellConnect.Help;

/// <summary>Builds the help of every language: one folder of pages in, one folder of help files out.</summary>
internal static class HelpBuild
{
    public static IReadOnlyList<HelpProblem> Run(string docs, string output)
    {
        var problems = new List<HelpProblem>();
        foreach (var folder in Directory.GetDirectories(docs).Where(IsCulture).Order(StringComparer.Ordinal))
        {
            Build(folder, Path.Combine(output, Path.GetFileName(folder)), problems);
        }

        return problems;
    }

    private static bool IsCulture(string folder)
    {
        try
        {
            return CultureInfo.GetCultureInfo(Path.GetFileName(folder), predefinedOnly: true).Name.Length > 0;
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

    private static void Build(string folder, string output, List<HelpProblem> problems)
    {
        var pages = new List<HelpPage>();
        var topics = new List<(string Name, string Text)>();
        foreach (var file in Directory.GetFiles(folder, "*.md").Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileNameWithoutExtension(file);
            if (name.StartsWith("about_", StringComparison.Ordinal))
            {
                topics.Add((name, AboutTopic.Write(File.ReadAllText(file))));
            }
            else
            {
                pages.Add(PageParser.Parse(file, File.ReadAllText(file), problems));
            }
        }

        if (problems.Count > 0)
        {
            return;
        }

        Directory.CreateDirectory(output);
        using (var writer = XmlWriter.Create(Path.Combine(output, PageParser.HelpFile), new XmlWriterSettings { Indent = true, Encoding = new UTF8Encoding(true) }))
        {
            MamlWriter.Write(pages).Save(writer);
        }

        foreach (var (name, text) in topics)
        {
            // Windows PowerShell takes a help text without a mark for the system's code page.
            File.WriteAllText(Path.Combine(output, name + ".help.txt"), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        }
    }
}
