using System.Management.Automation;
using OktellConnect.Files;
using OktellConnect.Infobase;

namespace OktellConnect.Cmdlets;

/// <summary>Writes accounts to a file that Import-OktellAccount reads back. Never passwords.</summary>
[Cmdlet(VerbsData.Export, "OktellAccount", SupportsShouldProcess = true, DefaultParameterSetName = "Path")]
[OutputType(typeof(AccountExportSummary))]
public sealed class ExportOktellAccount : InfobaseCmdlet
{
    // An object, not the enumeration: import lists the types of this assembly before the engine can be loaded, and the layout would need it.
    private object? encoding;
    private readonly List<Account> piped = [];

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0, ParameterSetName = "Path")]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The file to write, taken as it is.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "LiteralPath")]
    [Alias("PSPath")]
    [ValidateNotNullOrEmpty]
    public string LiteralPath { get; set; } = "";

    /// <summary>The accounts to write; all by default.</summary>
    [Parameter(ValueFromPipeline = true)]
    [ValidateNotNull]
    public Account[]? InputObject { get; set; }

    /// <summary>Encoding of the file.</summary>
    [Parameter]
    public FileEncoding Encoding { get => encoding is FileEncoding value ? value : FileEncoding.Utf8WithBom; set => encoding = value; }

    /// <summary>Separator of the file.</summary>
    [Parameter]
    [ValidatePattern("^[^\"\\r\\n]$")]
    public char Separator { get; set; } = ';';

    /// <summary>Does not replace a file that is there.</summary>
    [Parameter]
    public SwitchParameter NoClobber { get; set; }

    /// <summary>Emits what was written.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override Task ProcessAsync()
    {
        piped.AddRange(InputObject ?? []);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override async Task EndAsync()
    {
        // A pipeline that brought nothing means nothing, not everything.
        var isPiped = MyInvocation.ExpectingInput || InputObject is not null;
        var path = FilePaths.Literal(this, ParameterSetName == "Path" ? Path : LiteralPath);
        var accounts = isPiped ? piped : await RequireInfobase().GetAccountsAsync(Cancellation).ConfigureAwait(false);
        if (NoClobber && File.Exists(path))
        {
            throw new OktellException(OktellErrors.ExportFileExists, $"The file {path} is there already.", target: path);
        }

        if (!await ConfirmAsync(path, FormattableString.Invariant($"Export {accounts.Count} accounts")).ConfigureAwait(false))
        {
            return;
        }

        var count = AccountExport.Write(path, accounts, new DelimitedWriteOptions { Encoding = Encoding, Separator = Separator }, Cancellation);
        if (PassThru)
        {
            Write(new AccountExportSummary(path, count));
        }
    }
}
