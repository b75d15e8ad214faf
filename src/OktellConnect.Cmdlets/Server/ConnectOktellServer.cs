using System.Management.Automation;
using System.Runtime.CompilerServices;
using OktellConnect.Client;

namespace OktellConnect.Cmdlets;

/// <summary>Logs in to an Oktell server and makes the connection the runspace's current one.</summary>
[Cmdlet(VerbsCommunications.Connect, "OktellServer", DefaultParameterSetName = CredentialSet)]
[OutputType(typeof(OktellConnection))]
public sealed class ConnectOktellServer : AsyncCmdlet
{
    private const string CredentialSet = "Credential";
    private const string SecretSet = "Secret";

    // Connections that somebody holds by -PassThru: a later Connect-OktellServer does not close them.
    private static readonly ConditionalWeakTable<OktellConnection, object> Held = new();

    /// <summary>Servers to race.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("Uri", "ComputerName")]
    [ValidateNotNullOrEmpty]
    public string[] Server { get; set; } = [];

    /// <summary>Login and password.</summary>
    [Parameter(Mandatory = true, Position = 1, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [Credential]
    public PSCredential Credential { get; set; } = PSCredential.Empty;

    /// <summary>Name of the secret that holds login and password.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    public string SecretName { get; set; } = "";

    /// <summary>Vault of the secret.</summary>
    [Parameter(ParameterSetName = SecretSet)]
    [ValidateNotNullOrEmpty]
    public string? VaultName { get; set; }

    /// <summary>Allows plain ws.</summary>
    [Parameter]
    public SwitchParameter AllowUnencrypted { get; set; }

    /// <summary>The only certificate to accept.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? CertificateThumbprint { get; set; }

    /// <summary>Timeouts, limits, reconnecting.</summary>
    [Parameter]
    [ValidateNotNull]
    public OktellClientOptions? Option { get; set; }

    /// <summary>Emits the connection.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var state = RunspaceState.Current;
        var given = ParameterSetName == SecretSet ? SecretVault.Read(this, SecretName, VaultName) : Credential;
        var credential = Secrets.Hash(given.UserName, given.Password);
        var connection = await OktellConnection.OpenAsync(Server, credential, ServerOptions.Make(Option, AllowUnencrypted, CertificateThumbprint), Cancellation).ConfigureAwait(false);
        if (!connection.IsEncrypted)
        {
            Warn($"The connection to {connection.Server} is not encrypted: anybody on the way can read what is as good as the password.");
        }

        foreach (var missing in connection.Missing)
        {
            Warn($"The server did not tell everything: {missing}");
        }

        var previous = state.Connection;
        state.Connection = connection;
        if (PassThru)
        {
            Held.Add(connection, connection);
            Write(connection);
        }

        if (previous is not null && !Held.TryGetValue(previous, out _))
        {
            await previous.CloseAsync(Cancellation).ConfigureAwait(false);
        }
    }
}
