using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Lists the redirect rules of the signed-in user.</summary>
[Cmdlet(VerbsCommon.Get, "OktellRedirect")]
[OutputType(typeof(RedirectRule))]
public sealed class GetOktellRedirect : ServerCmdlet
{
    /// <summary>Only the rule that clients set.</summary>
    [Parameter]
    public SwitchParameter Own { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        foreach (var rule in await RequireConnection().Redirects.GetAsync(Cancellation).ConfigureAwait(false))
        {
            if (!Own || rule.IsOwn)
            {
                Write(rule);
            }
        }
    }
}
