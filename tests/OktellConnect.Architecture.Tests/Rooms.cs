using System.Reflection;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace OktellConnect.Architecture.Tests;

/// <summary>Who uses whom, read once out of the assemblies.</summary>
internal static class Rooms
{
    public const string Engine = "OktellConnect";

    private static readonly ArchUnitNET.Domain.Architecture Architecture = new ArchLoader()
        .LoadAssemblies(
            typeof(OktellException).Assembly,
            typeof(Infobase.Sqlite.SqliteInfobase).Assembly,
            typeof(Cmdlets.AsyncCmdlet).Assembly,
            System.Reflection.Assembly.Load("OktellConnect.Simulator"))
        .Build();

    /// <summary>Every use of one type by another, as full names, between types of these assemblies and to what they refer to.</summary>
    public static IReadOnlyList<Use> Uses { get; } =
        [.. Architecture.Types.SelectMany(type => type.Dependencies
            .Where(dependency => dependency.Target is not GenericParameter)
            .Select(dependency => new Use((type.Assembly?.Name ?? "").Split(',')[0], Plain(type), (dependency.Target.Assembly?.Name ?? "").Split(',')[0], Plain(dependency.Target)))
            .Distinct())];

    public static string Metadata(string key) => typeof(Rooms).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    /// <summary>Whether a type lies in a room: a namespace below the engine's, or deeper.</summary>
    public static bool IsIn(string type, string room) => type.StartsWith($"{Engine}.{room}.", StringComparison.Ordinal);

    private static string Plain(IType type) => type.FullName;
}

/// <summary>One type uses another.</summary>
internal sealed record Use(string Assembly, string User, string UsedAssembly, string Used)
{
    public override string ToString() => $"{User} uses {Used}";
}
