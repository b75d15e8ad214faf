using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Takes a role away from users; who does not hold it stays as he is.</summary>
[Cmdlet(VerbsSecurity.Revoke, "OktellRole", SupportsShouldProcess = true)]
[OutputType(typeof(Account))]
public sealed class RevokeOktellRole : RoleChangingCmdlet
{
    private protected override string Action(string role) => $"Revoke role {role}";

    private protected override IEnumerable<OktellRole> Change(IEnumerable<OktellRole> held, OktellRole role) => held.Where(other => other != role);
}
