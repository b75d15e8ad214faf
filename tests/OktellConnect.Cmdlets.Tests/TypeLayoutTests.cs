using System.Reflection;

namespace OktellConnect.Cmdlets.Tests;

public sealed class TypeLayoutTests
{
    public static TheoryData<string> PublicTypes() => [.. typeof(AsyncCmdlet).Assembly.GetExportedTypes().Select(type => type.FullName!)];

    /// <summary>
    /// Import-Module lists the public types before the module can say where the engine lies. The runtime lays a type out when it is
    /// listed, and for a field of an enumeration or structure of the engine it would need the engine then: the import would fail.
    /// </summary>
    [Theory]
    [MemberData(nameof(PublicTypes))]
    public void No_public_type_has_a_field_of_a_value_type_of_the_engine(string name)
    {
        var fields = typeof(AsyncCmdlet).Assembly.GetType(name, throwOnError: true)!
            .GetFields(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

        Assert.Empty(fields.Where(field => IsOfTheEngine(Nullable.GetUnderlyingType(field.FieldType) ?? field.FieldType)).Select(field => $"{field.FieldType.Name} {field.Name}"));
    }

    private static bool IsOfTheEngine(Type type) => type.IsValueType && type.Assembly.GetName().Name is { } assembly
        && assembly.StartsWith("OktellConnect", StringComparison.Ordinal) && assembly != "OktellConnect.Cmdlets";
}
