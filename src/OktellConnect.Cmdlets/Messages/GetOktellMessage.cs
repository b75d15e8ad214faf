using System.Management.Automation;
using OktellConnect.Messaging;

namespace OktellConnect.Cmdlets;

/// <summary>Lists the text messages that are known.</summary>
[Cmdlet(VerbsCommon.Get, "OktellMessage")]
[OutputType(typeof(TextMessage))]
public sealed class GetOktellMessage : ServerCmdlet
{
    /// <summary>Start of the period, included; this computer's time.</summary>
    [Parameter]
    public DateTime? From { get; set; }

    /// <summary>End of the period, excluded; this computer's time.</summary>
    [Parameter]
    public DateTime? To { get; set; }

    /// <summary>Only those exchanged with this user: id, login, number or name.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Id", "UserId", "MainNumber")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string? With { get; set; }

    /// <inheritdoc/>
    protected override Task BeginAsync()
    {
        if (RequireConnection().Messages.Problem is { } problem)
        {
            Warn(problem);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        try
        {
            foreach (var message in await RequireConnection().Messages.GetAsync(Moment(From), Moment(To), With, Cancellation).ConfigureAwait(false))
            {
                Write(message);
            }
        }
        catch (OktellException nobody) when (nobody.Error == OktellErrors.UserNotFound || nobody.Error == OktellErrors.PartyAmbiguous)
        {
            WriteFailure(nobody, With);
        }
    }

    // A time without a zone is this computer's.
    private static DateTimeOffset? Moment(DateTime? time) => time is { } moment ? new DateTimeOffset(moment) : null;
}
