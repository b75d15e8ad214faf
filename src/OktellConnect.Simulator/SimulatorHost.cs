using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OktellConnect.Simulator.History;
using OktellConnect.Simulator.Http;
using OktellConnect.Simulator.Pbx;
using OktellConnect.Simulator.Seed;
using OktellConnect.Simulator.WebSockets;

namespace OktellConnect.Simulator;

/// <summary>
/// A running Oktell server to rehearse and test against: WebSocket on any path, control interface, recordings and photos, all
/// on one port. Disposing it breaks off every connection. Safe to use from any thread; several may run in one process.
/// </summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication application;
    private readonly X509Certificate2? certificate;

    private SimulatorHost(WebApplication application, X509Certificate2? certificate, Uri uri, Uri? secureUri)
    {
        SecureUri = secureUri;
        this.application = application;
        this.certificate = certificate;
        Uri = uri;
    }

    /// <summary>Address for clients, <c>ws://</c> or <c>wss://</c> with the port in use.</summary>
    public Uri Uri { get; }

    /// <summary>Where clients are sent on to with <see cref="SimulatorOptions.Redirect"/>, <c>wss://</c>; else null.</summary>
    public Uri? SecureUri { get; }

    /// <summary>Address of the control interface, recordings and photos.</summary>
    public Uri HttpUri => new UriBuilder(Uri) { Scheme = Uri.Scheme == "wss" ? "https" : "http" }.Uri;

    /// <summary>SHA-1 thumbprint of the certificate made at start, or null without TLS.</summary>
    public string? CertificateThumbprint => certificate?.Thumbprint;

    /// <summary>Reads the seed, makes the history and starts listening.</summary>
    /// <param name="options">How to run.</param>
    /// <param name="cancellation">Gives the start up; a running simulator ends by disposal.</param>
    /// <exception cref="SeedException">The seed cannot be used.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The speed, the host or the threshold is not usable.</exception>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Speed);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MultipartThreshold, 64);
        if (options.WebFolder is { } folder && !Directory.Exists(folder))
        {
            throw new ArgumentOutOfRangeException(nameof(options), folder, "The web folder does not exist.");
        }

        var seed = options.Seed ?? await SeedFile.LoadAsync(options.SeedPath ?? SeedFile.SamplePath, cancellation).ConfigureAwait(false);
        var clock = new SimulatorClock(options.TimeProvider, options.Speed);
        var log = new SimulatorLog(options.Log, options.TimeProvider);
        var plan = new NumberPlan(seed);
        var journal = new CallJournal(options.History ? HistoryGenerator.Make(plan, seed.Customers, clock.LocalNow) : []);
        var exchange = new Exchange(plan, journal, clock, log);
        var certificate = options.Tls || options.Redirect ? SelfSigned.Create(options.TimeProvider) : null;

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton<IHostLifetime, NoLifetime>();

        // What a client has not taken yet waits in its connection's own line, where much of it is shared; here it would not be.
        builder.WebHost.UseSockets(sockets => sockets.MaxWriteBufferSize = 16 * 1024);
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, options, certificate));
        var application = builder.Build();
        var surface = new WebSurface(options, seed, exchange, journal, clock, log, application.Lifetime.ApplicationStopping);
        surface.MapOn(application);
        try
        {
            await application.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch
        {
            await application.DisposeAsync().ConfigureAwait(false);
            certificate?.Dispose();
            throw;
        }

        var bound = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(BindingAddress.Parse).ToList();
        var plain = bound.Find(address => address.Scheme == "http");
        var secure = bound.Find(address => address.Scheme == "https");
        surface.Start((secure ?? plain)!.Port);
        var shown = options.Host is "*" ? "127.0.0.1" : options.Host;
        Uri? Address(string scheme, BindingAddress? address) => address is null ? null : new UriBuilder(scheme, shown, address.Port).Uri;
        var redirecting = Address("ws", plain);
        return new SimulatorHost(application, certificate, (redirecting ?? Address("wss", secure))!, redirecting is null ? null : Address("wss", secure));
    }

    /// <summary>Breaks off every connection and frees the port.</summary>
    public async ValueTask DisposeAsync()
    {
        using (var atOnce = new CancellationTokenSource())
        {
            await atOnce.CancelAsync().ConfigureAwait(false);
            await application.StopAsync(atOnce.Token).ConfigureAwait(false);
        }

        await application.DisposeAsync().ConfigureAwait(false);
        certificate?.Dispose();
    }

    private static void Listen(KestrelServerOptions kestrel, SimulatorOptions options, X509Certificate2? certificate)
    {
        kestrel.AddServerHeader = false;
        Listen(kestrel, options, options.Port, options.Tls && !options.Redirect ? certificate : null);
        if (options.Redirect)
        {
            Listen(kestrel, options, options.TlsPort, certificate);
        }
    }

    private static void Listen(KestrelServerOptions kestrel, SimulatorOptions options, int port, X509Certificate2? certificate)
    {
        void Configure(ListenOptions listen)
        {
            listen.Protocols = HttpProtocols.Http1;
            if (certificate is not null)
            {
                listen.UseHttps(certificate);
            }
        }

        if (options.Host == "*")
        {
            kestrel.ListenAnyIP(port, Configure);
        }
        else if (options.Host == "localhost")
        {
            // "localhost" with a free port would be two ports, one for each IP version.
            kestrel.Listen(IPAddress.Loopback, port, Configure);
        }
        else if (IPAddress.TryParse(options.Host, out var address))
        {
            kestrel.Listen(address, port, Configure);
        }
        else
        {
            throw new ArgumentOutOfRangeException(nameof(options), options.Host, "The host is neither an IP address nor localhost nor *.");
        }
    }

    /// <summary>The usual lifetime would take Ctrl+C away from the process that the simulator is a guest in.</summary>
    private sealed class NoLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
