using System.Diagnostics;
using System.Management.Automation;
using System.Security;
using OktellConnect.Files;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Brings accounts from files into the infobase.</summary>
[Cmdlet(VerbsData.Import, "OktellAccount", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(AccountImportResult), typeof(AccountImportSummary))]
public sealed class ImportOktellAccount : AccountCmdlet
{
    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? encoding;

    private const string Activity = "Importing accounts";
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>The files; wildcards allowed.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path", ValueFromPipeline = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, taken as they are.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Where rejected rows go; by default beside the file.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? RejectPath { get; set; }

    /// <summary>Encoding; detected by default.</summary>
    [Parameter]
    public FileEncoding? Encoding { get => encoding as FileEncoding?; set => encoding = value; }

    /// <summary>Separator; detected by default.</summary>
    [Parameter]
    [ValidatePattern("^[^\"\\r\\n]$")]
    public char? Separator { get; set; }

    /// <summary>Password for accounts that keep none and whose row brings none.</summary>
    [Parameter]
    [ValidateNotNull]
    public SecureString? Password { get; set; }

    /// <summary>Emits counts instead of rows.</summary>
    [Parameter]
    public SwitchParameter Summary { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        var options = Options();
        string[] paths = [.. ParameterSetName == "Path" ? FilePaths.Find(this, Path) : LiteralPath.Select(path => FilePaths.Literal(this, path))];
        foreach (var path in paths)
        {
            try
            {
                await ImportAsync(infobase, path, options).ConfigureAwait(false);
            }
            catch (OktellException failure) when (paths.Length > 1)
            {
                WriteFailure(failure, path);
            }
        }
    }

    private async Task ImportAsync(IInfobase infobase, string path, AccountImportOptions options)
    {
        var import = AccountImport.Read(path, options with { Progress = Progress(path) }, Cancellation);
        var outcome = await import.PlanAsync(infobase, Cancellation).ConfigureAwait(false);
        var plan = outcome.Summary;
        var action = FormattableString.Invariant($"Import accounts from {path}: {plan.Added} to add, {plan.Changed} to change, {plan.Unchanged} unchanged, {plan.Rejected} rejected");
        try
        {
            if (await ConfirmAsync(infobase.Location, action).ConfigureAwait(false))
            {
                outcome = await import.ApplyAsync(infobase, Cancellation).ConfigureAwait(false);
                await AccountMemory.ReadAsync(infobase, Cancellation).ConfigureAwait(false);
            }
        }
        finally
        {
            Report(new ProgressRecord(0, Activity, path) { RecordType = ProgressRecordType.Completed });
        }

        Emit(outcome);
    }

    private void Emit(AccountImportOutcome outcome)
    {
        var summary = outcome.Summary;
        WriteVerboseText($"{summary.Path}: {summary.Encoding}, separator '{(summary.Separator == '\t' ? "tab" : summary.Separator.ToString())}'.");
        if (summary.Rejected > 0)
        {
            Warn(FormattableString.Invariant($"{summary.Rejected} of {outcome.Results.Count} rows of {summary.Path} were rejected")
                + (summary.RejectPath is null ? "." : $"; they are in {summary.RejectPath}."));
        }

        if (summary.Warned > 0)
        {
            Warn(FormattableString.Invariant($"{summary.Warned} rows of {summary.Path} do not fit the server; see their property Warnings."));
        }

        if (Summary)
        {
            Write(summary);
            return;
        }

        foreach (var result in outcome.Results)
        {
            Write(result);
        }
    }

    private AccountImportOptions Options() => new()
    {
        RejectPath = RejectPath is null ? null : FilePaths.Literal(this, RejectPath),
        Read = new DelimitedReadOptions
        {
            Encoding = Encoding,
            Separator = Separator,
        },
        DefaultPassword = Secrets.Open(Password),
        Linker = Linker(),
    };

    private Action<int, int> Progress(string path)
    {
        var sinceReport = Stopwatch.StartNew();
        return (done, all) =>
        {
            if (sinceReport.Elapsed >= ProgressInterval)
            {
                sinceReport.Restart();
                Report(new ProgressRecord(0, Activity, path) { PercentComplete = (int)(100L * done / all), CurrentOperation = FormattableString.Invariant($"{done} of {all}") });
            }
        };
    }

    private void WriteVerboseText(string text) => _ = AskAsync(() =>
    {
        WriteVerbose(text);
        return true;
    });
}
