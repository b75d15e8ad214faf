using System.Management.Automation;
using System.Xml.Linq;

namespace OktellConnect.Cmdlets.Tests.Surface;

/// <summary>What other people's scripts depend on.</summary>
public sealed class SurfaceTests(ModuleSurface surface) : IClassFixture<ModuleSurface>
{
    // Set to rewrite docs/surface.txt from the code; the change is then reviewed as any other.
    private const string UpdateVariable = "OKTELLCONNECT_UPDATE_SURFACE";

    private static readonly string[] ChangingVerbs =
    [
        "Add", "Clear", "Copy", "Disable", "Enable", "Exit", "Export", "Grant", "Import", "Initialize", "Invoke", "Join", "Merge", "Move", "New", "Receive",
        "Remove", "Resume", "Revoke", "Save", "Send", "Set", "Start", "Stop", "Suspend", "Switch", "Sync", "Update",
    ];

    // Makes an object in memory, changes nothing.
    private static readonly string[] ChangesNothing = ["New-OktellConnectionOption"];

    // "Statistics" is a word without a singular; the rest of the product calls it so.
    private static readonly string[] SingularThoughEndingInS = ["OktellStatistics"];

    [Fact]
    public void The_manifest_lists_exactly_the_commands_there_are() =>
        Assert.Equal(surface.Commands.Select(command => command.Name), ModuleSurface.Manifest("CmdletsToExport").Order(StringComparer.Ordinal));

    [Fact]
    public void The_manifest_lists_exactly_the_views_there_are() =>
        Assert.Equal(
            Views().Select(file => "Views/" + Path.GetFileName(file)).Order(StringComparer.Ordinal),
            ModuleSurface.Manifest("FormatsToProcess").Order(StringComparer.Ordinal));

