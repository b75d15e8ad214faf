using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Sends files to the server.</summary>
[Cmdlet(VerbsCommunications.Send, "OktellFile", SupportsShouldProcess = true, DefaultParameterSetName = PathSet)]
[OutputType(typeof(UploadedFile))]
public sealed class SendOktellFile : FileSendingCmdlet
{
    private const string PathSet = "Path";
    private const string LiteralPathSet = "LiteralPath";

    // Objects, not the enumerations: import lists the types of this assembly before the engine can be loaded, and the layout would need them.
    private object? storageMode;
    private object? pathMode;

    /// <summary>The files; wildcards.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ParameterSetName = PathSet)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>The files, taken literally.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = LiteralPathSet)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string[] LiteralPath { get; set; } = [];

    /// <summary>Where the server shall keep them.</summary>
    [Parameter]
    public FileStorage StorageMode { get => storageMode is FileStorage value ? value : FileStorage.Storage; set => storageMode = value; }

    /// <summary>How the server shall tell their paths.</summary>
    [Parameter]
    public UploadPath PathMode { get => pathMode is UploadPath value ? value : UploadPath.Default; set => pathMode = value; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var paths = ParameterSetName == PathSet ? FilePaths.Find(this, Path).ToList() : [.. LiteralPath.Select(path => FilePaths.Literal(this, path))];
        foreach (var path in paths)
        {
            if (await ConfirmAsync(path, $"Send to {connection.Server}").ConfigureAwait(false))
            {
                await SendAsync(connection, path).ConfigureAwait(false);
            }
        }
    }

    private async Task SendAsync(OktellConnection connection, string path)
    {
        try
        {
            Write(await WithProgressAsync(path, progress => connection.Uploads.SendAsync(path, StorageMode, PathMode, progress, Cancellation)).ConfigureAwait(false));
        }
        catch (OktellException failure) when (failure.Error == OktellErrors.FileNotFound || failure.Error == OktellErrors.FileNotReadable
            || failure.Error == OktellErrors.UploadTooLarge || failure.Error == OktellErrors.UploadRefused)
        {
            // This one file; the next may go.
            WriteFailure(failure, path);
        }
    }
}
