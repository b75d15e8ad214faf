using System.Management.Automation;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Lists accounts.</summary>
[Cmdlet(VerbsCommon.Get, "OktellAccount")]
[OutputType(typeof(Account))]
public sealed class GetOktellAccount : InfobaseCmdlet
{
    private IInfobase infobase = null!;
    private IReadOnlyList<Account> accounts = [];

    /// <summary>Whose; wildcards allowed. All by default.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("User")]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(AccountCompleter))]
    public AccountIdentity[]? Identity { get; set; }

    /// <summary>Only accounts whose user holds this role.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(RoleCompleter))]
    public string? Role { get; set; }

    /// <summary>Only accounts of departments that fit; wildcards allowed.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string? Department { get; set; }

    /// <inheritdoc/>
    protected override async Task BeginAsync()
    {
        infobase = RequireInfobase();
        _ = Roles.Parse(Role is null ? [] : [Role]);
        accounts = await AccountMemory.ReadAsync(infobase, Cancellation).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        if (Identity is null)
        {
            WriteFitting(accounts);
            return Task.CompletedTask;
        }

        foreach (var identity in Identity)
        {
            try
            {
                WriteFitting(identity.FindAll(accounts));
            }
            catch (OktellException failure)
            {
                WriteFailure(failure);
            }
        }

        return Task.CompletedTask;
    }

    private void WriteFitting(IEnumerable<Account> found)
    {
        var department = Department is null ? null : new WildcardPattern(Department, WildcardOptions.IgnoreCase);
        OktellRole? role = Role is null ? null : Roles.Parse(Role);
        foreach (var account in found)
        {
            Cancellation.ThrowIfCancellationRequested();
            if ((role is null || account.Roles.Contains(role.Value)) && (department is null || department.IsMatch(account.Department ?? "")))
            {
                Write(account);
            }
        }
    }
}
