using System.Management.Automation;
using OktellConnect.Coordination;
using OktellConnect.Infobase;
using OktellConnect.Statistics;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that read call records: the period, where the records come from and whose names they get.</summary>
public abstract class CallRecordCmdlet : ServerCmdlet
{
    // Held as an object: import lists the types of this assembly before the engine can be loaded, and the layout of a type with a field of an
    // engine's enumeration would need it. So with every such parameter.
    private object? source;

    /// <summary>Start of the period, included; the server's wall clock.</summary>
    [Parameter]
    public DateTime? From { get; set; }

    /// <summary>End of the period, excluded; the server's wall clock.</summary>
    [Parameter]
    public DateTime? To { get; set; }

    /// <summary>Where the records come from.</summary>
    [Parameter]
    public CallRecordSourceKind Source { get => source is CallRecordSourceKind kind ? kind : CallRecordSourceKind.Auto; set => source = value; }

    /// <summary>Accept a list that is not proven complete, with a warning.</summary>
    [Parameter]
    public SwitchParameter AllowUnproven { get; set; }

    /// <summary>The infobase whose number map names the customers; by default the runspace's current one.</summary>
    [Parameter]
    [ValidateNotNull]
    public IInfobase? Infobase { get; set; }

    /// <summary>The period asked for.</summary>
    private protected CallPeriod Period() => CallPeriod.Of(From, To);

    /// <summary>The source asked for, with customers' names where there is an infobase. Pipeline thread only.</summary>
    private protected ICallRecordSource OpenSource()
    {
        var source = CallRecordSources.For(RequireConnection(), Source);
        return (Infobase ?? RunspaceState.Current.Infobase) is { } infobase ? new NamedCallRecordSource(source, new CustomerNames(infobase)) : source;
    }
}
