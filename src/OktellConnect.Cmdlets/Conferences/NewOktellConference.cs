using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Gathers a conference, or makes one of the call on the line.</summary>
[Cmdlet(VerbsCommon.New, "OktellConference", SupportsShouldProcess = true)]
[OutputType(typeof(ConferenceInfo))]
public sealed class NewOktellConference : ConferenceCmdlet
{
    /// <summary>Whom to invite: numbers, names, user ids.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Number", "MainNumber", "PhoneNumber", "Phone", "CustomerNumber")]
    [AllowNull]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string?[]? Participant { get; set; }

    /// <summary>Name of the conference.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNull]
    [AllowEmptyString]
    public string Name { get; set; } = "";

    /// <summary>Ask the server not to record it.</summary>
    [Parameter]
    public SwitchParameter NoRecording { get; set; }

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
        var call = connection.Phone.State == CallState.Talk ? connection.Phone.CurrentCall : null;
        IEnumerable<string> people = [.. call is null ? [] : new[] { CallText.Describe(call) }, .. participants.Select(party => party.ToString())];
        if (!ShouldProcess(people.Any() ? string.Join(", ", people) : "nobody", call is null ? "Gather conference" : "Make the call a conference"))
        {
            return;
        }

        var conference = await connection.Conferences.CreateAsync(Identities(participants), Name.Length == 0 ? null : Name, !NoRecording, Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(conference);
        }
    }
}
