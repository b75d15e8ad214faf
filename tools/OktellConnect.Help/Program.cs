using System.Text;
using OktellConnect.Help;

// OktellConnect.Help <docs folder> <output folder>
if (args.Length != 2)
{
    Console.Error.WriteLine("Usage: OktellConnect.Help <docs folder> <output folder>");
    return 64;
}

// Messages are read by MSBuild, which expects UTF-8.
Console.OutputEncoding = new UTF8Encoding(false);
var problems = HelpBuild.Run(args[0], args[1]);
foreach (var problem in problems)
{
    Console.Error.WriteLine($"{problem.File}({problem.Line}): error OKH001: {problem.Text}");
}

return problems.Count == 0 ? 0 : 1;
