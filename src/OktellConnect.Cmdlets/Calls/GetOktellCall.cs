using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Shows who is on the line: the call, its parties, or the party on hold; nothing where there is none.</summary>
[Cmdlet(VerbsCommon.Get, "OktellCall", DefaultParameterSetName = "Call")]
[OutputType(typeof(CallInfo), ParameterSetName = ["Call"])]
[OutputType(typeof(CallParty), ParameterSetName = ["Party", "Held"])]
public sealed class GetOktellCall : ServerCmdlet
{
    /// <summary>Show everybody the line is connected with.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Party")]
    public SwitchParameter Party { get; set; }

    /// <summary>Show the party or conference on hold.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "Held")]
    public SwitchParameter Held { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var phone = RequireConnection().Phone;
        await phone.ReloadAsync(Cancellation).ConfigureAwait(false);
        IEnumerable<object?> found = Party ? phone.Parties : [Held ? phone.Held : phone.CurrentCall];
        foreach (var item in found.Where(item => item is not null))
        {
            Write(item);
        }
    }
}
