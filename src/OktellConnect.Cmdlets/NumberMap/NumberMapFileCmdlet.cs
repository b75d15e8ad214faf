using System.Globalization;
using System.Management.Automation;
using OktellConnect.Files;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Base of commands that read a number map file.</summary>
public abstract class NumberMapFileCmdlet : NumberCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? encoding;

    /// <summary>The files to read; patterns are understood.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[] Path { get; set; } = [];

    /// <summary>The files to read, taken as they are.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Encoding of the file; found out by default.</summary>
    [Parameter]
    public FileEncoding? Encoding { get => encoding as FileEncoding?; set => encoding = value; }

    /// <summary>Separator of the file; found out by default.</summary>
    [Parameter]
    public char? Separator { get; set; }

    /// <summary>Remove what the file does not have.</summary>
    [Parameter]
    public SwitchParameter Replace { get; set; }

    /// <summary>Write one object with the counts in place of one for every row.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <summary>Full paths of the files to read.</summary>
    private protected string[] InputPaths() => [.. ParameterSetName == LiteralPathSet ? LiteralPath.Select(path => FilePaths.Literal(this, path)) : FilePaths.Find(this, Path)];

    /// <summary>Runs the import or its rehearsal and writes what it says.</summary>
    private protected async Task RunAsync(IInfobase infobase, string path, string activity, bool apply, string? rejectPath)
    {
        var options = new NumberMapImportOptions
        {
            Reading = new DelimitedReadOptions { Encoding = Encoding, Separator = Separator },
            Numbering = Numbering(),
            Apply = apply,
            Replace = Replace,
            RejectPath = rejectPath,
        };
        NumberMapSummary summary;
        try
        {
            Action<NumberMapRowResult>? onRow = Summary ? null : Write;
            summary = await NumberMapImport.RunAsync(infobase, path, options, onRow, progress => Report(Record(activity, progress)), Cancellation).ConfigureAwait(false);
        }
        finally
        {
            Report(new ProgressRecord(0, activity, path) { RecordType = ProgressRecordType.Completed });
        }

        await AskAsync(() =>
        {
            WriteVerbose(string.Format(CultureInfo.CurrentCulture, "{0}: {1}, separator {2}; {3:N0} rows: {4:N0} entries added, {5:N0} changed, {6:N0} unchanged, {7:N0} removed; {8:N0} rows rejected, {9:N0} doubtful; {10:N1} s.",
                summary.Path, summary.Encoding, summary.Separator == '\t' ? "tab" : summary.Separator.ToString(), summary.Rows, summary.Added, summary.Changed, summary.Unchanged, summary.Removed, summary.Rejected, summary.Doubtful, summary.Elapsed.TotalSeconds));
            return true;
        }).ConfigureAwait(false);
        if (Summary)
        {
            Write(summary);
        }
    }

    internal static ProgressRecord Record(string activity, WorkProgress progress)
    {
        var done = progress.Total > 0
            ? string.Format(CultureInfo.CurrentCulture, "{0:N0} of {1:N0}, {2:N0} a second", progress.Done, progress.Total, progress.Rate)
            : string.Format(CultureInfo.CurrentCulture, "{0:N0}, {1:N0} a second", progress.Done, progress.Rate);
        return new ProgressRecord(0, activity, progress.What)
        {
            CurrentOperation = done,
            PercentComplete = progress.Total > 0 ? (int)Math.Min(100, progress.Done * 100 / progress.Total) : -1,
            SecondsRemaining = progress.Remaining is { } remaining ? (int)Math.Min(int.MaxValue, Math.Ceiling(remaining.TotalSeconds)) : -1,
        };
    }
}
