using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that invite people: all of the pipeline at once, or nobody.</summary>
public abstract class ConferenceCmdlet : ServerCmdlet
{
    private readonly List<string?> texts = [];

    /// <summary>Emits the conference as it is then.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Remembers whom the next object of the pipeline means.</summary>
    private protected void Collect(IEnumerable<string?>? participants) => texts.AddRange(participants ?? []);

    /// <summary>Everybody who was named; fails where one of them means nobody, or several.</summary>
    private protected IReadOnlyList<Party> FindParticipants(OktellConnection connection) =>
        [.. texts.Select(text => connection.FindParty(text ?? "")).Distinct()];

    /// <summary>The participants as the engine takes them.</summary>
    private protected static IReadOnlyList<string> Identities(IEnumerable<Party> participants) =>
        [.. participants.Select(party => party.Number ?? party.UserId!)];
}
