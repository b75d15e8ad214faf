using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Sets the number that the signed-in user's calls are redirected to.</summary>
[Cmdlet(VerbsCommon.Set, "OktellRedirect", SupportsShouldProcess = true)]
[OutputType(typeof(RedirectRule))]
public sealed class SetOktellRedirect : ServerCmdlet
{
    /// <summary>Where calls go.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("MainNumber")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string Number { get; set; } = "";

    /// <summary>Emits the rule.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        if (ShouldProcess($"{connection.Login} at {connection.Server}", $"Set redirect rule to {Number}"))
        {
            var rule = await connection.Redirects.SetAsync(Number, Cancellation).ConfigureAwait(false);
            if (PassThru)
            {
                Write(rule);
            }
        }
    }
}
