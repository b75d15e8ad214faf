using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Invites people to the conference on the line.</summary>
[Cmdlet(VerbsCommon.Add, "OktellConferenceParticipant", SupportsShouldProcess = true)]
[OutputType(typeof(ConferenceInfo))]
public sealed class AddOktellConferenceParticipant : ConferenceCmdlet
{
    /// <summary>Whom to invite: numbers, names, user ids.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Number", "MainNumber", "PhoneNumber", "Phone", "CustomerNumber")]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string?[]? Participant { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        Collect(Participant);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var connection = RequireConnection();
        var participants = FindParticipants(connection);
        if (!ShouldProcess(string.Join(", ", participants), "Invite to conference"))
        {
            return;
        }

        var conference = await connection.Conferences.InviteAsync(Identities(participants), Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(conference);
        }
    }
}
