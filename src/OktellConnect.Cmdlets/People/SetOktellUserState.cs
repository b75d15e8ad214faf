using System.Management.Automation;
using OktellConnect.Telephony;

namespace OktellConnect.Cmdlets;

/// <summary>Changes the state of the signed-in user.</summary>
[Cmdlet(VerbsCommon.Set, "OktellUserState", SupportsShouldProcess = true)]
[OutputType(typeof(UserStateInfo))]
public sealed class SetOktellUserState : ServerCmdlet
{
    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? state;

    /// <summary>The state wanted.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    public WantedUserState State { get => state is WantedUserState value ? value : default; set => state = value; }

    /// <summary>Name or number of the reason, for a break.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(BreakReasonCompleter))]
    public string? BreakReason { get; set; }

    /// <summary>For ready: work in the call centre.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter CallCenter { get; set; }

    /// <summary>For ready in the call centre: take calls by hand.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public SwitchParameter Manual { get; set; }

    /// <summary>Emits the state.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var reason = State == WantedUserState.Break ? connection.OwnState.FindReason(BreakReason) : null;
        if (!ShouldProcess($"{connection.Login} at {connection.Server}", $"Set state to {State}{(reason is null ? "" : $" ({reason})")}"))
        {
            return;
        }

        var state = await connection.OwnState.SetAsync(State, reason?.Name ?? BreakReason, CallCenter, Manual, Cancellation).ConfigureAwait(false);
        if (PassThru)
        {
            Write(state);
        }
    }
}
