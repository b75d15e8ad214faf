using System.Management.Automation;
using OktellConnect.Client;

namespace OktellConnect.Cmdlets;

/// <summary>Tries servers without logging in.</summary>
[Cmdlet(VerbsDiagnostic.Test, "OktellServer")]
[OutputType(typeof(ServerTestResult))]
public sealed class TestOktellServer : AsyncCmdlet
{
    /// <summary>Servers to try, each by itself.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Uri", "ComputerName")]
    [ValidateNotNullOrEmpty]
    public string[] Server { get; set; } = [];

    /// <summary>Allows plain ws.</summary>
    [Parameter]
    public SwitchParameter AllowUnencrypted { get; set; }

    /// <summary>The only certificate to accept.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Timeouts.</summary>
    [Parameter]
    [ValidateNotNull]
    public OktellClientOptions? Option { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var options = ServerOptions.Make(Option, AllowUnencrypted, CertificateThumbprint);
        foreach (var server in Server)
        {
            try
            {
                Write(await ServerProbe.TestAsync(server, options, Cancellation).ConfigureAwait(false));
            }
            catch (OktellException failure)
            {
                WriteFailure(failure, server);
            }
        }
    }
}
