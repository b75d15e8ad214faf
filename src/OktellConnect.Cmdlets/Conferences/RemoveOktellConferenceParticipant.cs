using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Takes people out of the conference on the line.</summary>
[Cmdlet(VerbsCommon.Remove, "OktellConferenceParticipant", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ConferenceInfo))]
public sealed class RemoveOktellConferenceParticipant : ServerCmdlet
{
    /// <summary>Whom: numbers, names, user ids, or the conference's ids of participants.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CompetitorId", "Number", "MainNumber")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(ConferenceParticipantCompleter))]
    public string[] Participant { get; set; } = [];

    /// <summary>Emits the conference as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        foreach (var text in Participant)
        {
            try
            {
                var (identity, name) = Find(connection, text.Trim());
                if (await ConfirmAsync(name, "Remove from conference").ConfigureAwait(false))
                {
                    var conference = await connection.Conferences.RemoveAsync(identity, Cancellation).ConfigureAwait(false);
                    if (PassThru)
                    {
                        Write(conference);
                    }
                }
            }
            catch (OktellException failure) when (IsAboutThis(failure))
            {
                WriteFailure(failure, text);
            }
        }
    }

    // A participant as the conference knows him, else whom the number plan knows by that text.
    private static (string Identity, string Name) Find(OktellConnection connection, string text)
    {
        var participants = connection.Conferences.Current?.Participants ?? [];
        var found = participants.FirstOrDefault(participant => new[] { participant.CompetitorId, participant.Number, participant.UserId, participant.Name }.Contains(text, StringComparer.OrdinalIgnoreCase));
        if (found is null && connection.FindParty(text) is var party)
        {
            found = participants.FirstOrDefault(participant => participant.Number == party.Number || (party.UserId is not null && participant.UserId == party.UserId));
            return (found?.CompetitorId ?? party.Number ?? party.UserId!, party.ToString());
        }

        return (found!.CompetitorId ?? text, CallText.Describe(found.Number, found.Name, isConference: false));
    }

    // The next one of the pipeline may be all right; that there is no conference is the same for all.
    private static bool IsAboutThis(OktellException failure) => failure.Error == OktellErrors.UserNotFound || failure.Error == OktellErrors.PartyAmbiguous
        || failure.Error == OktellErrors.NumberNotUnderstood || failure.Error == OktellErrors.CallNumberMissing
        || failure.Error == OktellErrors.ConferenceParticipantNotFound || failure.Error == OktellErrors.ConferenceParticipantSelf;
}
