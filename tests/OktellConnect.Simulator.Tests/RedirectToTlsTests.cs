using System.Net.WebSockets;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;
using OktellConnect.Testing;

namespace OktellConnect.Simulator.Tests;

/// <summary>TLS, and being sent on to it.</summary>
public sealed class RedirectToTlsTests
{
    private static void Trust(ClientWebSocketOptions options) =>
#pragma warning disable CA5359 // The certificate was made a moment ago and is compared with its thumbprint where that matters.
        options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359

    [Fact]
    public async Task A_ping_on_the_plain_port_sends_clients_to_the_secure_one_where_they_log_in_at_once()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Redirect = true });
        Assert.Equal("ws", pbx.Host.Uri.Scheme);
        Assert.Equal("wss", pbx.Host.SecureUri!.Scheme);
        await using (var plain = await RawClient.ConnectAsync(pbx.Host))
        {
            await plain.SendAsync(FrameCodec.Encode("ping", new JsonObject { ["qid"] = "0.7213" }));
            await Eventually.Until("it is sent on", () => plain.Arrived.Any(frame => frame.Name == "websocketredirect"));
            Assert.DoesNotContain(plain.Arrived, frame => frame.Name == "pong");
        }

        await using var client = await RawClient.ConnectAsync(pbx.Host.SecureUri, Trust);
        Assert.Equal(1, (await client.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("result"));
        var version = await client.AskAsync("getversion");
        Assert.Equal(pbx.Host.SecureUri.Port, version.GetProperty("version").GetWholeNumber("webserverport"));
        Assert.Equal("pong", (await client.ExchangeAsync("ping")).Name);
    }

    [Fact]
    public async Task Nothing_but_the_way_is_told_on_the_plain_port()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Redirect = true });
        await using var plain = await RawClient.ConnectAsync(pbx.Host);
        var reply = await plain.LogInWithAsync("ivanov", "Secret123");
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.Equal("Use the secure port", reply.GetText("errormsg"));
        Assert.Equal(200, (await pbx.ControlAsync("state")).Status);
    }

    [Fact]
    public async Task Everything_works_over_TLS_alone()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Tls = true });
        Assert.Null(pbx.Host.SecureUri);
        string? seen = null;
        await using var client = await RawClient.ConnectAsync(pbx.Host.Uri, options => options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            seen = certificate!.GetCertHashString();
            return true;
        });
        Assert.Equal(pbx.Host.CertificateThumbprint, seen);
        Assert.Equal(1, (await client.LogInWithAsync("ivanov", "Secret123")).GetWholeNumber("result"));
        var numbers = await client.AskAsync("getpbxnumbers");
        Assert.Equal(4, numbers.GetItems("numbers").Count());
    }
}
