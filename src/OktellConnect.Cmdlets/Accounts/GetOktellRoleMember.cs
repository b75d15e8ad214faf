using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Lists who holds which role.</summary>
[Cmdlet(VerbsCommon.Get, "OktellRoleMember")]
[OutputType(typeof(RoleMember))]
public sealed class GetOktellRoleMember : InfobaseCmdlet
{
    /// <summary>Only this role.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string? Role { get; set; }

    /// <summary>Only this user.</summary>
    [Parameter(ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("User")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public AccountIdentity[]? Identity { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        OktellRole? role = Role is null ? null : Roles.Parse(Role);
        var accounts = await AccountMemory.ReadAsync(RequireInfobase(), Cancellation).ConfigureAwait(false);
        if (Identity is null)
        {
            WriteMembers(accounts, role);
            return;
        }

        foreach (var identity in Identity)
        {
            try
            {
                WriteMembers([identity.Find(accounts)], role);
            }
            catch (OktellException failure)
            {
                WriteFailure(failure);
            }
        }
    }

    private void WriteMembers(IEnumerable<Account> accounts, OktellRole? role)
    {
        foreach (var account in accounts)
        {
            foreach (var held in account.Roles.Where(held => role is null || held == role))
            {
                Write(new RoleMember(account.User, account.Login, account.Number, held));
            }
        }
    }
}
