using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using OktellConnect.Protocol;

namespace OktellConnect.Simulator.Tests;

/// <summary>The connection before and around login.</summary>
public sealed class HandshakeTests
{
    [Fact]
    public async Task The_subprotocol_json_is_answered_with_json()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        Assert.Equal("json", client.SubProtocol);
    }

    [Fact]
    public async Task Without_the_subprotocol_the_connection_is_refused()
    {
        await using var pbx = await Rehearsal.StartAsync();
        using var socket = new ClientWebSocket();
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(pbx.Host.Uri, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Any_path_serves_the_WebSocket()
    {
        await using var pbx = await Rehearsal.StartAsync();
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("json");
        await socket.ConnectAsync(new Uri(pbx.Host.Uri, "some/path?x=1"), TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task A_ping_is_answered_before_login_with_its_whole_body()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        var reply = await client.ExchangeAsync("ping", new JsonObject { ["extra"] = "x" });
        Assert.Equal("pong", reply.Name);
        Assert.Equal("x", reply.Body.GetText("extra"));
    }

    [Fact]
    public async Task A_connection_that_pings_and_goes_away_leaves_nothing_behind()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using (var loser = await RawClient.ConnectAsync(pbx.Host))
        {
            await loser.AskAsync("ping");
        }

        await Testing.Eventually.Until("the connection is forgotten", async () => !(await pbx.ControlAsync("state")).Body.GetItems("connections").Any());
    }

    [Theory]
    [InlineData("getextendedlineinfo")]
    [InlineData("subscribeevent")]
    [InlineData("pbxautocallstart")]
    [InlineData("logout")]
    [InlineData("getpbxcalljournal")]
    public async Task Before_login_a_request_is_refused(string method)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        var reply = await client.AskAsync(method);
        Assert.Equal(0, reply.GetWholeNumber("result"));
        Assert.Equal("Not logged in", reply.GetText("errormsg"));
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("{\"ping\":1}")]
    [InlineData("[\"ping\"]")]
    [InlineData("[\"ping\",[]]")]
    public async Task A_message_that_is_no_frame_ends_the_connection(string message)
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        await client.SendAsync(Encoding.UTF8.GetBytes(message));
        await client.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_binary_message_ends_the_connection()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        await client.SendAsync(FrameCodec.Encode("ping", []), WebSocketMessageType.Binary);
        await client.Ended.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task An_unknown_method_gets_one_honest_reply()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await pbx.LogInAsync();
        var reply = await client.ExchangeAsync("pbxmakecoffee");
        Assert.Equal("pbxmakecoffeeresult", reply.Name);
        Assert.Equal(0, reply.Body.GetWholeNumber("result"));
        Assert.NotNull(reply.Body.GetWholeNumber("error"));
        Assert.Equal("Unknown method", reply.Body.GetText("errormsg"));
        await client.AskAsync("ping");
        Assert.Single(client.Arrived, frame => frame.QueryId == reply.QueryId);
    }

    [Fact]
    public async Task A_query_id_that_is_a_number_comes_back_as_a_number()
    {
        await using var pbx = await Rehearsal.StartAsync();
        await using var client = await RawClient.ConnectAsync(pbx.Host);
        await client.SendAsync(Encoding.UTF8.GetBytes("[\"ping\",{\"qid\":0.5}]"));
        await client.UntilEventAsync("pong", body => body.GetProperty("qid").GetRawText() == "0.5");
    }

    [Fact]
    public async Task Over_TLS_the_certificate_is_the_one_made_at_start()
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { Tls = true, TimeProvider = TimeProvider.System });
        string? seen = null;
        await using var client = await RawClient.ConnectAsync(pbx.Host, options => options.RemoteCertificateValidationCallback = (_, certificate, _, _) =>
        {
            seen = certificate!.GetCertHashString();
            return true;
        });
        await client.AskAsync("ping");
        Assert.Equal("wss", pbx.Host.Uri.Scheme);
        Assert.Equal(pbx.Host.CertificateThumbprint, seen);
    }

    [Theory]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(16_383)]
    [InlineData(16_384)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(1_000_000)]
    public async Task A_frame_of_any_length_arrives_whole_and_so_does_the_next(int length)
    {
        await using var pbx = await Rehearsal.StartAsync(options => options with { MultipartThreshold = 2_000_000 });
        await using var client = await RawClient.ConnectAsync(pbx.Host);

        // The reply is ["pong",{"qid":"q1","echo":"…"}]; what surrounds the text has 31 bytes.
        const int Around = 31;
        var echo = new string('x', length - Around);
        var frame = await client.ExchangeAsync("ping", new JsonObject { ["echo"] = echo });
        Assert.Equal(echo, frame.Body.GetText("echo"));
        Assert.Equal(length, FrameCodec.Encode(frame.Name, JsonObject.Create(frame.Body)!).Length);
        Assert.Equal("pong", (await client.ExchangeAsync("ping")).Name);
    }
}
