using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using OktellConnect.Client;
using OktellConnect.Testing;

namespace OktellConnect.Engine.Tests.Client;

public class BadServerTests
{
    [Fact]
    public async Task Nobody_there_is_unreachable()
    {
        var failure = await Clients.RefusalAsync(() => OktellClient.ConnectAsync([$"ws://127.0.0.1:{UnusedPort()}"], Clients.Ivanov, Clients.Options, Clients.Stop));
        Assert.Equal(OktellErrors.ServerUnreachable, failure.Error);
    }

    [Fact]
    public async Task A_server_that_accepts_and_stays_silent_ends_at_the_open_timeout()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, _) => Task.FromResult(true);
        var clock = new FakeTimeProvider();

        var connecting = server.ConnectAsync(Clients.Options with { Clock = clock });
        await Eventually.Until("the ping has arrived", () => !server.Heard.IsEmpty);
        clock.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(connecting.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.2));

        var failure = await Clients.RefusalAsync(() => connecting);
        Assert.Equal(OktellErrors.ServerSilent, failure.Error);
        Assert.Empty(server.HeardOf("login"));
    }

    [Fact]
    public async Task A_listener_that_never_speaks_ends_at_the_open_timeout()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var clock = new FakeTimeProvider();
        var connecting = OktellClient.ConnectAsync([$"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"], Clients.Ivanov, Clients.Options with { Clock = clock }, Clients.Stop);
        using var accepted = await listener.AcceptTcpClientAsync(Clients.Stop);
        clock.Advance(TimeSpan.FromSeconds(11));

        var failure = await Clients.RefusalAsync(() => connecting);
        Assert.Equal(OktellErrors.ServerSilent, failure.Error);
    }

    [Fact]
    public async Task A_server_that_speaks_garbage_only_is_silent_and_the_message_says_so()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (connection, _) =>
        {
            await connection.SendTextAsync("{{{ not json");
            await connection.SendTextAsync("[1,2,3]");
            await connection.SendAsync("hello", []);
            return true;
        };
        var clock = new FakeTimeProvider();
        var connecting = server.ConnectAsync(Clients.Options with { Clock = clock });
        await Eventually.Until("time passes until it gives up", () =>
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            return connecting.IsCompleted;
        });

        var failure = await Clients.RefusalAsync(() => connecting);
        Assert.Equal(OktellErrors.ServerSilent, failure.Error);
    }

    [Fact]
    public async Task Plain_ws_is_refused_without_permission_and_nothing_is_sent()
    {
        await using var server = await ScriptedServer.StartAsync();
        var failure = await Clients.RefusalAsync(() => server.ConnectAsync(Clients.Options with { AllowUnencrypted = false }));
        Assert.Equal(OktellErrors.UnencryptedRefused, failure.Error);
        Assert.Empty(server.Connections);
    }

    [Fact]
    public async Task A_web_server_that_is_no_websocket_is_unreachable()
    {
        using var listener = new HttpListener();
        var port = UnusedPort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        var answering = AnswerNotFoundAsync(listener);

        var failure = await Clients.RefusalAsync(() => OktellClient.ConnectAsync([$"ws://127.0.0.1:{port}"], Clients.Ivanov, Clients.Options, Clients.Stop));
        await answering;
        Assert.Equal(OktellErrors.ServerUnreachable, failure.Error);
        Assert.Contains("404", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_websocket_without_the_subprotocol_is_not_an_oktell_server()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.SubProtocol = null;
        var failure = await Clients.RefusalAsync(() => server.ConnectAsync());
        Assert.Equal(OktellErrors.NotAnOktellServer, failure.Error);
    }

    [Fact]
    public async Task An_untrusted_certificate_is_refused_and_its_thumbprint_told()
    {
        using var certificate = SelfSigned();
        await using var server = await ScriptedServer.StartAsync(certificate);
        var failure = await Clients.RefusalAsync(() => server.ConnectAsync());
        Assert.Equal(OktellErrors.CertificateNotTrusted, failure.Error);
        Assert.Contains(certificate.GetCertHashString(HashAlgorithmName.SHA256), failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Heard);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_pinned_certificate_is_accepted(bool sha256)
    {
        using var certificate = SelfSigned();
        await using var server = await ScriptedServer.StartAsync(certificate);
        var thumbprint = certificate.GetCertHashString(sha256 ? HashAlgorithmName.SHA256 : HashAlgorithmName.SHA1);
        var spaced = string.Join(":", thumbprint.Chunk(2).Select(pair => new string(pair))).ToLowerInvariant();
        using var client = await server.ConnectAsync(Clients.Options with { CertificateThumbprint = spaced });
        Assert.Equal("wss", client.Server.Scheme);
    }

    [Fact]
    public async Task Another_certificate_than_the_pinned_one_is_refused()
    {
        using var certificate = SelfSigned();
        await using var server = await ScriptedServer.StartAsync(certificate);
        var failure = await Clients.RefusalAsync(() => server.ConnectAsync(Clients.Options with { CertificateThumbprint = new string('A', 64) }));
        Assert.Equal(OktellErrors.CertificateNotTrusted, failure.Error);
    }

    [Fact]
    public async Task A_thumbprint_that_is_none_is_refused()
    {
        var failure = await Clients.RefusalAsync(() => OktellClient.ConnectAsync(["wss://127.0.0.1:1"], Clients.Ivanov, Clients.Options with { CertificateThumbprint = "12 34" }, Clients.Stop));
        Assert.Equal(OktellErrors.InvalidThumbprint, failure.Error);
    }

    [Fact]
    public async Task Of_several_servers_the_first_to_answer_wins_and_the_others_hear_no_login()
    {
        await using var silent = await ScriptedServer.StartAsync();
        silent.OnMessage = (_, _) => Task.FromResult(true);
        await using var good = await ScriptedServer.StartAsync();

        using var client = await OktellClient.ConnectAsync([$"ws://127.0.0.1:{UnusedPort()}", silent.Address, good.Address], Clients.Ivanov, Clients.Options, Clients.Stop);

        Assert.Equal(new Uri(good.Address), client.Server);
        Assert.Empty(silent.HeardOf("login"));
    }

    [Fact]
    public async Task When_all_servers_fail_every_reason_is_told()
    {
        var (first, second) = (UnusedPort(), UnusedPort());
        var failure = await Clients.RefusalAsync(() => OktellClient.ConnectAsync([$"ws://127.0.0.1:{first}", $"ws://127.0.0.1:{second}"], Clients.Ivanov, Clients.Options, Clients.Stop));
        Assert.Equal(OktellErrors.ServerUnreachable, failure.Error);
        Assert.Contains($":{first}", failure.Message, StringComparison.Ordinal);
        Assert.Contains($":{second}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_closes_instead_of_answering_is_unreachable()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = async (connection, _) =>
        {
            await connection.CloseAsync();
            return true;
        };
        var failure = await Clients.RefusalAsync(() => server.ConnectAsync());
        Assert.Equal(OktellErrors.ServerUnreachable, failure.Error);
    }

    [Fact]
    public async Task Giving_up_while_connecting_is_a_cancellation()
    {
        await using var server = await ScriptedServer.StartAsync();
        server.OnMessage = (_, _) => Task.FromResult(true);
        using var stop = new CancellationTokenSource();
        var connecting = OktellClient.ConnectAsync([server.Address], Clients.Ivanov, Clients.Options, stop.Token);
        await Eventually.Until("the ping has arrived", () => !server.Heard.IsEmpty);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connecting);
    }

    [Fact]
    public async Task A_probe_reports_without_logging_in()
    {
        await using var server = await ScriptedServer.StartAsync();
        var good = await ServerProbe.TestAsync(server.Address, Clients.Options, Clients.Stop);
        var bad = await ServerProbe.TestAsync($"ws://127.0.0.1:{UnusedPort()}", Clients.Options, Clients.Stop);

        Assert.True(good.Reachable);
        Assert.Equal("json", good.Protocol);
        Assert.True(good.Latency > TimeSpan.Zero);
        Assert.Empty(server.HeardOf("login"));
        Assert.False(bad.Reachable);
        Assert.Equal("ServerUnreachable", bad.ErrorId);
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private static int UnusedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task AnswerNotFoundAsync(HttpListener listener)
    {
        var context = await listener.GetContextAsync();
        context.Response.StatusCode = 404;
        context.Response.Close();
    }
}
