using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Logs out and closes a connection.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "OktellServer")]
[OutputType(typeof(void))]
public sealed class DisconnectOktellServer : AsyncCmdlet
{
    /// <summary>The connection; by default the runspace's current one.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ValidateNotNull]
    public OktellConnection? Connection { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var state = RunspaceState.Current;
        if ((Connection ?? state.Connection) is not { } connection)
        {
            return;
        }

        if (state.Connection == connection)
        {
            state.Connection = null;
        }

        await connection.CloseAsync(Cancellation).ConfigureAwait(false);
    }
}
