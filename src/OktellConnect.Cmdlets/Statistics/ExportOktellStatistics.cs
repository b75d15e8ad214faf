using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using OktellConnect.Files;
using OktellConnect.Statistics;

namespace OktellConnect.Cmdlets;

/// <summary>Exports the call records of a period to a file that appears whole or not at all.</summary>
[Cmdlet(VerbsData.Export, "OktellStatistics", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(StatisticsExportSummary))]
public sealed class ExportOktellStatistics : CallRecordCmdlet
{
    private const string Activity = "Exporting call statistics";
    private static readonly TimeSpan ProgressInterval = TimeSpan.FromMilliseconds(200);

    private object? format;
    private object? encoding;
    private object? language;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file to write, taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath", ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Format of the file.</summary>
    [Parameter]
    public StatisticsFormat Format { get => format is StatisticsFormat value ? value : StatisticsFormat.Csv; set => format = value; }

    /// <summary>Encoding of CSV.</summary>
    [Parameter]
    public FileEncoding Encoding { get => encoding is FileEncoding value ? value : FileEncoding.Utf8WithBom; set => encoding = value; }

    /// <summary>Separator of CSV.</summary>
    [Parameter]
    [ValidatePattern("^[^\"\\r\\n]$")]
    public char Separator { get; set; } = ';';

    /// <summary>Language of headers and words of CSV.</summary>
    [Parameter]
    public ExportLanguage Language { get => language is ExportLanguage value ? value : ExportLanguage.Ru; set => language = value; }

    /// <summary>Do not replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Write what was exported to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var source = OpenSource();
        var period = Period();
        RefuseForeignOptions();
        var path = FilePaths.Literal(this, ParameterSetName == "Path" ? Path : LiteralPath);
        if (!ShouldProcess(path, $"Export calls from {period} as {Format}"))
        {
            return;
        }

        StatisticsExportSummary summary;
        try
        {
            summary = await StatisticsExport.RunAsync(
                source,
                new CallRecordQuery { From = period.From, To = period.To, AllowUnproven = AllowUnproven },
                path,
                new StatisticsExportOptions { Format = Format, Encoding = Encoding, Separator = Separator, Language = Language, NoClobber = NoClobber },
                Progress(path),
                Cancellation).ConfigureAwait(false);
        }
        finally
        {
            Report(new ProgressRecord(0, Activity, path) { RecordType = ProgressRecordType.Completed });
        }

        foreach (var warning in summary.Warnings)
        {
            Warn(warning);
        }

        if (PassThru)
        {
            Write(summary);
        }
    }

    private Action<long> Progress(string path)
    {
        var sinceReport = Stopwatch.StartNew();
        Report(new ProgressRecord(0, Activity, path) { CurrentOperation = "Asking the server" });
        return count =>
        {
            if (sinceReport.Elapsed >= ProgressInterval)
            {
                sinceReport.Restart();
                Report(new ProgressRecord(0, Activity, path) { CurrentOperation = $"{count.ToString("N0", CultureInfo.CurrentCulture)} calls" });
            }
        };
    }

    private void RefuseForeignOptions()
    {
        if (Format == StatisticsFormat.Csv)
        {
            return;
        }

        foreach (var option in new[] { nameof(Encoding), nameof(Separator), nameof(Language) })
        {
            if (MyInvocation.BoundParameters.ContainsKey(option))
            {
                throw new OktellException(OktellErrors.ExportOptionNotForFormat, $"-{option} is an option of CSV; {Format} has none.", target: option);
            }
        }
    }
}
