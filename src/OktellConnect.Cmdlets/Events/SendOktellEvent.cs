using System.Collections;
using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Sends an event to other users' programs.</summary>
[Cmdlet(VerbsCommunications.Send, "OktellEvent", SupportsShouldProcess = true)]
[OutputType(typeof(void))]
public sealed class SendOktellEvent : ServerCmdlet
{
    /// <summary>Name of the event.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Name { get; set; } = "";

    /// <summary>What goes with it.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [AllowNull]
    public object? Parameter { get; set; }

    /// <summary>Users to send it to; by default everybody who listens.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(UserCompleter))]
    public string[] To { get; set; } = [];

    /// <summary>To oneself too.</summary>
    [Parameter]
    public SwitchParameter SendBack { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var parameter = PlainObjects.ToInput(new Hashtable { [nameof(Parameter)] = Parameter })[nameof(Parameter)];
        if (ShouldProcess(To.Length > 0 ? string.Join(", ", To) : connection.Server.ToString(), $"Send event {Name}"))
        {
            await connection.CustomEvents.SendAsync(Name, parameter, To, SendBack, Cancellation).ConfigureAwait(false);
        }
    }
}
