using OktellConnect.Simulator.Seed;

namespace OktellConnect.Simulator;

/// <summary>How a simulator is to run. Every default is what a test in the same process wants.</summary>
public sealed record SimulatorOptions
{
    /// <summary>Address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all interfaces. The control interface answers loopback callers only, whatever stands here.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>What the PBX holds; null reads <see cref="SeedPath"/>.</summary>
    public SimulatorSeed? Seed { get; init; }

    /// <summary>File of the seed; null means the sample that lies beside the program. Not read where <see cref="Seed"/> is given.</summary>
    public string? SeedPath { get; init; }

    /// <summary>Serve wss with a self-signed certificate made at start.</summary>
    public bool Tls { get; init; }

    /// <summary>Send WebSocket clients on to a second, secure port: the first answers their ping with <c>websocketredirect</c> and nothing else.</summary>
    public bool Redirect { get; init; }

    /// <summary>The secure port of <see cref="Redirect"/>; 0 takes a free one. Clients of Oktell always go to 443, whatever port they came from.</summary>
    public int TlsPort { get; init; }

    /// <summary>Folder whose files are served without login, as Oktell serves its folder WWW; null serves none.</summary>
    public string? WebFolder { get; init; }

    /// <summary>Divides every ring and talk time; above 0.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Begin with made-up calls of the past two months in the journal.</summary>
    public bool History { get; init; } = true;

    /// <summary>Replies longer than this many bytes are sent in pieces of at most this many.</summary>
    public int MultipartThreshold { get; init; } = 16 * 1024;

    /// <summary>The clock of calls, sessions and journal.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>Where the log goes, one line per event and never a secret; null writes none.</summary>
    public TextWriter? Log { get; init; }
}
