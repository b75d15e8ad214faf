using System.Globalization;
using System.Management.Automation;

namespace OktellConnect.Cmdlets;

/// <summary>Starts the packaged simulator of an Oktell server.</summary>
[Cmdlet(VerbsLifecycle.Start, "OktellSimulator", SupportsShouldProcess = true)]
[OutputType(typeof(OktellSimulator))]
public sealed class StartOktellSimulator : AsyncCmdlet
{
    /// <summary>File with what the PBX holds; by default the sample packaged with the module.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("PSPath", "FullName")]
    [ValidateNotNullOrEmpty]
    public string? Seed { get; set; }

    /// <summary>Port to listen on; 0 takes a free one.</summary>
    [Parameter]
    [ValidateRange(0, 65535)]
    public int Port { get; set; }

    /// <summary>Divides every ring and talk time.</summary>
    [Parameter]
    [ValidateRange(0.001, 1000000d)]
    public double Speed { get; set; } = 1;

    /// <summary>Begin with an empty call journal.</summary>
    [Parameter]
    public SwitchParameter NoHistory { get; set; }

    /// <summary>Serve wss with a certificate made at start.</summary>
    [Parameter]
    public SwitchParameter Tls { get; set; }

    /// <summary>Folder whose files are served on the same port, for a web client.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? WebFolder { get; set; }

    /// <inheritdoc/>
    protected override async Task ProcessAsync()
    {
        var arguments = Arguments();
        var state = RunspaceState.Current;
        var address = Port == 0 ? "a free port" : $"port {Port.ToString(CultureInfo.InvariantCulture)}";
        if (!ShouldProcess($"Oktell simulator on {address}", "Start"))
        {
            return;
        }

        var simulator = await SimulatorLauncher.StartAsync(arguments, Cancellation).ConfigureAwait(false);
        await AskAsync(() =>
        {
            state.Simulators.RemoveAll(known => !known.IsRunning);
            state.Simulators.Add(simulator);
            return true;
        }).ConfigureAwait(false);
        Write(simulator);
    }

    private List<string> Arguments()
    {
        var arguments = new List<string>
        {
            "--port", Port.ToString(CultureInfo.InvariantCulture),
            "--speed", Speed.ToString("0.###############", CultureInfo.InvariantCulture),
            "--seed", Seed is null ? SimulatorLauncher.SampleSeed : SeedPath(Seed),
        };
        if (NoHistory)
        {
            arguments.Add("--no-history");
        }

        if (Tls)
        {
            arguments.Add("--tls");
        }

        if (WebFolder is not null)
        {
            arguments.Add("--www");
            arguments.Add(FolderPath(WebFolder));
        }

        return arguments;
    }

    private string FolderPath(string path)
    {
        var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" && Directory.Exists(resolved)
            ? resolved
            : throw new OktellException(OktellErrors.SimulatorStartFailed, $"There is no folder {resolved}.", target: path);
    }

    private string SeedPath(string path)
    {
        var resolved = SessionState.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
        return provider.Name == "FileSystem" && File.Exists(resolved)
            ? resolved
            : throw new OktellException(OktellErrors.SimulatorSeedInvalid, $"There is no seed file {resolved}.", target: path);
    }
}
