using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Leaves the conference on the line.</summary>
[Cmdlet(VerbsCommon.Exit, "OktellConference", SupportsShouldProcess = true)]
[OutputType(typeof(ConferenceInfo))]
public sealed class ExitOktellConference : ServerCmdlet
{
    /// <summary>Emits the conference as it was.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var conferences = RequireConnection().Conferences;
        var conference = conferences.Current;
        if (!ShouldProcess(CallText.Describe(conference), "Leave conference"))
        {
            return;
        }

        await conferences.LeaveAsync(Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(conference);
        }
    }
}
