using System.Management.Automation;
using OktellConnect.Files;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Writes the number map to a file that imports again with nothing changed.</summary>
[Cmdlet(VerbsData.Export, "OktellNumberMap", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(FileInfo))]
public sealed class ExportOktellNumberMap : InfobaseCmdlet
{
    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? encoding;

    private const string Activity = "Exporting the number map";

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file to write, taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>Only entries of these object types; patterns are understood.</summary>
    [Parameter]
    [SupportsWildcards]
    [ValidateNotNullOrEmpty]
    public string[]? ObjectType { get; set; }

    /// <summary>Encoding of the file.</summary>
    [Parameter]
    public FileEncoding Encoding { get => encoding is FileEncoding value ? value : FileEncoding.Utf8WithBom; set => encoding = value; }

    /// <summary>Separator of the file.</summary>
    [Parameter]
    [ValidateSet(";", ",", "\t")]
    public char Separator { get; set; } = ';';

    /// <summary>Do not replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Write the file to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var infobase = RequireInfobase();
        var path = FilePaths.Literal(this, ParameterSetName == "LiteralPath" ? LiteralPath : Path);
        if (NoClobber && File.Exists(path))
        {
            throw new OktellException(OktellErrors.ExportFileExists, $"{path} is there already.", target: path);
        }

        if (!ShouldProcess(path, $"Export the number map of {infobase.Location}"))
        {
            return;
        }

        var types = ObjectType?.Select(pattern => new WildcardPattern(pattern, WildcardOptions.IgnoreCase)).ToArray();
        Func<NumberMapEntry, bool>? filter = types is null ? null : entry => types.Any(pattern => pattern.IsMatch(entry.ObjectType));
        try
        {
            await NumberMapExport.RunAsync(infobase, path, new DelimitedWriteOptions { Encoding = Encoding, Separator = Separator }, filter, progress => Report(NumberMapFileCmdlet.Record(Activity, progress)), Cancellation).ConfigureAwait(false);
        }
        finally
        {
            Report(new ProgressRecord(0, Activity, path) { RecordType = ProgressRecordType.Completed });
        }

        if (PassThru)
        {
            Write(new FileInfo(path));
        }
    }
}