    [Fact]
    public void The_committed_text_of_the_surface_is_that_of_the_code()
    {
        var path = Path.Combine(ModuleSurface.Root, "docs", "surface.txt");
        var actual = SurfaceText.Write(surface.Commands);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable(UpdateVariable)))
        {
            File.WriteAllText(path, actual);
        }

        Assert.True(
            File.Exists(path) && File.ReadAllText(path).ReplaceLineEndings("\n") == actual,
            $"docs/surface.txt differs from the commands. If the change is meant, run this test with {UpdateVariable}=1 and commit the file.\n{FirstDifference(path, actual)}");
    }

    [Fact]
    public void Every_verb_is_approved()
    {
        var approved = typeof(VerbsCommon).Assembly.GetExportedTypes()
            .Where(type => type.Name.StartsWith("Verbs", StringComparison.Ordinal))
            .SelectMany(type => type.GetFields())
            .Select(field => (string)field.GetRawConstantValue()!)
            .ToHashSet();

        Assert.All(surface.Commands, command => Assert.Contains(command.Verb, approved));
    }

    [Fact]
    public void Every_noun_has_the_prefix_and_is_singular() =>
        Assert.All(surface.Commands, command =>
        {
            Assert.StartsWith("Oktell", command.Noun);
            Assert.True(!command.Noun.EndsWith('s') || SingularThoughEndingInS.Contains(command.Noun), command.Name);
        });

    [Fact]
    public void Every_command_says_what_it_puts_out() =>
        Assert.All(surface.Commands, command => Assert.True(command.ImplementingType.IsDefined(typeof(OutputTypeAttribute), inherit: false), command.Name));

    [Fact]
    public void Every_changing_command_can_be_rehearsed() =>
        Assert.All(surface.Commands.Where(command => ChangingVerbs.Contains(command.Verb) && !ChangesNothing.Contains(command.Name)), command =>
            Assert.True(Cmdlet(command).SupportsShouldProcess, command.Name));

    [Fact]
    public void Only_removing_asks_by_default() =>
        Assert.All(surface.Commands.Where(command => Cmdlet(command).ConfirmImpact == ConfirmImpact.High), command =>
            Assert.Equal("Remove", command.Verb));

    [Fact]
    public void No_parameter_takes_a_password_as_text() =>
        Assert.All(Parameters(), entry => Assert.False(
            entry.Parameter.Name.Contains("Password", StringComparison.OrdinalIgnoreCase) && entry.Parameter.ParameterType == typeof(string),
            $"{entry.Command.Name} -{entry.Parameter.Name}"));

    [Fact]
    public void Parameters_that_take_many_are_named_in_the_singular() =>
        Assert.All(Parameters().Where(entry => entry.Parameter.ParameterType.IsArray), entry => Assert.False(
            entry.Parameter.Name.EndsWith('s') && !entry.Parameter.Name.EndsWith("ss", StringComparison.Ordinal),
            $"{entry.Command.Name} -{entry.Parameter.Name}"));

    [Fact]
    public void At_most_one_parameter_of_a_set_takes_whole_objects_from_the_pipeline() =>
        Assert.All(surface.Commands.SelectMany(command => command.ParameterSets.Select(set => (command, set))), entry =>
            Assert.True(entry.set.Parameters.Count(parameter => parameter.ValueFromPipeline) <= 1, $"{entry.command.Name} {entry.set.Name}"));

    [Fact]
    public void Every_output_of_ours_has_a_table_and_a_list_view()
    {
        var tables = Selected("TableControl");
        var lists = Selected("ListControl");
        var outputs = surface.Commands.SelectMany(command => command.OutputType)
            .Select(output => output.Type)
            .Where(type => type?.Namespace?.StartsWith("OktellConnect", StringComparison.Ordinal) == true)
            .Distinct();

        Assert.All(outputs, type =>
        {
            var names = Implementations(type!).ToList();
            Assert.True(names.Any(tables.Contains), $"No table view for {type}.");
            Assert.True(names.Any(lists.Contains), $"No list view for {type}.");
        });
    }

    // PowerShell refuses the whole module for one.
    [Fact]
    public void No_view_has_an_empty_label() =>
        Assert.All(Views().SelectMany(file => XDocument.Load(file).Descendants("Label")), label => Assert.NotEmpty(label.Value));

    [Fact]
    public void No_table_is_wider_than_120_columns() =>
        Assert.All(Views().SelectMany(file => XDocument.Load(file).Descendants("View")), view =>
        {
            var widths = view.Descendants("TableColumnHeader").Select(column => (int?)column.Element("Width")).ToList();
            Assert.True(widths.Sum(width => width ?? 10) + widths.Count <= 121, (string?)view.Element("Name"));
        });

    /// <summary>
    /// Import makes every public type of the assembly known, which needs the size of its fields: a field whose type is a value type
    /// of the engine would load the engine at that moment. A property over a field of type object avoids it.
    /// </summary>
    [Fact]
    public void No_public_type_holds_a_value_of_the_engine_in_a_field()
    {
        const System.Reflection.BindingFlags All = System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static
            | System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.DeclaredOnly;
        var fields = typeof(AsyncCmdlet).Assembly.GetExportedTypes().SelectMany(type => type.GetFields(All));

        Assert.All(fields, field => Assert.False(HoldsEngineValue(field.FieldType), $"{field.DeclaringType}.{field.Name}"));

        static bool HoldsEngineValue(Type type) => type.IsValueType
            && (type.Assembly == typeof(OktellException).Assembly || type.GetGenericArguments().Any(argument => argument.Assembly == typeof(OktellException).Assembly));
    }

    /// <summary>Import looks for a constructor without parameters on every public type, and reads the others' parameters on the way.</summary>
    [Fact]
    public void No_public_type_is_constructed_from_an_object_of_the_engine()
    {
        var parameters = typeof(AsyncCmdlet).Assembly.GetExportedTypes().SelectMany(type => type.GetConstructors()).SelectMany(constructor => constructor.GetParameters());

        Assert.All(parameters, parameter => Assert.False(
            parameter.ParameterType.Assembly == typeof(OktellException).Assembly, $"{parameter.Member.DeclaringType}({parameter.ParameterType.Name})"));
    }

    private static CmdletAttribute Cmdlet(CmdletInfo command) => (CmdletAttribute)Attribute.GetCustomAttribute(command.ImplementingType, typeof(CmdletAttribute))!;

    private static string[] Views() => Directory.GetFiles(Path.Combine(ModuleSurface.Root, "src", "OktellConnect.Cmdlets", "Views"), "*.format.ps1xml");

    private static HashSet<string?> Selected(string control) => [.. Views()
        .SelectMany(file => XDocument.Load(file).Descendants("View"))
        .Where(view => view.Element(control) is not null)
        .SelectMany(view => view.Descendants("TypeName").Select(name => (string?)name.Value))];

    // An interface is no type name of an object; a view is found by the classes behind it.
    private static IEnumerable<string?> Implementations(Type type) => type.IsInterface
        ? AppDomain.CurrentDomain.GetAssemblies()
            .Append(typeof(OktellConnect.Infobase.Sqlite.SqliteInfobase).Assembly)
            .Where(assembly => assembly.GetName().Name!.StartsWith("OktellConnect", StringComparison.Ordinal))
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type.IsAssignableFrom)
            .Select(implementation => implementation.FullName)
        : [type.FullName];

    private static string FirstDifference(string path, string actual)
    {
        var committed = File.Exists(path) ? File.ReadAllLines(path) : [];
        var built = actual.Split('\n');
        var at = Enumerable.Range(0, Math.Max(committed.Length, built.Length)).First(line => line >= committed.Length || line >= built.Length || committed[line] != built[line]);
        return $"line {at + 1}\n  committed: {committed.ElementAtOrDefault(at)}\n  code:      {built.ElementAtOrDefault(at)}";
    }

    private IEnumerable<(CmdletInfo Command, ParameterMetadata Parameter)> Parameters() =>
        surface.Commands.SelectMany(command => command.Parameters.Values.Where(ModuleSurface.IsOwn).Select(parameter => (command, parameter)));
}
