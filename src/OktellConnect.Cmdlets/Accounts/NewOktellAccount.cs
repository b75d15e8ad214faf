using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Adds an account.</summary>
[Cmdlet(VerbsCommon.New, "OktellAccount", SupportsShouldProcess = true, DefaultParameterSetName = LoginSet)]
[OutputType(typeof(Account))]
public sealed class NewOktellAccount : AccountWritingCmdlet
{
    /// <summary>Full name of the 1C user.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string User { get; set; } = "";

    /// <summary>Oktell login.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = LoginSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string Login { get; set; } = "";

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        var login = Credential?.UserName ?? Login;
        try
        {
            var account = ApplyParameters(new Account { User = User.Trim(), Login = login.Trim() });
            AccountEditing.Check(account);
            account = AccountLinks.Renew(null, account, Linker(), out var warnings);
            AccountEditing.ThrowIfExists(await infobase.GetAccountsAsync(Cancellation).ConfigureAwait(false), account);
            if (!await ConfirmAsync($"{account.User} ({account.Login}) in {infobase.Location}", "Add account").ConfigureAwait(false))
            {
                return;
            }

            await AccountEditing.AddAsync(infobase, account, GivenPassword(), Cancellation).ConfigureAwait(false);
            foreach (var warning in warnings)
            {
                Warn($"{account.User}: {warning}");
            }

            var accounts = await AccountMemory.ReadAsync(infobase, Cancellation).ConfigureAwait(false);
            if (PassThru)
            {
                Write(AccountSearch.Find(accounts, account.Login));
            }
        }
        catch (OktellException failure) when (IsAboutThis(failure))
        {
            WriteFailure(failure, User);
        }
    }

    // The next object of the pipeline may be all right; a closed or damaged infobase is the same for all.
    private static bool IsAboutThis(OktellException failure) => failure.Error == OktellErrors.AccountExists
        || failure.Error == OktellErrors.AccountInvalid || failure.Error == OktellErrors.LoginTaken || failure.Error == OktellErrors.RoleUnknown;
}
