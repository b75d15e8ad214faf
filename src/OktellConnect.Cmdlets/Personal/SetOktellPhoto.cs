using System.Management.Automation;
using OktellConnect.Personal;

namespace OktellConnect.Cmdlets;

/// <summary>Makes a picture the photo of the signed-in user.</summary>
[Cmdlet(VerbsCommon.Set, "OktellPhoto", SupportsShouldProcess = true)]
[OutputType(typeof(UserPhoto))]
public sealed class SetOktellPhoto : FileSendingCmdlet
{
    /// <summary>The picture, taken literally.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName", "LiteralPath")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>Emits where the photo then is.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var connection = RequireConnection();
        var path = FilePaths.Literal(this, Path);
        Photos.CheckPhoto(path);
        if (!ShouldProcess($"{connection.Login} at {connection.Server}", $"Set photo to {path}"))
        {
            return;
        }

        var photo = await WithProgressAsync(path, progress => connection.Photos.SetOwnAsync(path, progress, Cancellation)).ConfigureAwait(false);
        if (PassThru)
        {
            Write(photo);
        }
    }
}
