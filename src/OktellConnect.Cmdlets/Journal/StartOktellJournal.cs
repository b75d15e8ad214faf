using System.Management.Automation;
using OktellConnect.Journal;

namespace OktellConnect.Cmdlets;

/// <summary>Begins to record what a connection says and hears to a file.</summary>
[Cmdlet(VerbsLifecycle.Start, "OktellJournal", SupportsShouldProcess = true)]
[OutputType(typeof(JournalState))]
public sealed class StartOktellJournal : ServerCmdlet
{
    private const int BytesInMegabyte = 1024 * 1024;

    /// <summary>The file.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Goes on in an existing journal.</summary>
    [Parameter]
    public SwitchParameter Append { get; set; }

    /// <summary>Megabytes at which the file is moved aside.</summary>
    [Parameter]
    [ValidateRange(1, 1_000_000)]
    public int MaximumSize { get; set; } = 64;

    /// <summary>Emits how the recording stands.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override Task EndAsync()
    {
        var journal = RequireConnection().Journal;
        var path = FilePaths.Literal(this, Path);
        if (ShouldProcess(path, "Record messages"))
        {
            journal.Start(path, Append, (long)MaximumSize * BytesInMegabyte);
            if (PassThru)
            {
                Write(journal.State);
            }
        }

        return Task.CompletedTask;
    }
}
