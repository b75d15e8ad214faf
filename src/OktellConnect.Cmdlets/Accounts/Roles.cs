using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Reads -Role: the English names and 1C's own.</summary>
internal static class Roles
{
    public static OktellRole Parse(string name) => RoleNames.Parse(name)
        ?? throw new OktellException(OktellErrors.RoleUnknown, $"The parameter Role is '{name}', which is not a role.", target: name);

    public static OktellRole[] Parse(IEnumerable<string>? names) => [.. (names ?? []).Select(Parse).Distinct().OrderBy(role => role)];
}
