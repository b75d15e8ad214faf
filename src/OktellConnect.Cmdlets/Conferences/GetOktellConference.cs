using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Shows the conference on the line with its participants; nothing where there is none.</summary>
[Cmdlet(VerbsCommon.Get, "OktellConference", DefaultParameterSetName = "Conference")]
[OutputType(typeof(ConferenceInfo), ParameterSetName = ["Conference"])]
[OutputType(typeof(ConferenceParticipant), ParameterSetName = ["Participant"])]
public sealed class GetOktellConference : ServerCmdlet
{
    /// <summary>Show the participants one by one.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Participant")]
    public SwitchParameter Participant { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var conference = await RequireConnection().Conferences.ReloadAsync(Cancellation).ConfigureAwait(false);
        if (conference is null)
        {
            return;
        }

        foreach (var item in Participant ? conference.Participants : (IEnumerable<object>)[conference])
        {
            Write(item);
        }
    }
}
