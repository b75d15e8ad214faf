using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Joins a talk as its supervisor.</summary>
[Cmdlet(VerbsLifecycle.Start, "OktellMonitor", SupportsShouldProcess = true)]
[OutputType(typeof(MonitorInfo))]
public sealed class StartOktellMonitor : ServerCmdlet
{
    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? mode;

    /// <summary>Whose talk: number, name or user id.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("UserId", "MainNumber", "Number")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(SubordinateCompleter))]
    public string Identity { get; set; } = "";

    /// <summary>Who hears the supervisor: nobody, the user, everybody.</summary>
    [Parameter(Position = 1)]
    public MonitorMode Mode { get => mode is MonitorMode value ? value : default; set => mode = value; }

    /// <summary>Emits what is being listened to.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var party = connection.FindParty(Identity);
        if (!ShouldProcess(party.ToString(), MonitorText.Start(Mode)))
        {
            return;
        }

        var monitor = await connection.Monitor.StartAsync(party.UserId ?? party.Number!, Mode, Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(monitor);
        }
    }
}
