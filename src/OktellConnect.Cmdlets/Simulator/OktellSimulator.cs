using System.Diagnostics;

namespace OktellConnect.Cmdlets;

/// <summary>
/// A simulator that runs as a child process. It ends when it is stopped, when the runspace that started it closes or removes the
/// module, and when this process ends in whatever way: it watches its standard input, which the system closes then.
/// </summary>
public sealed class OktellSimulator : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Process process;
    private readonly TaskCompletionSource<bool> exited;
    private int stopping;

    internal OktellSimulator(Process process, TaskCompletionSource<bool> exited, Uri uri, string? certificateThumbprint)
    {
        this.process = process;
        this.exited = exited;
        Uri = uri;
        ProcessId = process.Id;
        CertificateThumbprint = certificateThumbprint;
    }

    /// <summary>Address to connect to, <c>ws://</c> or <c>wss://</c>.</summary>
    public Uri Uri { get; }

    /// <summary>The port it listens on.</summary>
    public int Port => Uri.Port;

    /// <summary>Id of the process.</summary>
    public int ProcessId { get; }

    /// <summary>SHA-1 thumbprint of its certificate, or null without TLS.</summary>
    public string? CertificateThumbprint { get; }

    /// <summary>Whether it still runs.</summary>
    public bool IsRunning => !exited.Task.IsCompleted;

    /// <summary>Ends it without waiting for more than a few seconds.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref stopping, 1) == 0)
        {
            AskToEnd();
            if (!process.WaitForExit((int)Patience.TotalMilliseconds))
            {
                Kill(process);
            }

            process.Dispose();
        }
    }

    /// <summary>Ends it and waits until it is gone.</summary>
    internal async Task StopAsync(CancellationToken cancellation)
    {
        if (Interlocked.Exchange(ref stopping, 1) != 0)
        {
            return;
        }

        AskToEnd();
        if (await Task.WhenAny(exited.Task, Task.Delay(Patience, cancellation)).ConfigureAwait(false) != exited.Task)
        {
            Kill(process);
        }

        process.Dispose();
    }

    internal static void Kill(Process process)
    {
        try
        {
            process.Kill();
        }
        catch (Exception error) when (error is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It has ended by itself in the meantime.
        }
    }

    private void AskToEnd()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The pipe is gone because the process is.
        }
    }
}
