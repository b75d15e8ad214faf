using System.Management.Automation;
using System.Management.Automation.Language;
using System.Reflection;
using OktellConnect.Cmdlets.Tests.Foundation;

namespace OktellConnect.Cmdlets.Tests.Surface;

/// <summary>The module's commands as the engine sees them, and the repository's files about them. Made once for all tests.</summary>
public sealed class ModuleSurface : IDisposable
{
    private readonly CommandRunspace runspace;

    public ModuleSurface()
    {
        var types = typeof(AsyncCmdlet).Assembly.GetExportedTypes()
            .Where(type => !type.IsAbstract && type.IsDefined(typeof(CmdletAttribute), inherit: false))
            .ToArray();
        runspace = new CommandRunspace(types);
        using var shell = runspace.Create();
        var found = shell.AddCommand("Get-Command").AddParameter("CommandType", "Cmdlet").Invoke<CmdletInfo>();
        Commands = [.. found.Where(command => types.Contains(command.ImplementingType)).OrderBy(command => command.Name, StringComparer.Ordinal)];
        CoreCommands = found.Where(command => command.ImplementingType.Assembly == typeof(PSCmdlet).Assembly)
            .ToDictionary(command => command.Name, command => command, StringComparer.OrdinalIgnoreCase);
    }

    public static string Root { get; } = typeof(ModuleSurface).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "RepositoryRoot").Value!;

    public static IReadOnlyList<string> Cultures { get; } = ["en-US", "ru-RU"];

    /// <summary>The module's commands.</summary>
    public IReadOnlyList<CmdletInfo> Commands { get; }

    /// <summary>The commands of Microsoft.PowerShell.Core, by name.</summary>
    public IReadOnlyDictionary<string, CmdletInfo> CoreCommands { get; }

    /// <summary>A parameter's own name is not one that every command has.</summary>
    public static bool IsOwn(ParameterMetadata parameter) =>
        !Cmdlet.CommonParameters.Contains(parameter.Name) && !Cmdlet.OptionalCommonParameters.Contains(parameter.Name);

    /// <summary>A list of the manifest, read without running anything.</summary>
    public static IReadOnlyList<string> Manifest(string key)
    {
        var tree = Parser.ParseFile(Path.Combine(Root, "OktellConnect.psd1"), out _, out var errors);
        Assert.Empty(errors);
        var table = (HashtableAst)tree.Find(node => node is HashtableAst, searchNestedScriptBlocks: false);
        var value = table.KeyValuePairs.Single(pair => ((StringConstantExpressionAst)pair.Item1).Value == key).Item2;
        return [.. value.FindAll(node => node is StringConstantExpressionAst, searchNestedScriptBlocks: false).Cast<StringConstantExpressionAst>().Select(text => text.Value)];
    }

    public static string Page(string culture, string command) => Path.Combine(Root, "docs", culture, command + ".md");

    public void Dispose() => runspace.Dispose();
}
