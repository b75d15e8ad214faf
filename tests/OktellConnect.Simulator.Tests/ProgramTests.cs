using System.Diagnostics;
using System.Runtime.InteropServices;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>The program as a shell or another program starts it.</summary>
public sealed class ProgramTests
{
    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(SimulatorHost).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private static async Task<int> ExitCodeAsync(Process process)
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    private static async Task<string?> LineAsync(StreamReader reader) =>
        await reader.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

    [Fact]
    public async Task It_prints_one_line_when_ready_and_ends_when_its_parent_lets_go()
    {
        using var process = Start("--port", "0", "--no-history", "--parent-watch");
        Assert.Matches("^listening ws://127\\.0\\.0\\.1:[1-9][0-9]*$", await LineAsync(process.StandardOutput));
        process.StandardInput.Close();
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await ExitCodeAsync(process));
    }

    [Fact]
    public async Task It_ends_cleanly_when_it_is_told_to_terminate()
    {
        Assert.SkipWhen(RuntimeInformation.IsOSPlatform(OSPlatform.Windows), "Windows has no SIGTERM.");
        using var process = Start("--port", "0", "--no-history");
        await LineAsync(process.StandardOutput);
        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        Assert.Equal(0, await ExitCodeAsync(process));
    }

    [Fact]
    public async Task With_TLS_it_prints_the_thumbprint_first()
    {
        using var process = Start("--port", "0", "--tls", "--no-history", "--parent-watch");
        Assert.Matches("^certificate [0-9A-F]{40}$", await LineAsync(process.StandardError));
        Assert.StartsWith("listening wss://", await LineAsync(process.StandardOutput), StringComparison.Ordinal);
        process.StandardInput.Close();
        Assert.Equal(0, await ExitCodeAsync(process));
    }

    [Fact]
    public async Task With_redirection_it_prints_where_clients_are_sent()
    {
        using var process = Start("--port", "0", "--redirect", "--tls-port", "0", "--no-history", "--parent-watch");
        Assert.Matches("^certificate [0-9A-F]{40}$", await LineAsync(process.StandardError));
        Assert.Matches("^secure wss://127\\.0\\.0\\.1:[1-9][0-9]*$", await LineAsync(process.StandardError));
        Assert.StartsWith("listening ws://", await LineAsync(process.StandardOutput), StringComparison.Ordinal);
        process.StandardInput.Close();
        Assert.Equal(0, await ExitCodeAsync(process));
    }

    [Fact]
    public async Task Its_help_names_every_option()
    {
        using var process = Start("--help");
        var help = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, await ExitCodeAsync(process));
        Assert.All(new[] { "--port", "--host", "--seed", "--tls", "--redirect", "--tls-port", "--www", "--speed", "--no-history", "--parent-watch" }, option => Assert.Contains($"  {option} ", help, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, "--tls-port", "70000")]
    [InlineData(2, "--www", "/nowhere/www")]
    [InlineData(2, "--port", "70000")]
    [InlineData(2, "--port")]
    [InlineData(2, "--speed", "0")]
    [InlineData(2, "--sped")]
    [InlineData(2, "--host", "not an address")]
    [InlineData(3, "--seed", "/nowhere/pbx.json")]
    public async Task A_wrong_argument_ends_it_with_a_code_and_a_reason(int code, params string[] arguments)
    {
        using var process = Start(arguments);
        var reason = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(code, await ExitCodeAsync(process));
        Assert.Contains(arguments[^1], reason, StringComparison.Ordinal);
        Assert.Equal("", await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        await using var pbx = await Rehearsal.StartAsync();
        var port = pbx.Host.Uri.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        using var process = Start("--port", port, "--no-history");
        Assert.Contains(port, await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(4, await ExitCodeAsync(process));
    }
}
