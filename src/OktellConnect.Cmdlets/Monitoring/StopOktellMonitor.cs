using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Leaves the talk that is being listened to; the talk goes on.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OktellMonitor", SupportsShouldProcess = true)]
[OutputType(typeof(MonitorInfo))]
public sealed class StopOktellMonitor : ServerCmdlet
{
    /// <summary>Emits what was listened to.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var listening = RequireConnection().Monitor;
        var before = listening.Current;
        if (!ShouldProcess(MonitorText.Describe(before), "Stop listening"))
        {
            return;
        }

        await listening.StopAsync(Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(before);
        }
    }
}
