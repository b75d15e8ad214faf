using System.Management.Automation;
using OktellConnect.Journal;

namespace OktellConnect.Cmdlets;

/// <summary>Ends a connection's recording to a file.</summary>
[Cmdlet(VerbsLifecycle.Stop, "OktellJournal", SupportsShouldProcess = true)]
[OutputType(typeof(JournalState))]
public sealed class StopOktellJournal : ServerCmdlet
{
    /// <summary>Emits how the recording ended.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        var journal = RequireConnection().Journal;
        var recording = journal.State;
        if (recording.Path is null || !ShouldProcess(recording.Path, "Stop recording messages"))
        {
            return;
        }

        await journal.StopAsync().ConfigureAwait(false);
        var ended = journal.State;
        if (ended.Failure is not null)
        {
            Warn($"The journal {recording.Path} is not whole: {ended.Failure}");
        }
        else if (ended.Lost > 0)
        {
            Warn($"The journal {recording.Path} lacks {ended.Lost} entries: the disk was slower than the connection.");
        }

        if (PassThru)
        {
            Write(ended with { Path = recording.Path });
        }
    }
}
