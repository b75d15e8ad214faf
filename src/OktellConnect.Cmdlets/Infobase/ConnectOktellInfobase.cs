using System.Management.Automation;
using System.Runtime.CompilerServices;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Opens an embedded infobase and makes it the runspace's current one.</summary>
[Cmdlet(VerbsCommunications.Connect, "OktellInfobase", DefaultParameterSetName = "Path")]
[OutputType(typeof(IInfobase))]
public sealed class ConnectOktellInfobase : AsyncCmdlet
{
    // Infobases that somebody holds by -PassThru: a later Connect-OktellInfobase does not close them.
    private static readonly ConditionalWeakTable<IInfobase, object> Held = new();

    /// <summary>The file; created where it is missing.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file, taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Emits the infobase.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var state = RunspaceState.Current;
        var path = FilePaths.Literal(this, ParameterSetName == "Path" ? Path : LiteralPath);
        var infobase = await Composition.OpenEmbeddedInfobaseAsync(path, Cancellation).ConfigureAwait(false);
        var previous = state.Infobase;
        state.Infobase = infobase;
        if (PassThru)
        {
            Held.Add(infobase, infobase);
            Write(infobase);
        }

        if (previous is not null && !Held.TryGetValue(previous, out _))
        {
            previous.Dispose();
        }
    }
}
