using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Base of the commands that give a role and take it away.</summary>
public abstract class RoleChangingCmdlet : InfobaseCmdlet
{
    /// <summary>Whose.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("User")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public AccountIdentity[] Identity { get; set; } = [];

    /// <summary>Which role.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string Role { get; set; } = "";

    /// <summary>Emits the account.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected abstract string Action(string role);

    private protected abstract IEnumerable<OktellRole> Change(IEnumerable<OktellRole> held, OktellRole role);

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var role = Roles.Parse(Role);
        var infobase = RequireInfobase();
        foreach (var identity in Identity)
        {
            try
            {
                await ChangeAsync(infobase, identity, role).ConfigureAwait(false);
            }
            catch (OktellException failure) when (failure.Error == OktellErrors.AccountNotFound || failure.Error == OktellErrors.AccountAmbiguous)
            {
                WriteFailure(failure);
            }
        }
    }

    private async Task ChangeAsync(IInfobase infobase, AccountIdentity identity, OktellRole role)
    {
        var account = identity.Find(await AccountMemory.ReadAsync(infobase, Cancellation).ConfigureAwait(false));
        OktellRole[] roles = [.. Change(account.Roles, role).Distinct().OrderBy(held => held)];
        if (!await ConfirmAsync($"{account.User} ({account.Login}) in {infobase.Location}", Action(RoleNames.Of(role))).ConfigureAwait(false))
        {
            return;
        }

        var changed = account with { Roles = roles };
        if (!AccountContent.Same(account, changed))
        {
            await AccountEditing.ChangeAsync(infobase, changed, password: null, forgetPassword: false, Cancellation).ConfigureAwait(false);
        }

        if (PassThru)
        {
            Write(changed);
        }
    }
}
