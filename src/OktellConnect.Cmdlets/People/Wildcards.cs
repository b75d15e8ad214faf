using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Compares with PowerShell's wildcards, case apart.</summary>
internal static class Wildcards
{
    public static WildcardPattern[] Patterns(IEnumerable<string> texts) =>
        [.. texts.Select(text => WildcardPattern.Get(text, WildcardOptions.IgnoreCase | WildcardOptions.CultureInvariant))];

    public static bool AnyMatch(this WildcardPattern[] patterns, string? text) => text is not null && patterns.Any(pattern => pattern.IsMatch(text));
}
