using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Removes accounts with their passwords, links and roles.</summary>
[Cmdlet(VerbsCommon.Remove, "OktellAccount", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(Account))]
public sealed class RemoveOktellAccount : InfobaseCmdlet
{
    /// <summary>Whose.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("User")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public AccountIdentity[] Identity { get; set; } = [];

    /// <summary>Emits the accounts removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        foreach (var identity in Identity)
        {
            try
            {
                var account = identity.Find(await AccountMemory.ReadAsync(infobase, Cancellation).ConfigureAwait(false));
                if (await ConfirmAsync($"{account.User} ({account.Login}) in {infobase.Location}", "Remove account with its password, link and roles").ConfigureAwait(false)
                    && await AccountEditing.RemoveAsync(infobase, account, Cancellation).ConfigureAwait(false)
                    && PassThru)
                {
                    Write(account);
                }
            }
            catch (OktellException failure) when (failure.Error == OktellErrors.AccountNotFound || failure.Error == OktellErrors.AccountAmbiguous)
            {
                WriteFailure(failure);
            }
        }
    }
}
