using System.Management.Automation;
using OktellConnect.Messaging;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Sends a text message to users.</summary>
[Cmdlet(VerbsCommunications.Send, "OktellMessage", SupportsShouldProcess = true)]
[OutputType(typeof(TextMessage))]
public sealed class SendOktellMessage : ServerCmdlet
{
    /// <summary>To whom: id, login, number or name. A message from the pipeline is answered.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("FromId", "UserId", "OktellUserId", "Id", "MainNumber", "Number")]
    [AllowEmptyString]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] To { get; set; } = [];

    /// <summary>What to say.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string Text { get; set; } = "";

    /// <summary>Emits the messages sent.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var before = connection.Messages.Problem;
        IReadOnlyList<PbxUser> recipients;
        try
        {
            Messaging.Messages.CheckText(Text);
            recipients = connection.Messages.FindRecipients(To);
        }
        catch (OktellException failure)
        {
            // Nothing of this one was sent; the next may be right.
            WriteFailure(failure, To);
            return;
        }

        foreach (var recipient in recipients)
        {
            if (await ConfirmAsync(recipient.ToString(), "Send message").ConfigureAwait(false))
            {
                await SendAsync(connection, recipient).ConfigureAwait(false);
            }
        }

        if (connection.Messages.Problem is { } problem && problem != before)
        {
            Warn(problem);
        }
    }

    private async Task SendAsync(OktellConnection connection, PbxUser recipient)
    {
        try
        {
            foreach (var message in await connection.Messages.SendAsync([recipient.Id], Text, Cancellation).ConfigureAwait(false))
            {
                if (PassThru)
                {
                    Write(message);
                }
            }
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.MessageRefused || failure.Error == OktellErrors.RequestTimeout)
        {
            WriteFailure(failure, recipient.Id);
        }
    }
}
