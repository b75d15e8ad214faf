using System.Runtime.InteropServices;
using OktellConnect.Simulator;
using OktellConnect.Simulator.Seed;

// Exit codes tell a starting program what was wrong without reading texts.
const int Usage = 2;
const int BadSeed = 3;
const int CannotListen = 4;

CommandLine line;
try
{
    line = CommandLine.Parse(args);
}
catch (FormatException error)
{
    await Console.Error.WriteLineAsync($"{error.Message} Run with --help for the options.").ConfigureAwait(false);
    return Usage;
}

if (line.WantsHelp)
{
    await Console.Out.WriteLineAsync(CommandLine.Help).ConfigureAwait(false);
    return 0;
}

using var ending = new CancellationTokenSource();
void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    ending.Cancel();
}

using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

SimulatorHost host;
try
{
    host = await SimulatorHost.StartAsync(line.Options with { Log = Console.Error }, ending.Token).ConfigureAwait(false);
}
catch (SeedException error)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return BadSeed;
}
catch (ArgumentOutOfRangeException error)
{
    await Console.Error.WriteLineAsync($"--{error.ParamName}: {error.Message}").ConfigureAwait(false);
    return Usage;
}
catch (Exception error) when (error is IOException or System.Net.Sockets.SocketException)
{
    await Console.Error.WriteLineAsync(error.Message).ConfigureAwait(false);
    return CannotListen;
}

await using (host.ConfigureAwait(false))
{
    if (host.CertificateThumbprint is { } thumbprint)
    {
        await Console.Error.WriteLineAsync($"certificate {thumbprint}").ConfigureAwait(false);
    }

    if (host.SecureUri is { } secure)
    {
        await Console.Error.WriteLineAsync($"secure {secure.Scheme}://{secure.Authority}").ConfigureAwait(false);
    }

    await Console.Out.WriteLineAsync($"listening {host.Uri.Scheme}://{host.Uri.Authority}").ConfigureAwait(false);
    var ended = Task.Delay(Timeout.Infinite, ending.Token);
    await Task.WhenAny(ended, line.WatchesParent ? ParentGoneAsync() : ended).ConfigureAwait(false);
}

return 0;

// The parent holds the other end of the pipe and writes nothing; the system closes it even when the parent is killed.
static async Task ParentGoneAsync()
{
    var input = Console.OpenStandardInput();
    await using (input.ConfigureAwait(false))
    {
        var nothing = new byte[256];
        while (await input.ReadAsync(nothing).ConfigureAwait(false) > 0)
        {
        }
    }
}
