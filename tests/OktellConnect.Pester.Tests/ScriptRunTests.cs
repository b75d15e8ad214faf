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
    public async Task A_script_gets_its_arguments_and_its_own_folder()
    {
        var path = folder.File("script.ps1");
        await File.WriteAllTextAsync(path, "param([string] $Name, [switch] $Loud) \"$Name $Loud $PSScriptRoot\"", TestContext.Current.CancellationToken);

        var run = await HostProcess.RunAsync([path, "-Name", "two words", "-Loud"]);

        Assert.Equal($"two words True {folder.Path}", run.Output.Trim());
    }
}
