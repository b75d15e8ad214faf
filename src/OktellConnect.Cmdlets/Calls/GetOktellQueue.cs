using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Lists who is waiting for the signed-in user.</summary>
[Cmdlet(VerbsCommon.Get, "OktellQueue")]
[OutputType(typeof(QueueItem))]
public sealed class GetOktellQueue : ServerCmdlet
{
    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        foreach (var item in await RequireConnection().Phone.GetQueueAsync(Cancellation).ConfigureAwait(false))
        {
            Write(item);
        }
    }
}
