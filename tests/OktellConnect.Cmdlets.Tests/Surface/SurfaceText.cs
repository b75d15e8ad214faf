using System.Management.Automation;
using System.Text;

namespace OktellConnect.Cmdlets.Tests.Surface;

/// <summary>Commands, parameter sets, parameters and outputs as text: public names under review.</summary>
internal static class SurfaceText
{
    public static string Write(IEnumerable<CmdletInfo> commands)
    {
        var text = new StringBuilder();
        foreach (var command in commands)
        {
            text.Append(command.Name).Append(" -> ").Append(string.Join(", ", command.OutputType.Select(type => type.Name).Order(StringComparer.Ordinal)));
            var attribute = (CmdletAttribute)Attribute.GetCustomAttribute(command.ImplementingType, typeof(CmdletAttribute))!;
            text.Append(attribute.SupportsShouldProcess ? $"  [ShouldProcess {attribute.ConfirmImpact}]" : "").Append('\n');
            foreach (var set in command.ParameterSets.OrderBy(set => set.Name, StringComparer.Ordinal))
            {
                text.Append("  ").Append(set.Name).Append(set.IsDefault ? " (default)" : "").Append('\n');
                foreach (var parameter in set.Parameters.Where(parameter => ModuleSurface.IsOwn(command.Parameters[parameter.Name])).OrderBy(parameter => parameter.Name, StringComparer.Ordinal))
                {
                    text.Append("    ").Append(Describe(parameter)).Append('\n');
                }
            }
        }

        return text.ToString();
    }

    private static string Describe(CommandParameterInfo parameter)
    {
        var facts = new List<string>();
        if (parameter.IsMandatory)
        {
            facts.Add("mandatory");
        }

        if (parameter.Position >= 0)
        {
            facts.Add($"position {parameter.Position}");
        }

        if (parameter.ValueFromPipeline)
        {
            facts.Add("pipeline");
        }

        if (parameter.ValueFromPipelineByPropertyName)
        {
            facts.Add("property");
        }

        if (parameter.Aliases.Count > 0)
        {
            facts.Add("alias " + string.Join('|', parameter.Aliases.Order(StringComparer.Ordinal)));
        }

        return $"-{parameter.Name} {TypeName(parameter.ParameterType)}{(facts.Count == 0 ? "" : "  " + string.Join(", ", facts))}";
    }

    private static string TypeName(Type type) =>
        Nullable.GetUnderlyingType(type) is { } inner ? TypeName(inner) + "?"
        : type.IsArray ? TypeName(type.GetElementType()!) + "[]"
        : type.Name;
}
