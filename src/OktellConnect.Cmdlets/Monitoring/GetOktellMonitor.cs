using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Shows whose talk is being listened to; nothing where there is none.</summary>
[Cmdlet(VerbsCommon.Get, "OktellMonitor")]
[OutputType(typeof(MonitorInfo))]
public sealed class GetOktellMonitor : ServerCmdlet
{
    /// <inheritdoc/>
    protected override Task EndAsync()
    {
        if (RequireConnection().Monitor.Current is { } monitor)
        {
            Write(monitor);
        }

        return Task.CompletedTask;
    }
}
