using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Changes accounts.</summary>
[Cmdlet(VerbsCommon.Set, "OktellAccount", SupportsShouldProcess = true, DefaultParameterSetName = LoginSet)]
[OutputType(typeof(Account))]
public sealed class SetOktellAccount : AccountWritingCmdlet
{
    private const string ForgetSet = "Forget";

    /// <summary>Whose.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("User")]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public AccountIdentity Identity { get; set; } = null!;

    /// <summary>A new Oktell login.</summary>
    [Parameter(ParameterSetName = LoginSet, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = ForgetSet, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string? Login { get; set; }

    /// <summary>Forgets the password kept.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ForgetSet)]
    public SwitchParameter ForgetPassword { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        var linker = Linker();
        try
        {
            var before = Identity.Find(await infobase.GetAccountsAsync(Cancellation).ConfigureAwait(false));
            var after = ApplyParameters(before) with { Login = (Credential?.UserName ?? Login ?? before.Login).Trim() };
            AccountEditing.Check(after);
            after = AccountLinks.Renew(before, after, linker, out var warnings);
            if (!await ConfirmAsync($"{before.User} ({before.Login}) in {infobase.Location}", "Change account").ConfigureAwait(false))
            {
                return;
            }

            await AccountEditing.ChangeAsync(infobase, after, GivenPassword(), ForgetPassword, Cancellation).ConfigureAwait(false);
            foreach (var warning in warnings)
            {
                Warn($"{after.User}: {warning}");
            }

            var accounts = await AccountMemory.ReadAsync(infobase, Cancellation).ConfigureAwait(false);
            if (PassThru)
            {
                Write(AccountSearch.Find(accounts, after.Login));
            }
        }
        catch (OktellException failure) when (IsAboutThis(failure))
        {
            WriteFailure(failure, Identity.ToString());
        }
    }

    private static bool IsAboutThis(OktellException failure) => failure.Error == OktellErrors.AccountNotFound || failure.Error == OktellErrors.AccountAmbiguous
        || failure.Error == OktellErrors.AccountInvalid || failure.Error == OktellErrors.LoginTaken || failure.Error == OktellErrors.RoleUnknown;
}
