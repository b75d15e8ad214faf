using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Gives a role to users; who holds it already keeps it.</summary>
[Cmdlet(VerbsSecurity.Grant, "OktellRole", SupportsShouldProcess = true)]
[OutputType(typeof(Account))]
public sealed class GrantOktellRole : RoleChangingCmdlet
{
    private protected override string Action(string role) => $"Grant role {role}";

    private protected override IEnumerable<OktellRole> Change(IEnumerable<OktellRole> held, OktellRole role) => held.Append(role);
}
