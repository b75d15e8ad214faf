using System.Diagnostics;
using System.Globalization;
using OktellConnect.Testing;

namespace OktellConnect.Pester.Tests;

/// <summary>What a scheduler sees of a script: its output and its exit code.</summary>
public sealed class ScriptRunTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("'fine'", 0)]
    [InlineData("exit 7", 7)]
    [InlineData("throw 'no'", 1)]
    [InlineData("if (", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; [int]::Parse('x')", 1)]
    [InlineData("$ErrorActionPreference = 'Stop'; Get-Item-That-Is-Not", 1)]
    [InlineData("Get-Item-That-Is-Not; 'goes on'", 0)]
    public async Task A_script_ends_with_the_exit_code_that_PowerShell_gives(string script, int exitCode)
    {
        var path = folder.File("script.ps1");
        await File.WriteAllTextAsync(path, script, TestContext.Current.CancellationToken);

        var run = await HostProcess.RunAsync([path]);

        Assert.Equal(exitCode, run.ExitCode);
    }

    [Theory]
    [InlineData("'fine' # and a comment", 0)]
    [InlineData("Get-Item-That-Is-Not", 1)]
    [InlineData("if (", 1)]
    [InlineData("exit 7", 7)]
    public async Task A_command_ends_with_the_exit_code_that_PowerShell_gives(string command, int exitCode) =>
        Assert.Equal(exitCode, (await HostProcess.RunAsync(["-Command", command])).ExitCode);

    [Fact]
    public async Task Ctrl_C_ends_a_command_that_waits_and_the_simulator_it_started()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Sends the signal with the tools of Linux.");
        var path = folder.File("script.ps1");
        var ready = folder.File("ready");
        await File.WriteAllTextAsync(path, $$"""
            Import-Module OktellConnect
            $simulator = Start-OktellSimulator
            $credential = [pscredential]::new('ivanov', [Net.NetworkCredential]::new('', 'Secret123').SecurePassword)
            Connect-OktellServer $simulator.Uri -Credential $credential -AllowUnencrypted -WarningAction SilentlyContinue
            [IO.File]::WriteAllText('{{ready}}.new', $simulator.ProcessId)
            [IO.File]::Move('{{ready}}.new', '{{ready}}')
            Wait-OktellCall -State Talk
            """, TestContext.Current.CancellationToken);

        // A process in the background may have been told to ignore the signal; env gives it back its meaning.
        using var host = Process.Start("env", ["--default-signal=INT", "dotnet", HostProcess.Metadata("Host"), path]);
        await Eventually.Until("the script waits for a call", () => File.Exists(ready) || host.HasExited, TimeSpan.FromMinutes(1));
        using var simulator = Process.GetProcessById(int.Parse(await File.ReadAllTextAsync(ready, TestContext.Current.CancellationToken), CultureInfo.InvariantCulture));
        using var signal = Process.Start("kill", ["-INT", host.Id.ToString(CultureInfo.InvariantCulture)]);

        await Eventually.Until("the host has ended", () => host.HasExited);
        Assert.Equal(130, host.ExitCode);
        await Eventually.Until("the simulator has ended", () => simulator.HasExited);
    }

    [Fact]
    public async Task A_script_gets_its_arguments_and_its_own_folder()
    {
        var path = folder.File("script.ps1");
        await File.WriteAllTextAsync(path, "param([string] $Name, [switch] $Loud) \"$Name $Loud $PSScriptRoot\"", TestContext.Current.CancellationToken);

        var run = await HostProcess.RunAsync([path, "-Name", "two words", "-Loud"]);

        Assert.Equal($"two words True {folder.Path}", run.Output.Trim());
    }
}
