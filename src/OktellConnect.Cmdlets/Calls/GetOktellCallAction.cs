using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Shows what can be done now: with the line, or with somebody.</summary>
[Cmdlet(VerbsCommon.Get, "OktellCallAction")]
[OutputType(typeof(PhoneActionList))]
public sealed class GetOktellCallAction : ServerCmdlet
{
    /// <summary>With whom: number, name, user id or own login; without it, what the line itself offers.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Number", "MainNumber", "PhoneNumber", "Phone", "CustomerNumber", "UserId")]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(NumberCompleter))]
    public string[]? Identity { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        var connection = RequireConnection();
        if (Identity is null)
        {
            Write(connection.Phone.GetActions(null));
            return Task.CompletedTask;
        }

        foreach (var identity in Identity)
        {
            try
            {
                var party = connection.FindParty(identity);
                Write(connection.Phone.GetActions(party.Number ?? party.UserId));
            }
            catch (OktellException failure)
            {
                WriteFailure(failure, identity);
            }
        }

        return Task.CompletedTask;
    }
}
