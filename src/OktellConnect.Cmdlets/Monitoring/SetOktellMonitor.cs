using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Changes who hears the supervisor.</summary>
[Cmdlet(VerbsCommon.Set, "OktellMonitor", SupportsShouldProcess = true)]
[OutputType(typeof(MonitorInfo))]
public sealed class SetOktellMonitor : ServerCmdlet
{
    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? mode;

    /// <summary>Who hears the supervisor: nobody, the user, everybody.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    public MonitorMode Mode { get => mode is MonitorMode value ? value : default; set => mode = value; }

    /// <summary>Emits what is being listened to.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var listening = RequireConnection().Monitor;
        if (!ShouldProcess(MonitorText.Describe(listening.Current), MonitorText.Start(Mode)))
        {
            return;
        }

        var after = await listening.SetModeAsync(Mode, Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(after);
        }
    }
}
