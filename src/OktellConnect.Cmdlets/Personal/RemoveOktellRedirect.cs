using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Removes redirect rules of the signed-in user.</summary>
[Cmdlet(VerbsCommon.Remove, "OktellRedirect", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RedirectRule))]
public sealed class RemoveOktellRedirect : ServerCmdlet
{
    /// <summary>Ids of the rules; without it the rule that clients set.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    public string[] Id { get; set; } = [];

    /// <summary>Emits the rules removed.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var rules = await connection.Redirects.GetAsync(Cancellation).ConfigureAwait(false);
        foreach (var id in Id.Length > 0 ? Id : [connection.Redirects.OwnId])
        {
            var rule = rules.FirstOrDefault(known => string.Equals(known.Id, id, StringComparison.OrdinalIgnoreCase)) ?? (Id.Length == 0 ? rules.FirstOrDefault(known => known.IsOwn) : null);
            if (rule is null)
            {
                WriteFailure(new OktellException(OktellErrors.RedirectNotFound, Id.Length > 0 ? $"The user has no redirect rule \"{id}\"." : "The user has no redirect rule of his own.", target: id), id);
            }
            else if (await ConfirmAsync($"{rule.Number} ({rule.Name ?? rule.Id}) of {connection.Login}", "Remove redirect rule").ConfigureAwait(false))
            {
                await RemoveAsync(connection, rule).ConfigureAwait(false);
            }
        }
    }

    private async Task RemoveAsync(OktellConnection connection, RedirectRule rule)
    {
        await connection.Redirects.RemoveAsync([rule], Cancellation).ConfigureAwait(false);
        if (rule.IsOwn && connection.OwnState.Current.Redirected)
        {
            Warn("The user state is Redirect, and there is no number to redirect to any more; Set-OktellUserState -State Ready ends it.");
        }

        if (PassThru)
        {
            Write(rule);
        }
    }
}
